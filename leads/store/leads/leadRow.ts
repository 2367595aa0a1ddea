import { isDeepStrictEqual } from 'node:util';
import type { Lead, LeadFieldValues, Touch } from '../../model/lead';
import { leadFields, type LeadFieldName } from '../../model/leadFields';
import { latestSighting, whatsAppConversation, type WhatsAppSighting } from '../../model/whatsapp';
import { isoText } from '../instants';
import type { RowOf } from '../schema/tables';

/** A lead as its table holds it. */
export type LeadRow = RowOf<'leads'>;

/** A lead before and after a change; without `before` it is new. */
export interface LeadChange {
	before?: LeadRow;
	after: LeadRow;
}

/** A change of one field: value before, value after. */
export type FieldChanges = Record<string, [before: unknown, after: unknown]>;

/** Fields with a column of their own, because lists filter, sort or show them. The others live in `extra`. */
const ownColumns = {
	status: 'status',
	name: 'name',
	company: 'company',
	title: 'title',
	email: 'email',
	mobile: 'mobile',
	phone: 'phone',
	country: 'country',
	state: 'state',
	city: 'city',
	source: 'source',
	campaign: 'campaign',
	rating: 'rating',
	nextFollowUpAt: 'next_follow_up_at',
} as const satisfies Partial<Record<LeadFieldName, keyof LeadRow>>;

type OwnColumnField = keyof typeof ownColumns;

/** The column of a field, or undefined where it lives in `extra`. */
export function leadColumn(field: string): (typeof ownColumns)[OwnColumnField] | undefined {
	return Object.hasOwn(ownColumns, field) ? ownColumns[field as OwnColumnField] : undefined;
}

interface Extra extends LeadFieldValues {
	regionSource?: Lead['regionSource'];
	firstTouch?: Touch;
	lastTouch?: Touch;
	whatsapp?: WhatsAppSighting;
	/** Epoch milliseconds. Only the shell of the lead is left, and nothing to restore. */
	erasedAt?: number;
}

/** Whether all data of the person was removed for good. */
export function isErased(row: LeadRow): boolean {
	return extraOf(row).erasedAt !== undefined;
}

function extraOf(row: LeadRow): Extra {
	return (row.extra ?? {}) as Extra;
}

/** Where and when the person was met last. */
export function lastTouchOf(row: LeadRow): Touch | undefined {
	return extraOf(row).lastTouch;
}

/** The value of a standard field of a row, as it flows on the canvas; undefined where it is empty. */
export function fieldValue(
	row: LeadRow,
	field: LeadFieldName,
): string | number | boolean | undefined {
	const column = leadColumn(field);
	if (!column) return extraOf(row)[field] ?? undefined;
	const value = row[column];
	if (value === null) return undefined;
	return column === 'next_follow_up_at' ? isoText(Number(value)) : value;
}

/** What else `extra` holds. */
const besideFields = new Set(['regionSource', 'firstTouch', 'lastTouch', 'whatsapp', 'erasedAt']);

const ownColumnFields = Object.keys(ownColumns) as OwnColumnField[];

/** All filled standard fields of a row. */
export function fieldValues(row: LeadRow): LeadFieldValues {
	const values: LeadFieldValues = {};
	const filled: Record<string, unknown> = values;
	for (const [name, value] of Object.entries(extraOf(row))) {
		if (!besideFields.has(name)) filled[name] = value;
	}
	for (const field of ownColumnFields) {
		const value = row[ownColumns[field]];
		if (value !== null) filled[field] = field === 'nextFollowUpAt' ? isoText(Number(value)) : value;
	}
	return values;
}

/**
 * The row as a lead on the canvas, unmasked. Owner and team carry ids only; names are joined by the reader.
 *
 * @param now epoch milliseconds: what holds for a while only is told as it stands then
 */
export function leadFromRow(row: LeadRow, now: number): Lead {
	const { regionSource, firstTouch, lastTouch, whatsapp } = extraOf(row);
	const lead: Lead = {
		id: row.id,
		version: row.version,
		...fieldValues(row),
		status: row.status,
		tags: row.tags as string[],
		custom: row.custom as Lead['custom'],
		test: row.is_test === 1,
		createdAt: isoText(row.created_at),
		updatedAt: isoText(row.updated_at),
	};
	if (row.region_code) lead.regionCode = row.region_code;
	if (regionSource) lead.regionSource = regionSource;
	if (row.owner_id) lead.owner = { id: row.owner_id, name: null };
	if (row.team_id) lead.team = { id: row.team_id, name: null };
	if (row.pool_id) lead.pool = { id: row.pool_id, name: null };
	if (row.owned_since !== null) lead.ownedSince = isoText(row.owned_since);
	// A lead that is done with goes nowhere by itself.
	if (row.protected_until !== null && row.converted_at === null) {
		lead.protectedUntil = isoText(row.protected_until);
	}
	if (row.previous_owner_id) lead.previousOwner = { id: row.previous_owner_id, name: null };
	if (row.returned_count) lead.returnedCount = row.returned_count;
	if (row.account_id) lead.accountId = row.account_id;
	if (row.contact_id) lead.contactId = row.contact_id;
	if (row.score !== null) lead.score = row.score;
	if (row.grade) lead.grade = row.grade;
	if (firstTouch) lead.firstTouch = firstTouch;
	if (lastTouch) lead.lastTouch = lastTouch;
	if (whatsapp) lead.whatsapp = whatsAppConversation(whatsapp, now);
	if (row.last_activity_at !== null) lead.lastActivityAt = isoText(row.last_activity_at);
	if (row.read_at !== null) lead.readAt = isoText(row.read_at);
	if (row.converted_at !== null) lead.convertedAt = isoText(row.converted_at);
	if (row.deleted_at !== null) lead.deletedAt = isoText(row.deleted_at);
	if (row.merged_into) lead.mergedInto = row.merged_into;
	return lead;
}

