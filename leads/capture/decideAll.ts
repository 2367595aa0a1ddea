import type { Chunk } from './chunk';
import { decide } from './decide';
import type { PreparedCapture } from './prepare';
import type { Delivery } from './repeats';

/** The deliveries that nobody captured before. */
export function freshOnes(
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
export function decideAll(
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
