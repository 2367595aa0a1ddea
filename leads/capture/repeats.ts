import { sql } from 'kysely';
import type { StoreContext } from '../store/context';
import { LostRace } from '../store/engine/engine';
import { recordset, withRowOf } from '../store/fragments';
import type { LeadRow } from '../store/leads/leadRow';
import { presentLeads } from '../store/leads/presentLeads';
import { readLeads } from '../store/leads/lockLeads';
import { canSee } from '../store/permissions';
import type { RowOf } from '../store/schema/tables';
import { insertMany, q, write, type Step } from '../store/step';
import type { PreparedCapture } from './prepare';
import { reason, type CaptureOutcome, type CaptureResult } from './result';

/** Whether a delivery is new, repeats an earlier one, or repeats one of the same chunk. */
export type Delivery =
	| { kind: 'fresh' }
	/** Repeats one of an earlier chunk of the same dry run. */
	| { kind: 'rehearsed' }
	| { kind: 'repeat'; recordId: string }
	| { kind: 'sameChunk'; index: number };

/** Further than any clock reaches: a delivery with an id of its own stays known for good. */
const FOREVER = Number.MAX_SAFE_INTEGER;

/** Index of the first delivery with each key. */
function firstWithKey(prepared: readonly PreparedCapture[]): Map<string, number> {
	const first = new Map<string, number>();
	prepared.forEach(({ idempotencyKey }, index) => {
		if (!first.has(idempotencyKey)) first.set(idempotencyKey, index);
	});
	return first;
}

/** @param owners the source record that each key belongs to; none for a new one */
function sorted(
	prepared: readonly PreparedCapture[],
	first: ReadonlyMap<string, number>,
	recordIds: readonly string[],
	owners: ReadonlyMap<string, string>,
): Delivery[] {
	return prepared.map(({ idempotencyKey }, index): Delivery => {
		const original = first.get(idempotencyKey) ?? index;
		if (original !== index) return { kind: 'sameChunk', index: original };
		const owner = owners.get(idempotencyKey);
		return owner === undefined || owner === recordIds[index]
			? { kind: 'fresh' }
			: { kind: 'repeat', recordId: owner };
	});
}

/**
 * Enters each delivery's key; the first to do so owns it. Rivals wait for each other here, so the
 * same delivery is captured once however many processes receive it.
 *
 * @param recordIds the source record that each delivery will write if it is new
 */
export function* claimDeliveries(
	context: StoreContext,
	prepared: readonly PreparedCapture[],
	recordIds: readonly string[],
): Step<Delivery[]> {
	const first = firstWithKey(prepared);
	const entries = [...first].sort(([a], [b]) => (a < b ? -1 : 1));
	const claimed = yield* insertMany({
		table: 'idempotency',
		columns: ['workspace_id', 'key', 'source_record_id', 'created_at', 'expires_at'],
		rows: entries.map(([key, index]) => [
			context.workspaceId,
			key,
			recordIds[index],
			context.now,
			Math.min(FOREVER, context.now + prepared[index].repeatWindowMs),
		]),
		onConflict: {
			key: ['workspace_id', 'key'],
			set: ['source_record_id', 'created_at', 'expires_at'],
			onlyIf: 'idempotency.expires_at <= excluded.created_at',
		},
	});
	if (claimed === entries.length) return sorted(prepared, first, recordIds, new Map());
	const owners = yield* ownersOf(context, first.keys());
	if (owners.size < entries.length) throw new LostRace('idempotency');
	return sorted(prepared, first, recordIds, owners);
}

/** Like `claimDeliveries`, for a dry run: looks and enters nothing. */
export function* lookUpDeliveries(
	context: StoreContext,
	prepared: readonly PreparedCapture[],
): Step<Delivery[]> {
	const first = firstWithKey(prepared);
	return sorted(prepared, first, [], yield* ownersOf(context, first.keys()));
}

/**
 * Forgets deliveries that came to nothing: once the cause is mended, the same delivery is welcome.
 *
 * @param recordIds the source records that own the keys
 */
