/** One field of all records: each distinct value is read once and compared by number. */
export interface Column<Value> {
	/** Per record the number of its value, 0 for none. */
	of: Int32Array;
	/** Values by number; number 0 is never looked up. */
	values: Array<Value | undefined>;
	/** How many records have the value, by number. */
	counts: Int32Array;
	/** Records that have a value. */
	filled: number;
}

const ROWS_BETWEEN_PAUSES = 512;

/**
 * Reads a column. Cells that read as the same key are one value, so that its frequency counts all
 * its spellings.
 *
 * @param read undefined for a cell that says nothing
 */
export function* readColumn<Value>(
	cells: readonly string[],
	read: (cell: string) => Value | undefined,
	keyOf: (value: Value) => string,
): Generator<void, Column<Value>> {
	const of = new Int32Array(cells.length);
	const values: Array<Value | undefined> = [undefined];
	const numberOfCell = new Map<string, number>();
	const numberOfKey = new Map<string, number>();
	for (let row = 0; row < cells.length; row += 1) {
		if (row % ROWS_BETWEEN_PAUSES === 0) yield;
		const cell = cells[row];
		if (cell === '') continue;
		let number = numberOfCell.get(cell);
		if (number === undefined) {
			number = numberFor(read(cell), keyOf, values, numberOfKey);
			numberOfCell.set(cell, number);
		}
		of[row] = number;
	}
	const counts = new Int32Array(values.length);
	for (const number of of) counts[number] += 1;
	return { of, values, counts, filled: cells.length - counts[0] };
}

function numberFor<Value>(
	value: Value | undefined,
	keyOf: (value: Value) => string,
	values: Array<Value | undefined>,
	numberOfKey: Map<string, number>,
): number {
	if (value === undefined) return 0;
	const key = keyOf(value);
	const known = numberOfKey.get(key);
	if (known !== undefined) return known;
	numberOfKey.set(key, values.length);
	return values.push(value) - 1;
}

/** The chance that two records that have a value have the same one. */
export function agreementByChance({ counts, filled }: Column<unknown>): number {
	let pairs = 0;
	for (let number = 1; number < counts.length; number += 1) {
		pairs += counts[number] * (counts[number] - 1);
	}
	return filled < 2 ? 0 : pairs / (filled * (filled - 1));
}
