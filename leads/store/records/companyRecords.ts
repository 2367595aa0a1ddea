import { accountInputSchema, type Account, type AccountInput } from '../../model/account';
import { dealInputSchema, type Deal, type DealInput } from '../../model/deal';
import type { RecordDefinition, RecordValues } from './definition';
import { normalizeSharedFields } from './normalizeFields';
import { settleReference } from './related';

const owner = { field: 'ownerId', column: 'owner_id', shownAs: 'owner' } as const;

/** Lists that a record always has. */
function withLists(values: RecordValues): RecordValues {
	return { ...values, tags: values.tags ?? [], custom: values.custom ?? {} };
}

/** Accounts (客户): companies. */
export const accountRecords: RecordDefinition<AccountInput, Account> = {
	kind: 'account',
	table: 'accounts',
	schema: accountInputSchema,
	person: owner,
	searched: ['name', 'domain'],
	sorts: ['name'],
	normalize(draft) {
		normalizeSharedFields(draft, ['name', 'title']);
		const { domain } = draft.values;
		if (typeof domain === 'string') draft.values.domain = domain.trim().toLowerCase();
	},
	*settle(context, draft) {
		yield* settleReference(context, draft, 'parentAccountId', 'account');
	},
	present: withLists,
};

/** Deals (商机). */
export const dealRecords: RecordDefinition<DealInput, Deal> = {
	kind: 'deal',
	table: 'deals',
	schema: dealInputSchema,
	person: owner,
	searched: ['name'],
	sorts: ['name'],
	defaults: () => ({ stage: 'new' }),
	normalize({ values }) {
		if (typeof values.currency === 'string') values.currency = values.currency.trim().toUpperCase();
		// The column must say something; a stage that is cleared is the first one again.
		if (values.stage === null) values.stage = 'new';
	},
	*settle(context, draft) {
		yield* settleReference(context, draft, 'accountId', 'account');
		yield* settleReference(context, draft, 'contactId', 'contact');
		yield* settleReference(context, draft, 'leadId', 'lead');
	},
	present: withLists,
};
