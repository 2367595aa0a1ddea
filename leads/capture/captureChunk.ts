import type { Operation, StoreContext } from '../store/context';
import type { LeadProfile } from '../matching/leads/profile';
import { completeInbox } from '../store/inbox';
import { profileOfRow } from '../store/leads/matchKeys';
import { requireWriter } from '../store/permissions';
import type { Step } from '../store/step';
import { Chunk, writeChunk } from './chunk';
import { inOrder, present, problemsOf } from './chunkResults';
import { decideAll, freshOnes } from './decideAll';
import type { CaptureOptions } from './options';
import type { PreparedCapture } from './prepare';
import { readChunk } from './readChunk';
import { followCaptures, recordCaptures } from './recordCaptures';
import {
	claimDeliveries,
	presentEarlier,
	readEarlier,
	releaseDeliveries,
	type Delivery,
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
	yield* writeChunk(chunk, () => recordCaptures(context, chunk.records, options.importId));
	yield* followCaptures(context, chunk.records);
	yield* completeInbox(
		context,
		prepared.flatMap(({ captured }) => captured.inboxId ?? []),
	);
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
