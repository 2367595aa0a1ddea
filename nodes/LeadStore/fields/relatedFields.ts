import { recordIdField, type RecordField } from './recordFields';

/** What an activity or task is about, beside a lead. */
export const relatedFields: readonly RecordField[] = [
	recordIdField('Account', 'accountId', 'searchAccounts'),
	recordIdField('Contact', 'contactId', 'searchContacts'),
	recordIdField('Deal', 'dealId', 'searchDeals'),
];

export const relatedLeadField = recordIdField(
	'Lead',
	'leadId',
	'searchLeads',
	'Leave empty when it is about an account, contact or deal',
);
