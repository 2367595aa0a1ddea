import type { DedupeResource } from '../../dedupeOperation';
import { decide } from './decide';
import { get } from './get';
import { getMany } from './getMany';
import { reopen } from './reopen';

export const reviewPair: DedupeResource = {
	value: 'reviewPair',
	name: 'Review Pair',
	defaultOperation: getMany.value,
	operations: [decide, get, getMany, reopen],
};
