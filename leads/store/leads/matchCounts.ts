import { sql } from 'kysely';
import type { CountedKind } from '../../matching/leads/frequencies';
import type { LeadProfile } from '../../matching/leads/profile';
import type { StoreContext } from '../context';
import { fixedQuery } from '../fixedQuery';
import { recordset, recordsetParameters } from '../fragments';
import { q, write, type Step } from '../step';
import { matchHash } from './matchHash';

/** Values that are counted in a table. How many have a number is seen from those who have it. */
export type StoredCountKind = Exclude<CountedKind, 'number'> | 'total';

/** One value and by how much its count grows. */
export interface Count {
	kind: StoredCountKind;
	hash: number;
	count: number;
}

/** A value that is counted. */
export type CountedValue = Pick<Count, 'kind' | 'hash'>;

/** What stands for all leads. */
export const TOTAL: CountedValue = { kind: 'total', hash: 0 };

/** A value as one text, to add counts up by. */
export function countKey({ kind, hash }: CountedValue): string {
	return `${kind} ${hash}`;
}

/** The values of a lead that are counted; the same that a batch counts (`countLeads`). */
export function countedValues({
	person,
	organisation,
	address,
	domains,
	title,
}: LeadProfile): Array<[StoredCountKind, string]> {
	const values: Array<[StoredCountKind, string]> = [];
	if (person) {
		values.push(['name', person.text], ['nameKey', person.key]);
		for (const family of person.families) values.push(['family', family]);
	}
	if (organisation) values.push(['core', organisation.core]);
	for (const domain of domains) values.push(['domain', domain]);
	if (address) values.push(['address', address.numberKey]);
	if (title !== '') values.push(['title', title]);
	return values;
}

/** Adds up the values of leads, to be written by `addCounts`. */
export class CountSum {
	private readonly sum = new Map<string, Count>();

	add(profile: LeadProfile): void {
		this.bump(TOTAL.kind, TOTAL.hash);
		for (const [kind, value] of countedValues(profile)) this.bump(kind, matchHash(value));
	}

	private bump(kind: StoredCountKind, hash: number): void {
		const key = countKey({ kind, hash });
		const known = this.sum.get(key);
		if (known) known.count += 1;
		else this.sum.set(key, { kind, hash, count: 1 });
	}

	/** In one order for all, so that two writers do not wait for each other in a circle. */
	counts(): Count[] {
		return [...this.sum.values()].sort((one, other) =>
			one.kind === other.kind ? one.hash - other.hash : one.kind < other.kind ? -1 : 1,
		);
	}
}

/**
 * Adds to the counts of the store. Rows such as the total are everybody's: this belongs into a
 * transaction of its own, or to the end of one, never before anything that is waited for.
 *
 * @param counts in the order of `CountSum.counts`
 */
export function* addCounts(context: StoreContext, counts: readonly Count[]): Step<void> {
	yield* writeCounts(context, counts, 'match_counts.count + excluded.count');
}

/** Sets counts, whatever they were. */
export function* setCounts(context: StoreContext, counts: readonly Count[]): Step<void> {
	yield* writeCounts(context, counts, 'excluded.count');
}

function* writeCounts(
	context: StoreContext,
	counts: readonly Count[],
	formula: string,
): Step<void> {
	if (counts.length === 0) return;
	const added = recordset(
		context.dialect,
		'added',
		{ kind: 'text', hash: 'bigint', count: 'bigint' },
		counts.map(({ kind, hash, count }) => ({ kind, hash, count })),
	);
	yield* write(
		// Without WHERE, SQLite takes ON CONFLICT for the condition of a join.
		sql`INSERT INTO match_counts (workspace_id, kind, hash, count)
			SELECT ${context.workspaceId}, kind, hash, count FROM ${added} WHERE true
			ON CONFLICT (workspace_id, kind, hash) DO UPDATE SET count = ${sql.raw(formula)}`.compile(
			context.db,
		),
	);
}

const wantedColumns = { kind: 'text', hash: 'bigint' } as const;

/** Each is looked up: PostgreSQL would read the whole table of a small store for a dozen of them. */
const countsOf = fixedQuery<CountedValue & { count: number | null }>((dialect) => {
	const values = recordset(dialect, 'wanted', wantedColumns, []);
	return sql`SELECT wanted.kind, wanted.hash, (SELECT c.count FROM match_counts c
		WHERE c.workspace_id = ${''} AND c.kind = wanted.kind AND c.hash = wanted.hash) AS count FROM ${values}`;
});

/** Values whose counts are asked for, each once. */
export class WantedCounts {
	private readonly values = new Map<string, CountedValue>();

	add(value: CountedValue): void {
		this.values.set(countKey(value), value);
	}

	/** All values of a lead. */
	addProfile(profile: LeadProfile): void {
		for (const [kind, value] of countedValues(profile)) this.add({ kind, hash: matchHash(value) });
	}

	/** How many leads have each of these values, by `countKey`: 0 where nobody has it. */
	*read(context: StoreContext): Step<ReadonlyMap<string, number>> {
		if (this.values.size === 0) return new Map();
		const values = recordsetParameters(context.dialect, wantedColumns, [...this.values.values()]);
		const rows = yield* q(countsOf(context, context.workspaceId, ...values));
		return new Map(rows.map((row) => [countKey(row), row.count ?? 0]));
	}
}