export function* releaseDeliveries(
	context: StoreContext,
	deliveries: ReadonlyArray<{ key: string; recordId: string }>,
): Step<void> {
	if (deliveries.length === 0) return;
	yield* write(
		context.db
			.deleteFrom('idempotency')
			.where('workspace_id', '=', context.workspaceId)
			.where(
				'key',
				'in',
				deliveries.map(({ key }) => key),
			)
			.where(
				'source_record_id',
				'in',
				deliveries.map(({ recordId }) => recordId),
			),
	);
}

function* ownersOf(context: StoreContext, keys: Iterable<string>): Step<Map<string, string>> {
	const wanted = recordset(
		context.dialect,
		'wanted',
		{ key: 'text' },
		[...keys].map((key) => ({ key })),
	);
	const delivery = sql`idempotency i WHERE i.workspace_id = ${context.workspaceId}
		AND i.key = wanted.key AND i.expires_at > ${context.now}`;
	const rows = yield* q(
		sql<{
			key: string;
			source_record_id: string;
		}>`SELECT i.key, i.source_record_id FROM ${wanted}
			${withRowOf(context.dialect, 'i', delivery)}`.compile(context.db),
	);
	return new Map(rows.map((row) => [row.key, row.source_record_id]));
}

/** What a capture came to, as its source record tells. */
export type EarlierCapture = Pick<RowOf<'source_records'>, 'entity_type' | 'entity_id' | 'outcome'>;

/** The earlier captures of repeated deliveries, by index in the chunk. */
export function* readEarlier(
	context: StoreContext,
	deliveries: readonly Delivery[],
): Step<Map<number, EarlierCapture>> {
	const ids = deliveries.flatMap((delivery) =>
		delivery.kind === 'repeat' ? [delivery.recordId] : [],
	);
	if (ids.length === 0) return new Map();
	const records = yield* q(
		context.db
			.selectFrom('source_records')
			.select(['id', 'entity_type', 'entity_id', 'outcome'])
			.where('workspace_id', '=', context.workspaceId)
			.where('id', 'in', [...new Set(ids)]),
	);
	const recordOf = new Map(records.map((record) => [record.id, record]));
	const earlier = new Map<number, EarlierCapture>();
	deliveries.forEach((delivery, index) => {
		const record = delivery.kind === 'repeat' ? recordOf.get(delivery.recordId) : undefined;
		if (record) earlier.set(index, record);
	});
	return earlier;
}

/**
 * Results of repeated deliveries: the outcome of the first time, the lead as it is now.
 *
 * @param rehearsed leads that a dry run has changed, by id
 */
export function* presentEarlier(
	context: StoreContext,
	earlier: ReadonlyMap<number, EarlierCapture>,
	node: string,
	rehearsed: ReadonlyMap<string, LeadRow> = new Map(),
): Step<Map<number, CaptureResult>> {
	const ids = [...earlier.values()].flatMap(({ entity_type, entity_id }) =>
		entity_type === 'lead' && entity_id ? [entity_id] : [],
	);
	const stored = yield* readLeads(
		context,
		ids.filter((id) => !rehearsed.has(id)),
	);
	const rows = [...stored, ...new Set(ids.flatMap((id) => rehearsed.get(id) ?? []))];
	const shown = rows.filter((row) => row.deleted_at === null && canSee(context.actor, row));
	const leadOf = new Map((yield* presentLeads(context, shown)).map((lead) => [lead.id, lead]));
	const results = new Map<number, CaptureResult>();
	for (const [index, { entity_type, entity_id, outcome }] of earlier) {
		const lead = leadOf.get(entity_id ?? '');
		const first = {
			outcome: outcome as CaptureOutcome,
			...(lead ? { lead } : {}),
			...(entity_type === 'quarantine' && entity_id ? { quarantineId: entity_id } : {}),
			problems: [],
		};
		results.set(index, asRepeated(first, node));
	}
	return results;
}

/** The result of a delivery that came again. */
export function asRepeated(
	first: Omit<CaptureResult, 'repeated' | 'decision'>,
	node: string,
): CaptureResult {
	const text = 'This delivery was captured before; nothing was written this time';
	const { outcome, lead } = first;
	const decision = { node, outcome, reasons: [reason('sameDelivery', text)] };
	return { ...first, repeated: true, ...(lead ? { lead: { ...lead, decision } } : {}), decision };
}
