import type { NodeResource } from '../../../shared/operation';
import { approve } from './approve';
import { getMany } from './getMany';
import { reject } from './reject';

export const quarantine: NodeResource = {
	value: 'quarantine',
	name: 'Quarantine',
	defaultOperation: getMany.value,
	operations: [approve, getMany, reject],
};