/** An empty lead of a workspace, to be filled by `withFields`. */
export function blankLeadRow(workspaceId: string, id: string, now: number): LeadRow {
	return {
		workspace_id: workspaceId,
		id,
		version: 1,
		status: 'new',
		name: null,
		company: null,
		title: null,
		email: null,
		mobile: null,
		phone: null,
		country: null,
		state: null,
		city: null,
		region_code: null,
		source: null,
		campaign: null,
		rating: null,
		score: null,
		grade: null,
		owner_id: null,
		team_id: null,
		pool_id: null,
		owned_since: null,
		protected_until: null,
		previous_owner_id: null,
		returned_count: null,
		account_id: null,
		contact_id: null,
		is_test: 0,
		tags: [],
		custom: {},
		extra: {},
		read_at: null,
		next_follow_up_at: null,
		last_activity_at: null,
		converted_at: null,
		merged_into: null,
		created_at: now,
		updated_at: now,
		deleted_at: null,
	};
}

export interface LeadValues {
	/** Null clears a field, undefined leaves it. */
	fields?: LeadFieldValues;
	custom?: Record<string, unknown>;
	/** Added to the tags that are there. */
	tags?: readonly string[];
	regionCode?: string;
	regionSource?: Lead['regionSource'];
	firstTouch?: Touch;
	lastTouch?: Touch;
	/** Added to what is known of the conversation. */
	whatsapp?: WhatsAppSighting;
}

/** Whether two values are the same data. PostgreSQL gives objects back with their members in another order. */
function isSameJson(stored: unknown, value: unknown): boolean {
	if (typeof value !== 'object' || value === null) return stored === value;
	return isDeepStrictEqual(stored, JSON.parse(JSON.stringify(value)));
}

/**
 * A copy of the row with values written into it, and what that changed. Writing a value that is
 * there already changes nothing. Version and `updated_at` are the caller's.
 */
export function withValues(
	row: LeadRow,
	values: LeadValues,
): { row: LeadRow; changes: FieldChanges } {
	const next: LeadRow = { ...row };
	const columns: Record<string, unknown> = {};
	const extra: Record<string, unknown> = { ...extraOf(row) };
	const changes: FieldChanges = {};
	for (const [name, value] of Object.entries(values.fields ?? {})) {
		if (value === undefined || !Object.hasOwn(leadFields, name)) continue;
		// A lead always has a status.
		if (name === 'status' && value === null) continue;
		const field = name as LeadFieldName;
		const before = fieldValue(row, field);
		if ((before ?? null) === value) continue;
		changes[field] = [before ?? null, value];
		const column = leadColumn(field);
		if (column === 'next_follow_up_at')
			columns[column] = value === null ? null : Date.parse(String(value));
		else if (column) columns[column] = value;
		else if (value === null) delete extra[field];
		else extra[field] = value;
	}
	const custom = new Map<string, unknown>(Object.entries(row.custom as object));
	for (const [key, value] of Object.entries(values.custom ?? {})) {
		const before = custom.get(key) ?? null;
		if (value === undefined || isSameJson(before, value)) continue;
		changes[`custom.${key}`] = [before, value];
		if (value === null) custom.delete(key);
		else custom.set(key, value);
	}
	const tags = row.tags as string[];
	const added = (values.tags ?? []).filter(
		(tag, index, all) => !tags.includes(tag) && all.indexOf(tag) === index,
	);
	if (added.length > 0) {
		next.tags = [...tags, ...added];
		changes.tags = [tags, next.tags];
	}
	if (values.regionCode && values.regionCode !== row.region_code) {
		changes.regionCode = [row.region_code, values.regionCode];
		next.region_code = values.regionCode;
		if (values.regionSource) extra.regionSource = values.regionSource;
	}
	if (values.firstTouch) extra.firstTouch = values.firstTouch;
	if (values.lastTouch) extra.lastTouch = values.lastTouch;
	if (values.whatsapp) {
		extra.whatsapp = latestSighting(extraOf(row).whatsapp ?? {}, values.whatsapp);
	}
	// From entries, because a custom field called `__proto__` is just a name.
	return { row: { ...next, ...columns, custom: Object.fromEntries(custom), extra }, changes };
}
