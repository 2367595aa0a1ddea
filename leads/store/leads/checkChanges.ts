import type { Actor } from '../../model/actor';
import { LeadflowError } from '../../model/error';
import type { CustomValues, LeadFieldValues } from '../../model/lead';
import { leadFields, type LeadFieldName } from '../../model/leadFields';
import { normalizeLead, type NormalizedLead } from '../../model/normalizeLead';
import { composeName } from '../../model/personName';
import { normalizeRegion } from '../../model/region';
import { parseStatus } from '../../model/status';
import { validateLead } from '../../model/validateLead';
import { isOwnMask } from '../masks';
import { fieldAccess } from '../permissions';
import { fieldValue, fieldValues, type LeadRow, type LeadValues } from './leadRow';

/** Changes as they may be written into a lead, and the names of those that may not. */
export interface CheckedChanges {
	values: Pick<LeadValues, 'fields' | 'custom'>;
	ignored: string[];
}

/**
 * Normalises and checks changes like captured values, against the lead as it stands. Fields the
 * actor sees masked, read-only or not at all are left out, also where the value of another field
 * would have filled them.
 *
 * @throws LeadflowError INVALID_INPUT for a value that does not fit its field
 */
export function checkChanges(
	actor: Actor,
	row: LeadRow,
	changes: { fields?: LeadFieldValues; custom?: CustomValues },
	defaultCountry: string,
): CheckedChanges {
	const ignored: string[] = [];
	const permitted =
		(prefix: string) =>
		([name, value]: [string, unknown]) => {
			if (value === undefined) return false;
			const field = prefix + name;
			if (fieldAccess(actor, field) === undefined && !isOwnMask(actor, field, value)) return true;
			ignored.push(prefix + name);
			return false;
		};
	const asked: LeadFieldValues = Object.fromEntries(
		Object.entries(changes.fields ?? {}).filter(permitted('')),
	);
	const custom = Object.fromEntries(
		Object.entries(changes.custom ?? {}).filter(permitted('custom.')),
	);
	const { fields, unread } = normalized(row, asked, defaultCountry);
	requireFit(row, fields, custom, asked);
	const mayWrite = ([name]: [string, unknown]) => fieldAccess(actor, name) === undefined;
	return {
		values: {
			fields: Object.fromEntries(Object.entries(fields).filter(mayWrite)),
			// The rest of a cell that said more than its field holds.
			custom: { ...unread, ...custom },
		},
		ignored,
	};
}

function normalized(
	row: LeadRow,
	asked: LeadFieldValues,
	defaultCountry: string,
): Pick<NormalizedLead, 'fields' | 'unread'> {
	// Numbers without a country code are those of the lead's country.
	const raw =
		row.country && !Object.hasOwn(asked, 'country') ? { country: row.country, ...asked } : asked;
	const { fields, unread, notes } = normalizeLead(raw, { defaultCountry });
	if (!Object.hasOwn(asked, 'country')) delete fields.country;
	for (const { field, code } of notes) {
		// What stands in a neighbouring cell only fills a gap.
		if (code === 'filledFromCell' && fieldValue(row, field) !== undefined) delete fields[field];
	}
	settleName(row, asked, fields);
	settleStatus(fields);
	requireRead(asked, fields, unread);
	return { fields, unread };
}

/** The name and its parts change together. */
function settleName(row: LeadRow, asked: LeadFieldValues, fields: LeadFieldValues): void {
	const known = fieldValues(row);
	if (asked.name !== undefined) {
		const { lastName = null, firstName = null } = fields;
		Object.assign(fields, { lastName, firstName });
	} else if (asked.lastName !== undefined || asked.firstName !== undefined) {
		const { lastName = known.lastName, firstName = known.firstName } = fields;
		fields.name = composeName(lastName ?? '', firstName ?? '') || null;
	}
}

function settleStatus(fields: LeadFieldValues): void {
	if (fields.status === undefined) return;
	if (fields.status === null) {
		throw new LeadflowError('INVALID_INPUT', 'A lead always has a status', { field: 'status' });
	}
	const status = parseStatus(fields.status);
	if (!status) {
		throw new LeadflowError('INVALID_INPUT', "'Status' is not one of the lead statuses", {
			field: 'status',
			hint: 'Use one of the statuses in the documentation of Lead Store, in English or Chinese.',
		});
	}
	fields.status = status;
}

/** A value that nobody can read is an error here, and not a change that quietly does nothing. */
function requireRead(
	asked: LeadFieldValues,
	fields: LeadFieldValues,
	unread: Record<string, unknown>,
): void {
	for (const name of Object.keys(unread)) {
		if (!Object.hasOwn(asked, name) || Object.hasOwn(fields, name)) continue;
		const label = leadFields[name as LeadFieldName].label.en;
		throw new LeadflowError('INVALID_INPUT', `${label} cannot be read`, { field: name });
	}
}

/** Looks at the lead as it will be, and reports what is wrong with what was asked for. */
function requireFit(
	row: LeadRow,
	fields: LeadFieldValues,
	custom: CustomValues,
	asked: LeadFieldValues,
): void {
	const options = { mode: 'strict', limits: 'zoho', required: [] } as const;
	const cleared = Object.values(asked).includes(null);
	const isAsked = (field: string) => Object.hasOwn(asked, field) || Object.hasOwn(custom, field);
	const problem = validateLead({ ...fieldValues(row), ...fields }, custom, options).find(
		({ rejects, code, field }) => rejects && (code === 'nobody' ? cleared : isAsked(field)),
	);
	if (problem) throw new LeadflowError('INVALID_INPUT', problem.message, { field: problem.field });
}

const regionFields = ['country', 'state', 'city', 'district', 'street'] as const;

/** The region code of a row whose address has changed; undefined where it stays. */
export function changedRegion(
	row: LeadRow,
	changed: Record<string, unknown>,
): { regionCode: string | null; regionSource?: 'form' | 'address' } | undefined {
	if (!regionFields.some((field) => Object.hasOwn(changed, field))) return undefined;
	const { regionCode, source } = normalizeRegion(fieldValues(row));
	return regionCode ? { regionCode, regionSource: source } : { regionCode: null };
}
