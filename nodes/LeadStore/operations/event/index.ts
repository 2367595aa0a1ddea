import type { NodeResource } from '../../../shared/operation';
import { getMany } from './getMany';

export const event: NodeResource = {
	value: 'event',
	name: 'Event',
	defaultOperation: getMany.value,
	operations: [getMany],
};
