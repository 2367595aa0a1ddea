import type { NodeResource } from '../../../shared/operation';
import { GET_MANY } from '../records/getMany';
import { recordOperations } from '../records/recordOperations';
import { createDeskLink } from './createDeskLink';
import { importFromFile } from './importFromFile';
import { memberFields, memberNameField } from './memberFields';
import { revokeDeskLinks } from './revokeDeskLinks';
import { setAvailability } from './setAvailability';

export const member: NodeResource = {
	value: 'member',
	name: 'Member',
	defaultOperation: GET_MANY,
	operations: [
		createDeskLink,
		importFromFile,
		revokeDeskLinks,
		setAvailability,
		...recordOperations({
			value: 'member',
			name: 'Member',
			many: 'members',
			about: 'a sales person, or anybody else who works on leads',
			sorts: ['name'],
			custom: false,
			isAbout: false,
			searchListMethod: 'searchMembers',
			definition: async () => (await import('../../engine')).memberRecords,
			main: [memberNameField],
			more: memberFields,
		}),
	],
};
