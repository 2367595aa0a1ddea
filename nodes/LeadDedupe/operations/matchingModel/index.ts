import type { DedupeResource } from '../../dedupeOperation';
import { activate } from './activate';
import { evaluate } from './evaluate';
import { getMany } from './getMany';
import { reset } from './reset';
import { train } from './train';

export const matchingModel: DedupeResource = {
	value: 'matchingModel',
	name: 'Matching Model',
	defaultOperation: train.value,
	operations: [activate, evaluate, getMany, reset, train],
};
