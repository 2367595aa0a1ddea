import type { NodeResource } from '../../../shared/operation';
import { GET_MANY } from '../records/getMany';
import { recordOperations } from '../records/recordOperations';
import { poolFields, poolNameField } from './poolFields';

export const pool: NodeResource = {
	value: 'pool',
	name: 'Pool',
	defaultOperation: GET_MANY,
	operations: recordOperations({
		value: 'pool',
		name: 'Pool',
		many: 'pools',
		about: 'leads without an owner, and the rules by which members hold them (公海)',
		sorts: ['name'],
		custom: false,
		isAbout: false,
		searchListMethod: 'searchPools',
		definition: async () => (await import('../../engine')).poolRecords,
		main: [poolNameField],
		more: poolFields,
	}),
};
