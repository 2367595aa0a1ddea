import type { NodeResource } from '../../../shared/operation';
import {
	dayField,
	longTextField,
	numberField,
	ownerIdField,
	recordIdField,
	textField,
	wordsField,
} from '../../fields/recordFields';
import { GET_MANY } from '../records/getMany';
import { recordOperations } from '../records/recordOperations';

export const deal: NodeResource = {
	value: 'deal',
	name: 'Deal',
	defaultOperation: GET_MANY,
	operations: recordOperations({
		value: 'deal',
		name: 'Deal',
		many: 'deals',
		about: 'a chance to sell',
		sorts: ['name'],
		custom: true,
		isAbout: false,
		searchListMethod: 'searchDeals',
		definition: async () => (await import('../../engine')).dealRecords,
		main: [textField('Name', 'name', { placeholder: 'e.g. Laser cutter for hall 3' })],
		more: [
			ownerIdField,
			recordIdField('Account', 'accountId', 'searchAccounts'),
			numberField('Amount', 'amount'),
			textField('Campaign', 'campaign'),
			dayField('Close Date', 'closeDate'),
			recordIdField('Contact', 'contactId', 'searchContacts'),
			textField('Currency', 'currency', { placeholder: 'e.g. CNY' }),
			longTextField('Description', 'description'),
			recordIdField('Lead', 'leadId', 'searchLeads'),
			textField('Lost Reason', 'lostReason'),
			textField('Next Step', 'nextStep'),
			textField('Pipeline', 'pipeline'),
			numberField('Probability', 'probability', { description: 'In percent' }),
			textField('Product', 'product'),
			textField('Source', 'source'),
			textField('Stage', 'stage', { placeholder: 'e.g. proposal' }),
			wordsField('Tags', 'tags', { placeholder: 'e.g. expo, key account' }),
			textField('Type', 'type', { placeholder: 'e.g. new business' }),
		],
	}),
};
