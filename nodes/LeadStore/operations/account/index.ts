import type { NodeResource } from '../../../shared/operation';
import {
	addressFields,
	choiceField,
	longTextField,
	numberField,
	ownerIdField,
	phoneField,
	recordIdField,
	textField,
	wordsField,
} from '../../fields/recordFields';
import { GET_MANY } from '../records/getMany';
import { recordOperations } from '../records/recordOperations';

export const account: NodeResource = {
	value: 'account',
	name: 'Account',
	defaultOperation: GET_MANY,
	operations: recordOperations({
		value: 'account',
		name: 'Account',
		many: 'accounts',
		about: 'a company',
		sorts: ['name'],
		custom: true,
		isAbout: false,
		searchListMethod: 'searchAccounts',
		definition: async () => (await import('../../engine')).accountRecords,
		main: [textField('Name', 'name', { placeholder: 'e.g. Shanghai Machinery Co., Ltd.' })],
		more: [
			...addressFields,
			ownerIdField,
			numberField('Annual Revenue', 'annualRevenue'),
			textField('Credit Code', 'creditCode', {
				description: 'Unified social credit code (统一社会信用代码); it identifies the account',
			}),
			longTextField('Description', 'description'),
			textField('Domain', 'domain', { placeholder: 'e.g. example.com' }),
			numberField('Employees', 'employees'),
			phoneField('Fax', 'fax'),
			textField('Industry', 'industry'),
			recordIdField('Parent Account', 'parentAccountId', 'searchAccounts'),
			phoneField('Phone', 'phone'),
			textField('Source', 'source'),
			wordsField('Tags', 'tags', { placeholder: 'e.g. expo, key account' }),
			choiceField('Type', 'type', [
				{ name: 'Competitor', value: 'competitor' },
				{ name: 'Customer', value: 'customer' },
				{ name: 'Other', value: 'other' },
				{ name: 'Partner', value: 'partner' },
				{ name: 'Prospect', value: 'prospect' },
				{ name: 'Supplier', value: 'supplier' },
			]),
			textField('Website', 'website', { placeholder: 'e.g. https://www.example.com' }),
		],
	}),
};
