import { contactInputSchema, type Contact, type ContactInput } from '../../model/contact';
import { LeadflowError } from '../../model/error';
import type { RecordDefinition, RecordDraft } from './definition';
import { normalizeSharedFields } from './normalizeFields';
import { settleReference } from './related';

/** The parts follow the whole name, or the whole name its parts, whichever was written. */
function settleNames(draft: RecordDraft): void {
	const { changed, values } = draft;
	const parts = changed.has('firstName') || changed.has('lastName');
	if (changed.has('name') && !parts) {
		delete values.firstName;
		delete values.lastName;
	} else if (parts && !changed.has('name')) {
		delete values.name;
	}
}

/** Contacts (联系人): persons at an account. */
export const contactRecords: RecordDefinition<ContactInput, Contact> = {
	kind: 'contact',
	table: 'contacts',
	schema: contactInputSchema,
	person: { field: 'ownerId', column: 'owner_id', shownAs: 'owner' },
	searched: ['name', 'email', 'mobile'],
	sorts: ['name'],
	normalize(draft) {
		settleNames(draft);
		normalizeSharedFields(draft);
		const { values } = draft;
		// Lists show something for everybody.
		values.name ??= values.email ?? values.mobile ?? values.phone;
		if (values.name !== undefined && values.name !== null) return;
		throw new LeadflowError(
			'INVALID_INPUT',
			'A contact needs a name, an e-mail address or a phone number',
			{
				field: 'name',
			},
		);
	},
	*settle(context, draft) {
		yield* settleReference(context, draft, 'accountId', 'account');
		yield* settleReference(context, draft, 'reportsToId', 'contact');
	},
	present: (values, row) => ({
		...values,
		tags: values.tags ?? [],
		custom: values.custom ?? {},
		...(row.lead_id ? { convertedFromLeadId: row.lead_id } : {}),
	}),
};
