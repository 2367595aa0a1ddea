import { LeadflowError } from '../../model/error';
import { fieldDefinition, type LeadFieldName } from '../../model/leadFields';
import { normalizeLead, type NormalizationCode } from '../../model/normalizeLead';
import type { RecordDraft } from './definition';

/** What is wrong with a value that cannot be read; the other notes are remarks. */
const unreadable: Partial<Record<NormalizationCode, string>> = {
	invalidEmail: 'is not an e-mail address',
	invalidPhone: 'is not a phone number',
	damagedByExcel: 'is a number that a spreadsheet has shortened; format the column as text',
	invalidUrl: 'is not a web address',
	invalidCreditCode: 'is not a valid unified social credit code',
	invalidChannelId: 'is not an ID of that channel',
	unknownCountry: 'is not a country',
	notANumber: 'is not a number',
	notABoolean: 'is neither yes nor no',
	notAnInstant: 'is not a date',
	notText: 'is not a text',
};

/**
 * Brings the fields that a record shares with leads into the same form as on leads, region
 * included, so that a phone number looks the same wherever it stands.
 *
 * @param without fields that have another meaning here
 * @throws LeadflowError INVALID_INPUT for a changed value that cannot be read
 */
export function normalizeSharedFields(draft: RecordDraft, without: readonly string[] = []): void {
	const shared = Object.keys(draft.values).filter(
		(field): field is LeadFieldName =>
			fieldDefinition(field) !== undefined && !without.includes(field),
	);
	const raw = Object.fromEntries(shared.map((field) => [field, draft.values[field]]));
	const { fields, notes, regionCode, regionSource } = normalizeLead(raw, {
		defaultCountry:
			typeof raw.country === 'string' && raw.country.length === 2 ? raw.country : 'CN',
	});
	for (const { field, code } of notes) {
		const problem = unreadable[code];
		if (problem && draft.changed.has(field)) {
			throw new LeadflowError('INVALID_INPUT', `'${field}' ${problem}`, { field });
		}
	}
	const values = { ...draft.values };
	for (const field of shared) if (values[field] !== null) delete values[field];
	Object.assign(values, fields);
	if (regionCode !== undefined) draft.learnt = { regionCode, regionSource };
	draft.values = values;
}
