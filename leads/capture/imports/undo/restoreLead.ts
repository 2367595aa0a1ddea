import { isDeepStrictEqual } from 'node:util';
import { fieldDefinition } from '../../../model/leadFields';
import type { LeadFieldName } from '../../../model/leadFields';
import type { Touch } from '../../../model/lead';
import { normalizeLead } from '../../../model/normalizeLead';
import { without } from '../../../model/without';
import {
	fieldValue,
	fieldValues,
	withValues,
	type FieldChanges,
	type LeadRow,
} from '../../../store/leads/leadRow';
import type { Change, ImportedRecord } from './history';

/** A lead as it would be without the import. */
export interface RestoredLead {
	row: LeadRow;
	/** Before and after of each field that goes back. */
	changes: FieldChanges;
	/** Fields that the import set and somebody else has set since: they stay. */
	kept: string[];
}

const CUSTOM = 'custom.';
/** Fields that are not restored as a plain value. */
const composed = new Set(['tags', 'regionCode']);

/**
 * Takes back what an import wrote into a lead that was there before it: each field whose latest change
 * is the import's gets the value that stood before the import's unbroken run of changes; what somebody
 * else has changed since stays.
 *
 * @param history what was done to the lead from the import's first change on, in order
 * @param records what the import's rows did to the lead, in order
 */
export function restoreLead(
	row: LeadRow,
	history: readonly Change[],
	records: readonly ImportedRecord[],
): RestoredLead {
	const fields: Record<string, unknown> = {};
	const custom: Record<string, unknown> = {};
	const kept: string[] = [];
	for (const field of fieldsSet(history)) {
		if (composed.has(field)) continue;
		const run = lastRun(history, field);
		const current = currentValue(row, field);
		if (!run || !isSame(field, current, run.after)) kept.push(field);
		else if (field.startsWith(CUSTOM)) setOwn(custom, field.slice(CUSTOM.length), run.before);
		else fields[field] = run.before;
	}
	const values = withValues(row, { fields, custom });
	const restored: RestoredLead = { row: values.row, changes: values.changes, kept };
	restoreTags(restored, history);
	restoreRegion(restored, history);
	restoreMeetings(restored, history, records);
	return restored;
}

function setOwn(target: Record<string, unknown>, name: string, value: unknown): void {
	// A custom field called `__proto__` is just a name.
	Object.defineProperty(target, name, {
		value: value ?? null,
		enumerable: true,
		writable: true,
		configurable: true,
	});
}

function fieldsSet(history: readonly Change[]): Set<string> {
	return new Set(history.flatMap(({ ours, changes }) => (ours ? Object.keys(changes) : [])));
}

/** What stood before and after the import's unbroken run of changes at the end; undefined where somebody else came last. */
function lastRun(
	history: readonly Change[],
	field: string,
): { before: unknown; after: unknown } | undefined {
	let run: { before: unknown; after: unknown } | undefined;
	for (const { ours, changes } of [...history].reverse()) {
		if (!Object.hasOwn(changes, field)) continue;
		if (!ours) break;
		const [before, after] = changes[field];
		run = { before: before ?? null, after: run ? run.after : (after ?? null) };
	}
	return run;
}

function currentValue(row: LeadRow, field: string): unknown {
	if (field.startsWith(CUSTOM)) {
		const custom = row.custom as Record<string, unknown>;
		const name = field.slice(CUSTOM.length);
		return Object.hasOwn(custom, name) ? custom[name] : null;
	}
	return fieldValue(row, field as LeadFieldName) ?? null;
}

function isSame(field: string, current: unknown, written: unknown): boolean {
	if (isDeepStrictEqual(current, written)) return true;
	// The same instant can be written with and without milliseconds.
	const isInstant = fieldDefinition(field)?.kind === 'instant';
	return isInstant && Date.parse(String(current)) === Date.parse(String(written));
}

/** Each tag is a field of its own: those that the import added last go. */
function restoreTags(restored: RestoredLead, history: readonly Change[]): void {
	const addedBy = new Map<string, boolean>();
	for (const { ours, changes } of history) {
		const [before = [], after = []] = (changes.tags ?? []) as Array<string[] | undefined>;
		for (const tag of after) if (!before.includes(tag)) addedBy.set(tag, ours);
		for (const tag of before) if (!after.includes(tag)) addedBy.delete(tag);
	}
	const tags = restored.row.tags as string[];
	const left = tags.filter((tag) => addedBy.get(tag) !== true);
	if (left.length === tags.length) return;
	restored.row = { ...restored.row, tags: left };
	restored.changes.tags = [tags, left];
}

/** The region code goes back as a field does; where it came from is learnt from the restored fields. */
function restoreRegion(restored: RestoredLead, history: readonly Change[]): void {
	const run = lastRun(history, 'regionCode');
	const { row } = restored;
	if (!run || row.region_code !== run.after) return;
	const code = typeof run.before === 'string' ? run.before : null;
	const learnt = normalizeLead(fieldValues(row), { defaultCountry: row.country ?? 'CN' });
	const extra = without(row.extra as Record<string, unknown>, 'regionSource');
	restored.changes.regionCode = [row.region_code, code];
	restored.row = {
		...row,
		region_code: code,
		extra:
			code !== null && learnt.regionCode === code
				? { ...extra, regionSource: learnt.regionSource }
				: extra,
	};
}

/** When and where the person was met last, unless they were met again since. */
function restoreMeetings(
	restored: RestoredLead,
	history: readonly Change[],
	records: readonly ImportedRecord[],
): void {
	const byId = new Map(records.map((record) => [record.id, record]));
	let touch: Touch | null | undefined;
	for (const { sourceRecordId } of [...history].reverse()) {
		if (sourceRecordId === undefined) continue;
		const record = byId.get(sourceRecordId);
		if (!record) break;
		touch = record.traces.lastTouch;
	}
	const { row } = restored;
	if (touch !== undefined) {
		const extra = without(row.extra as Record<string, unknown>, 'lastTouch');
		restored.row = { ...row, extra: touch ? { ...extra, lastTouch: touch } : extra };
	}
	restored.row = { ...restored.row, last_activity_at: lastActivityWithout(row, records) };
}

/** Goes back from the latest activity while it is one of the import's. */
function lastActivityWithout(row: LeadRow, records: readonly ImportedRecord[]): number | null {
	let at = row.last_activity_at;
	for (const { capturedAt, traces } of [...records].reverse()) {
		if (at !== capturedAt || traces.lastActivityAt === undefined) break;
		at = traces.lastActivityAt;
	}
	return at;
}
