import type { Operation, StoreContext } from '../store/context';
import { LostRace } from '../store/engine/engine';
import type { LeadProfile } from '../matching/leads/profile';
import { profileOfRow } from '../store/leads/matchKeys';
import { presentLeads } from '../store/leads/presentLeads';
import { PendingLeads } from '../store/leads/pendingLeads';
import { requireWriter } from '../store/permissions';
import type { Step } from '../store/step';
import { Chunk, rehearseWrites, writeChunk, type Rehearsal } from './chunk';
import { decide } from './decide';
import type { CaptureOptions } from './options';
import type { PreparedCapture } from './prepare';
import type { CaptureRecord } from './captureRecord';
import { readChunk } from './readChunk';
import { recordCaptures } from './recordCaptures';
import {
	asRepeated,
	claimDeliveries,
	lookUpDeliveries,
	presentEarlier,
	readEarlier,
	releaseDeliveries,
	type Delivery,
	type EarlierCapture,
} from './repeats';
import type { CaptureResult } from './result';

/**
 * Captures a handful of leads in one transaction: repeated deliveries are recognised, persons found
 * by their exact keys, leads made or filled, and each capture leaves a source record and one event.
 * Two processes that capture the same person at once end with one lead: the keys' primary key
 * decides, and the loser starts over and finds the winner.
 */
export function captureChunk(
	prepared: readonly PreparedCapture[],
	options: CaptureOptions,
): Operation<CaptureResult[]> {
	return function* (context) {
		const { results } = yield* captureAndTell(prepared, options)(context);
		return results;
	};
}

export interface CapturedChunk {
	results: CaptureResult[];
	/** What the new leads say, to be counted once the transaction is through. */
	made: LeadProfile[];
}

/** Like `captureChunk`, telling what is to be counted of the new leads. */
export function captureAndTell(
	prepared: readonly PreparedCapture[],
	options: CaptureOptions,
): Operation<CapturedChunk> {
	return function* (context) {
		const { chunk, deliveries, decided } = yield* writeCaptures(context, prepared, options);
		const results = yield* present(chunk);
		const earlier = yield* readEarlier(context, deliveries);
		const repeated = yield* presentEarlier(context, earlier, options.node);
		return { results: inOrder(deliveries, decided, results, repeated), made: madeIn(chunk) };
	};
}

/** The new leads of a chunk, test leads left out: they are counted with nobody. */
function madeIn({ records }: Chunk): LeadProfile[] {
	return records.flatMap(({ outcome, lead }) =>
		outcome === 'created' && lead?.is_test === 0 ? [profileOfRow(lead)] : [],
	);
}

interface WrittenCaptures {
	chunk: Chunk;
	deliveries: readonly Delivery[];
	/** The places in the chunk that the chunk's records belong to. */
	decided: readonly number[];
}

function* writeCaptures(
	context: StoreContext,
	prepared: readonly PreparedCapture[],
	options: CaptureOptions,
): Step<WrittenCaptures> {
	requireWriter(context.actor);
	const recordIds = prepared.map(() => context.newId());
	const deliveries = yield* claimDeliveries(context, prepared, recordIds);
	const chunk = new Chunk(context, options);
	yield* readChunk(chunk, freshOnes(prepared, deliveries));
	const decided = decideAll(chunk, prepared, deliveries, recordIds);
	yield* writeChunk(chunk);
	const inboxIds = prepared.flatMap(({ captured }) => captured.inboxId ?? []);
	yield* recordCaptures(context, chunk.records, inboxIds, options.importId);
	yield* releaseDeliveries(
		context,
		chunk.records
			.filter(({ outcome }) => outcome === 'rejected')
			.map(({ capture, recordId }) => ({ key: capture.idempotencyKey, recordId })),
	);
	return { chunk, deliveries, decided };
}

/** What became of a capture, without the lead itself. */
export interface BriefResult extends Pick<CaptureResult, 'outcome' | 'problems'> {
	/** The place of the capture among those that were handed in. */
	index: number;
}

/**
 * Like `captureChunk`, for thousands of leads that nobody wants to see again: as a step of a larger
 * transaction, and without reading the leads. Deliveries that were captured before are left out.
 */
export function* captureBriefly(
	context: StoreContext,
	prepared: readonly PreparedCapture[],
	options: CaptureOptions,
): Step<{ results: BriefResult[]; made: LeadProfile[] }> {
	const { chunk, decided } = yield* writeCaptures(context, prepared, options);
	const results = chunk.records.map((record, position) => ({
		index: decided[position],
		outcome: record.outcome,
		problems: problemsOf(record),
	}));
	return { results, made: madeIn(chunk) };
}

/** What a dry run over many chunks has come to so far. */
export interface RehearsedRun extends Rehearsal {
	/** By idempotency key. */
	captures: Map<string, EarlierCapture>;
}

