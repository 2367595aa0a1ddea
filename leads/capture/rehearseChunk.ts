import type { Operation } from '../store/context';
import { PendingLeads } from '../store/leads/pendingLeads';
import { requireWriter } from '../store/permissions';
import { Chunk, rehearseWrites, type Rehearsal } from './chunk';
import { inOrder, present } from './chunkResults';
import { decideAll, freshOnes } from './decideAll';
import type { CaptureOptions } from './options';
import type { PreparedCapture } from './prepare';
import { readChunk } from './readChunk';
import {
	lookUpDeliveries,
	presentEarlier,
	readEarlier,
	type Delivery,
	type EarlierCapture,
} from './repeats';
import type { CaptureResult } from './result';

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
