import type { NodeResource } from '../../../shared/operation';
import {
	booleanField,
	longTextField,
	recordIdField,
	textField,
	wordsField,
} from '../../fields/recordFields';
import { GET_MANY } from '../records/getMany';
import { recordOperations } from '../records/recordOperations';

export const team: NodeResource = {
	value: 'team',
	name: 'Team',
	defaultOperation: GET_MANY,
	operations: recordOperations({
		value: 'team',
		name: 'Team',
		many: 'teams',
		about: 'members who share leads and a manager',
		sorts: ['name'],
		custom: false,
		isAbout: false,
		searchListMethod: 'searchTeams',
		definition: async () => (await import('../../engine')).teamRecords,
		main: [textField('Name', 'name', { placeholder: 'e.g. East China' })],
		more: [
			booleanField('Active', 'active', 'Whether the team gets leads'),
			longTextField('Description', 'description'),
			recordIdField('Manager', 'managerId', 'searchMembers'),
			recordIdField('Parent Team', 'parentTeamId', 'searchTeams'),
			wordsField('Regions', 'regions', {
				placeholder: 'e.g. 310000, 上海, DE',
				description: 'Region codes (GB/T 2260), country codes or names of sales regions',
			}),
			textField('Time Zone', 'timezone', { placeholder: 'e.g. Asia/Shanghai' }),
		],
	}),
};