/** A dry run that has decided nothing yet. */
export function nothingRehearsed(): RehearsedRun {
	return {
		holders: new Map(),
		leads: new Map(),
		captures: new Map(),
		pending: new PendingLeads(),
	};
}

/** Decides a chunk as `captureChunk` would, after the chunks that were rehearsed before it. Writes nothing. */
export function rehearseChunk(
	prepared: readonly PreparedCapture[],
	options: CaptureOptions,
	run: RehearsedRun,
): Operation<CaptureResult[]> {
	return function* (context) {
		requireWriter(context.actor);
		const found = yield* lookUpDeliveries(context, prepared);
		const deliveries = found.map((delivery, index): Delivery => {
			const rehearsed = run.captures.has(prepared[index].idempotencyKey);
			return delivery.kind === 'fresh' && rehearsed ? { kind: 'rehearsed' } : delivery;
		});
		const chunk = new Chunk(context, options, run.pending);
		yield* readChunk(chunk, freshOnes(prepared, deliveries), run);
		const recordIds = prepared.map(() => context.newId());
		const decided = decideAll(chunk, prepared, deliveries, recordIds);
		rehearseWrites(chunk, run);
		const results = yield* present(chunk);
		const earlier = yield* readEarlier(context, deliveries);
		prepared.forEach(({ idempotencyKey }, index) => {
			const capture = run.captures.get(idempotencyKey);
			if (capture) earlier.set(index, capture);
		});
		const repeated = yield* presentEarlier(context, earlier, options.node, run.leads);
		for (const { capture, outcome, leadId, contactId } of chunk.records) {
			if (outcome === 'rejected') continue;
			const entity_type = contactId ? 'contact' : leadId ? 'lead' : null;
			const entity_id = contactId ?? leadId ?? null;
			run.captures.set(capture.idempotencyKey, { entity_type, entity_id, outcome });
		}
		return inOrder(deliveries, decided, results, repeated);
	};
}

function freshOnes(
	prepared: readonly PreparedCapture[],
	deliveries: readonly Delivery[],
): PreparedCapture[] {
	return prepared.filter((_, index) => deliveries[index].kind === 'fresh');
}

/**
 * Decides what is new, in order. A twin of a delivery that was turned away is turned away itself,
 * as it would be in a chunk of its own.
 *
 * @returns the places in the chunk that the chunk's records belong to
 */
function decideAll(
	chunk: Chunk,
	prepared: readonly PreparedCapture[],
	deliveries: readonly Delivery[],
	recordIds: readonly string[],
): number[] {
	const decided: number[] = [];
	const rejected = new Set<number>();
	deliveries.forEach((delivery, index) => {
		const twin = delivery.kind === 'sameChunk' && rejected.has(delivery.index);
		if (delivery.kind !== 'fresh' && !twin) return;
		const record = decide(chunk, prepared[index], recordIds[index]);
		if (record.outcome === 'rejected') rejected.add(index);
		chunk.records.push(record);
		chunk.note(record);
		decided.push(index);
	});
	return decided;
}

/** One result for each delivery: its own, that of its twin in the chunk, or that of long ago. */
function inOrder(
	deliveries: readonly Delivery[],
	decided: readonly number[],
	results: readonly CaptureResult[],
	repeated: ReadonlyMap<number, CaptureResult>,
): CaptureResult[] {
	const own = new Map(decided.map((index, position) => [index, results[position]]));
	return deliveries.map((delivery, index) => {
		const result = own.get(index) ?? repeated.get(index);
		if (result) return result;
		const twin =
			delivery.kind === 'sameChunk'
				? (own.get(delivery.index) ?? repeated.get(delivery.index))
				: undefined;
		if (!twin) throw new LostRace('idempotency');
		return asRepeated(twin, twin.decision.node);
	});
}

function isShown(record: CaptureRecord): boolean {
	return record.lead !== undefined && !record.concealed && record.outcome !== 'rejected';
}

/** The results in the order of the chunk's records, each with the lead as the actor may see it. */
function* present(chunk: Chunk): Step<CaptureResult[]> {
	const shown = chunk.records.filter(isShown);
	const leads = yield* presentLeads(
		chunk.context,
		shown.flatMap(({ lead }) => lead ?? []),
	);
	const leadOf = new Map(shown.map((record, index) => [record, leads[index]]));
	return chunk.records.map((record) => {
		const lead = leadOf.get(record);
		return {
			outcome: record.outcome,
			repeated: false,
			...(lead ? { lead: { ...lead, decision: record.decision } } : {}),
			...(record.quarantineId ? { quarantineId: record.quarantineId } : {}),
			problems: problemsOf(record),
			decision: record.decision,
		};
	});
}

function problemsOf({ outcome, capture, decision }: CaptureRecord): CaptureResult['problems'] {
	if (outcome !== 'rejected') return [];
	if (capture.problems.length > 0) return capture.problems;
	return decision.reasons.map(({ code, text, field }) => ({
		code,
		message: text,
		...(field ? { field } : {}),
	}));
}
