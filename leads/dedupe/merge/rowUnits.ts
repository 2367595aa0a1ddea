import { isDeepStrictEqual } from 'node:util';
import { leadFieldNames } from '../../model/leadFields';
import { leadColumn, type LeadRow } from '../../store/leads/leadRow';

/*
 * A lead's row in the pieces that a merge sets and that undoing it takes back: each piece goes back on
 * its own, unless somebody changed it in between. Pieces that mean nothing apart stay together.
 */

/** Columns that go together: whose the lead is, what it scored. */
export const columnsTogether = {
	holding: [
		'owner_id',
		'team_id',
		'pool_id',
		'owned_since',
		'protected_until',
		'previous_owner_id',
		'returned_count',
	],
	score: ['score', 'grade'],
} as const satisfies Record<string, ReadonlyArray<keyof LeadRow>>;

type ColumnGroup = keyof typeof columnsTogether;

/** What is the lead's own whatever it is merged with, or has a piece of another name. */
const notMerged = new Set<keyof LeadRow>([
	'workspace_id',
	'id',
	'version',
	'is_test',
	'read_at',
	'contact_id',
	'converted_at',
	'merged_into',
	'created_at',
	'updated_at',
	'deleted_at',
	'tags',
	'custom',
	'extra',
	'region_code',
	...columnsTogether.holding,
	...columnsTogether.score,
]);

const REGION = 'region';
const TAGS = 'tags';

/** A row piece by piece; pieces without a value are left out. */
export type RowUnits = Map<string, unknown>;

/** Value before and after of each piece; null stands for none. */
export type UnitChanges = Record<string, [before: unknown, after: unknown]>;

function objectOf(value: unknown): Record<string, unknown> {
	return (value ?? {}) as Record<string, unknown>;
}

/** The pieces of a row that a merge may set. */
export function unitsOf(row: LeadRow): RowUnits {
	const units: RowUnits = new Map();
	const set = (name: string, value: unknown) => {
		if (value !== null && value !== undefined) units.set(name, value);
	};
	for (const column of Object.keys(row) as Array<keyof LeadRow>) {
		if (!notMerged.has(column)) set(column, row[column]);
	}
	for (const [group, columns] of Object.entries(columnsTogether)) {
		const values = columns.map((column) => row[column]);
		if (values.some((value) => value !== null)) set(group, values);
	}
	const { regionSource, ...extra } = objectOf(row.extra);
	if (row.region_code !== null) set(REGION, [row.region_code, regionSource ?? null]);
	for (const [name, value] of Object.entries(extra)) set(`extra.${name}`, value);
	for (const [name, value] of Object.entries(objectOf(row.custom))) set(`custom.${name}`, value);
	if ((row.tags as string[]).length > 0) set(TAGS, row.tags);
	return units;
}

/** A copy of the row with pieces replaced; null takes a value away. */
export function withUnits(row: LeadRow, units: Iterable<readonly [string, unknown]>): LeadRow {
	const columns: Record<string, unknown> = {};
	const extra = new Map(Object.entries(objectOf(row.extra)));
	const custom = new Map(Object.entries(objectOf(row.custom)));
	const put = (into: Map<string, unknown>, name: string, value: unknown) => {
		if (value === null || value === undefined) into.delete(name);
		else into.set(name, value);
	};
	for (const [name, value] of units) {
		if (name === TAGS) columns.tags = value ?? [];
		else if (name === REGION) {
			const [code, source] = (value ?? [null, null]) as [unknown, unknown];
			columns.region_code = code;
			put(extra, 'regionSource', source);
		} else if (Object.hasOwn(columnsTogether, name)) {
			columnsTogether[name as ColumnGroup].forEach((column, index) => {
				columns[column] = ((value ?? []) as unknown[])[index] ?? null;
			});
		} else if (name.startsWith('extra.')) put(extra, name.slice('extra.'.length), value);
		else if (name.startsWith('custom.')) put(custom, name.slice('custom.'.length), value);
		else columns[name] = value ?? null;
	}
	return {
		...row,
		...columns,
		extra: Object.fromEntries(extra),
		// From entries, because a custom field called `__proto__` is just a name.
		custom: Object.fromEntries(custom),
	};
}

/** What differs between two states of a row. */
export function changedUnits(before: LeadRow, after: LeadRow): UnitChanges {
	const old = unitsOf(before);
	const fresh = unitsOf(after);
	const changes: UnitChanges = {};
	for (const name of new Set([...old.keys(), ...fresh.keys()])) {
		const change: [unknown, unknown] = [old.get(name) ?? null, fresh.get(name) ?? null];
		if (!isDeepStrictEqual(change[0], change[1])) changes[name] = change;
	}
	return changes;
}

/** Pieces that move on by themselves whenever the person is heard of: that they did is no conflict. */
const moving = new Set([
	'last_activity_at',
	'extra.firstTouch',
	'extra.lastTouch',
	'extra.whatsapp',
]);

export interface RevertedRow {
	row: LeadRow;
	/** Pieces that were changed since and stay as they are. */
	kept: string[];
}

/** Takes changes back, piece by piece, where the piece is still as the change left it. Each tag is a piece. */
export function revertUnits(row: LeadRow, changes: UnitChanges): RevertedRow {
	const current = unitsOf(row);
	const back: Array<[string, unknown]> = [];
	const kept: string[] = [];
	for (const [name, [before, after]] of Object.entries(changes)) {
		const now = current.get(name) ?? null;
		if (isDeepStrictEqual(now, after)) back.push([name, before]);
		else if (name === TAGS) back.push([name, tagsWithout(now, before, after)]);
		else if (!moving.has(name)) kept.push(name);
	}
	return { row: withUnits(row, back), kept };
}

/** The tags of now without those that came by the change, and with those that went by it. */
function tagsWithout(now: unknown, before: unknown, after: unknown): string[] {
	const [old, fresh] = [before, after].map((tags) => (tags ?? []) as string[]);
	const stay = ((now ?? []) as string[]).filter((tag) => old.includes(tag) || !fresh.includes(tag));
	const gone = old.filter((tag) => !fresh.includes(tag) && !stay.includes(tag));
	return [...stay, ...gone];
}

const fieldOfColumn = new Map<string, string>(
	leadFieldNames.flatMap((field) => {
		const column = leadColumn(field);
		return column ? [[column, field] as const] : [];
	}),
);

const otherNames = new Map([
	['region', 'regionCode'],
	['holding', 'ownerId'],
	['account_id', 'accountId'],
	['last_activity_at', 'lastActivityAt'],
]);

/** The name under which a piece of a row is known outside. */
export function fieldOfUnit(unit: string): string {
	if (unit.startsWith('extra.')) return unit.slice('extra.'.length);
	return fieldOfColumn.get(unit) ?? otherNames.get(unit) ?? unit;
}
