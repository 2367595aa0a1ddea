import { hashOf } from './block/hash';
import type { Cells } from './features/fieldModel';

/** A second, independent hash: one of 32 bits would let two of 100,000 rows collide. */
const SALT = '\u0001';

/**
 * An order of the rows that depends on what stands in them and not on how they arrived. Everything
 * that looks at rows one after the other works in it, so that the same records give the same
 * result in any order.
 *
 * @returns row numbers
 */
export function canonicalOrder(cells: Cells, records: number): Uint32Array {
	const keys = new Float64Array(records);
	const columns = Object.keys(cells)
		.sort()
		.map((field) => cells[field]);
	for (let row = 0; row < records; row += 1) {
		let text = '';
		for (const column of columns) text += `${column[row]}\u0000`;
		keys[row] = (hashOf(text) >>> 0) * 2 ** 21 + ((hashOf(text + SALT) >>> 0) >>> 11);
	}
	const order = Uint32Array.from({ length: records }, (_, row) => row);
	return order.sort((a, b) => keys[a] - keys[b] || a - b);
}

/** The same cells, rows in another order. */
export function reordered(cells: Cells, order: Uint32Array): Cells {
	return Object.fromEntries(
		Object.entries(cells).map(([field, column]) => [
			field,
			Array.from(order, (row) => column[row]),
		]),
	);
}
