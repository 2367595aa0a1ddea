import { fieldDefinition } from '../../model/leadFields';
import type { LeadRow } from '../../store/leads/leadRow';
import { valueOf, type LeadEvidence } from './fieldEvidence';
import { byAge, isIdentified } from './master';
import type { FieldRule } from './mergeRequest';

/** What the rules look at: the leads, the master first, and where their values come from. */
export interface Candidates {
	readonly rows: readonly LeadRow[];
	readonly evidence: ReadonlyMap<string, LeadEvidence>;
	readonly sourceTrust: readonly string[];
}

export interface PickedValue {
	value: unknown;
	/** The leads that it comes from. */
	from: readonly string[];
}

/** Rules that put a value together from several leads. */
export type CombiningRule = 'union' | 'concat';

function isBlank(value: unknown): boolean {
	return value === null || value === undefined || value === '' || isEmptyList(value);
}

function isEmptyList(value: unknown): boolean {
	return Array.isArray(value) && value.length === 0;
}

/** The value of a field, of the tags or of a field of the user's own; null where it is empty. */
export function candidateValue(row: LeadRow, field: string): unknown {
	const value = field === 'tags' ? row.tags : valueOf(row, field);
	return isBlank(value) ? null : value;
}

/** When a lead got its value: as captures and edits tell, else when it was made. */
function setAt({ evidence }: Candidates, row: LeadRow, field: string): number {
	return evidence.get(row.id)?.get(field)?.at ?? row.created_at;
}

/** The leads that have a value; an anonymous one only where no identified one has any. */
export function havingValue({ rows }: Candidates, field: string): LeadRow[] {
	const filled = rows.filter((row) => candidateValue(row, field) !== null);
	const identified = filled.filter(isIdentified);
	return identified.length > 0 ? identified : filled;
}

/** The same leads, the one whose value was set last first. */
export function newestFirst(
	candidates: Candidates,
	rows: readonly LeadRow[],
	field: string,
): LeadRow[] {
	return [...rows].sort(
		(one, other) =>
			setAt(candidates, other, field) - setAt(candidates, one, field) || byAge(one, other),
	);
}

function trustOf({ sourceTrust, evidence }: Candidates, row: LeadRow, field: string): number {
	const names = [evidence.get(row.id)?.get(field)?.channel, row.source];
	const places = names.map((name) =>
		name ? sourceTrust.findIndex((one) => one.toLowerCase() === name.toLowerCase()) : -1,
	);
	return Math.min(...places.map((place) => (place < 0 ? sourceTrust.length : place)));
}

function numberOf(value: unknown): number {
	if (typeof value === 'number') return value;
	return typeof value === 'string' && value.trim() !== '' ? Number(value) : Number.NaN;
}

/** Numbers by size, also where they are text; everything else by its text. */
function compared(one: unknown, other: unknown): number {
	const difference = numberOf(one) - numberOf(other);
	if (!Number.isNaN(difference)) return difference;
	const [left, right] = [String(one), String(other)];
	return left < right ? -1 : left > right ? 1 : 0;
}

/** The lead whose value of a field lives on; undefined where none has one. Of equals the higher ranked. */
export function pickLead(
	candidates: Candidates,
	field: string,
	rule: Exclude<FieldRule, CombiningRule>,
): LeadRow | undefined {
	const filled = havingValue(candidates, field);
	const best = (score: (row: LeadRow) => number) => {
		const top = Math.max(...filled.map(score));
		return filled.find((row) => score(row) === top);
	};
	const value = (row: LeadRow) => candidateValue(row, field);
	switch (rule) {
		case 'master': {
			const [master] = candidates.rows;
			return filled.includes(master) ? master : newestFirst(candidates, filled, field)[0];
		}
		case 'newest':
			return best((row) => setAt(candidates, row, field));
		case 'oldest':
			return best((row) => -setAt(candidates, row, field));
		case 'longest':
			return best((row) => [...textOf(value(row))].length);
		case 'mostTrusted':
			return best((row) => -trustOf(candidates, row, field));
		case 'max':
		case 'min': {
			const sign = rule === 'max' ? 1 : -1;
			return filled.reduce<LeadRow | undefined>(
				(top, row) => (top && sign * compared(value(row), value(top)) <= 0 ? top : row),
				undefined,
			);
		}
	}
}

function textOf(value: unknown): string {
	return typeof value === 'string' ? value : JSON.stringify(value);
}

const LIST_MARK = /[;；、\n]+/;

function elementsOf(value: unknown): unknown[] {
	if (Array.isArray(value)) return value;
	if (typeof value !== 'string') return [value];
	return value
		.split(LIST_MARK)
		.map((part) => part.trim())
		.filter(Boolean);
}

/**
 * A value put together from all leads that have one, the master's first and nothing twice; undefined
 * where none has one, or where the field cannot hold it.
 */
export function combineValues(
	candidates: Candidates,
	field: string,
	rule: CombiningRule,
): PickedValue | undefined {
	const parts = new Map<string, unknown>();
	const from: string[] = [];
	let isList = field === 'tags';
	for (const row of havingValue(candidates, field)) {
		const value = candidateValue(row, field);
		isList ||= Array.isArray(value);
		const before = parts.size;
		for (const part of rule === 'union' || Array.isArray(value) ? elementsOf(value) : [value]) {
			const text = JSON.stringify(part);
			if (!parts.has(text)) parts.set(text, part);
		}
		if (parts.size > before) from.push(row.id);
	}
	if (from.length === 0) return undefined;
	const list = [...parts.values()];
	if (isList) return { value: list, from };
	if (list.length === 1) return { value: list[0], from };
	const value = list.map(textOf).join(rule === 'union' ? '; ' : '\n');
	const limit = fieldDefinition(field)?.limit ?? Infinity;
	return [...value].length <= limit ? { value, from } : undefined;
}
