import type { NodeResource } from '../../../shared/operation';
import { cancel } from './cancel';
import { get } from './get';
import { getMany } from './getMany';

export const job: NodeResource = {
	value: 'job',
	name: 'Job',
	defaultOperation: getMany.value,
	operations: [cancel, get, getMany],
};
