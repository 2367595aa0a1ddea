import { type RawBuilder, sql } from 'kysely';
import type { StoreContext } from '../context';
import { fixedQuery, type FixedQuery } from '../fixedQuery';
import { recordset, recordsetParameters, withRowOf } from '../fragments';
import type { Dialect } from '../schema/ddl';
import { q, type Step } from '../step';
import { blankLeadRow, type LeadRow } from './leadRow';
import { mostSharing, type StoredMatchKey } from './matchKeys';

/**
 * Ids of the leads that have each of these keys, by hash. Of a key that more leads have than are
 * looked at (`mostSharing`), one more than that, to show it.
 */
export function* readBlocks(
	context: StoreContext,
	keys: Iterable<StoredMatchKey>,
): Step<Map<number, string[]>> {
	const byCap = new Map<number, Set<number>>();
	for (const { hash, class: keyClass } of keys) {
		const cap = mostSharing(keyClass);
		byCap.set(cap, (byCap.get(cap) ?? new Set()).add(hash));
	}
	if (byCap.size === 0) return new Map();
	// Keys of one cap together, because SQLite takes no limit out of a row.
	const parts = [...byCap].sort(([one], [other]) => one - other);
	const blocks = yield* q(
		blocksOf(parts.map(([cap]) => cap))(
			context,
			...parts.flatMap(([, hashes]) => {
				const rows = [...hashes].map((hash) => ({ hash }));
				const wanted = recordsetParameters(context.dialect, keyColumns, rows);
				// As they stand in the block's query.
				return context.dialect === 'postgres'
					? [...wanted, context.workspaceId]
					: [context.workspaceId, ...wanted];
			}),
		),
	);
	const idsOf = new Map<number, string[]>();
	for (const { hash, ids } of blocks) {
		if (ids === null) continue;
		const known = idsOf.get(hash);
		if (known) known.push(ids);
		else idsOf.set(hash, ids.split(','));
	}
	return idsOf;
}

interface Block {
	hash: number;
	/** On SQLite all ids of the key, on PostgreSQL one. */
	ids: string | null;
}

const keyColumns = { hash: 'bigint' } as const;

const knownBlocks = new Map<string, FixedQuery<Block>>();

/** The query for keys of these caps: for each cap the workspace and the keys. */
function blocksOf(caps: readonly number[]): FixedQuery<Block> {
	const name = caps.join(' ');
	const query =
		knownBlocks.get(name) ??
		fixedQuery<Block>((dialect) => {
			const parts = caps.map((cap) => blocksQuery(dialect, cap));
			return sql`${sql.join(parts, sql` UNION ALL `)}`;
		});
	knownBlocks.set(name, query);
	return query;
}

/** A block of its own for each key, so that none is read further than it counts. */
function blocksQuery(dialect: Dialect, cap: number): RawBuilder<unknown> {
	const wanted = recordset(dialect, 'wanted', keyColumns, []);
	const block = sql`SELECT lead_id FROM match_keys
		WHERE workspace_id = ${''} AND match_keys.hash = wanted.hash
		LIMIT ${sql.lit(cap + 1)}`;
	// SQLite knows no LATERAL, which spares PostgreSQL a row and an aggregate for keys that nobody has.
	return dialect === 'postgres'
		? sql`SELECT wanted.hash, k.lead_id AS ids FROM ${wanted} CROSS JOIN LATERAL (${block}) k`
		: sql`SELECT wanted.hash, (SELECT string_agg(CAST(k.lead_id AS TEXT), ',')
			FROM (${block}) k) AS ids FROM ${wanted}`;
}

const matchedColumns = [
	'id',
	'version',
	'name',
	'company',
	'title',
	'email',
	'mobile',
	'phone',
	'country',
	'city',
	'owner_id',
	'team_id',
	'is_test',
	'extra',
	'converted_at',
	'merged_into',
	'deleted_at',
] as const satisfies ReadonlyArray<keyof LeadRow>;

type MatchedRow = Pick<LeadRow, (typeof matchedColumns)[number]>;

const idColumns = { id: 'uuid' } as const;

const matchedRows = fixedQuery<MatchedRow>((dialect) => {
	const columns = sql.join(matchedColumns.map((column) => sql.ref(`l.${column}`)));
	const lead = sql`leads l WHERE l.workspace_id = ${''} AND l.id = wanted.id`;
	return sql`SELECT ${columns} FROM ${recordset(dialect, 'wanted', idColumns, [])}
		${withRowOf(dialect, 'l', lead)}`;
});

/** Leads as far as they are compared; everything else of the row is blank. */
export function* readMatchedRows(
	context: StoreContext,
	ids: readonly string[],
): Step<Map<string, LeadRow>> {
	if (ids.length === 0) return new Map();
	const wanted = recordsetParameters(
		context.dialect,
		idColumns,
		ids.map((id) => ({ id })),
	);
	const rows = yield* q(matchedRows(context, ...wanted, context.workspaceId));
	const blank = blankLeadRow(context.workspaceId, '', 0);
	return new Map(rows.map((row) => [row.id, { ...blank, ...row }]));
}

/** Who shares keys with a lead. */
export interface Candidates {
	/** Best first: those who share the most keys, then the oldest. */
	ids: string[];
	/** Who has each key that is shared. */
	holders: ReadonlyMap<StoredMatchKey, readonly string[]>;
	/** Keys that too many have to compare them all. */
	cut: StoredMatchKey[];
}

/** A mailbox or a number says more than a name. */
function weightOf({ class: keyClass }: StoredMatchKey): number {
	return keyClass === 'mailbox' || keyClass === 'number' ? 2 : 1;
}

/**
 * Gathers the candidates of a lead out of the blocks of its keys.
 *
 * @param idsOf who has a key, with one more than `mostSharing` where there are more
 * @param most candidates
 */
export function gatherCandidates(
	keys: readonly StoredMatchKey[],
	idsOf: (hash: number) => readonly string[],
	most: number,
): Candidates {
	const shared = new Map<string, number>();
	const holders = new Map<StoredMatchKey, readonly string[]>();
	const cut: StoredMatchKey[] = [];
	for (const key of keys) {
		const ids = idsOf(key.hash);
		if (ids.length === 0) continue;
		holders.set(key, ids);
		if (ids.length > mostSharing(key.class)) cut.push(key);
		else for (const id of ids) shared.set(id, (shared.get(id) ?? 0) + weightOf(key));
	}
	const ids = [...shared].sort(
		([id, count], [otherId, other]) => other - count || (id < otherId ? -1 : 1),
	);
	return { ids: ids.slice(0, most).map(([id]) => id), holders, cut };
}
