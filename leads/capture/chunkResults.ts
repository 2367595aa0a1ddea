import { LostRace } from '../store/engine/engine';
import { presentLeads } from '../store/leads/presentLeads';
import type { Step } from '../store/step';
import type { CaptureRecord } from './captureRecord';
import type { Chunk } from './chunk';
import { asRepeated, type Delivery } from './repeats';
import type { CaptureResult } from './result';

/** One result for each delivery: its own, that of its twin in the chunk, or that of long ago. */
export function inOrder(
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
export function* present(chunk: Chunk): Step<CaptureResult[]> {
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

export function problemsOf({
	outcome,
	capture,
	decision,
}: CaptureRecord): CaptureResult['problems'] {
	if (outcome !== 'rejected') return [];
	if (capture.problems.length > 0) return capture.problems;
	return decision.reasons.map(({ code, text, field }) => ({
		code,
		message: text,
		...(field ? { field } : {}),
	}));
}
