import type { Readable } from 'node:stream';
import type { Merge, RawRow } from '../rawRow';

/** Column of a reference such as `AB12`, 0-based; undefined for what is none. */
export function columnOf(reference: string | undefined): number | undefined {
	let column = 0;
	let index = 0;
	for (; reference !== undefined && index < reference.length; index += 1) {
		const letter = (reference.charCodeAt(index) & ~0x20) - 0x40;
		if (letter < 1 || letter > 26) break;
		column = column * 26 + letter;
	}
	return index === 0 || index > 3 ? undefined : column - 1;
}

const SHEET_DATA_END = '/sheetData>';
/** What is looked at behind the rows: some ten thousand merges. */
const MOST_TEXT = 1024 * 1024;
const MERGE = /<(?:\w+:)?mergeCell\s[^<>]*?ref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"/g;

/** What stands behind the rows of a sheet, as far as its merges go. */
async function textBehindRows(sheet: Readable): Promise<string> {
	let behind = '';
	let last: Buffer = Buffer.alloc(0);
	let found = false;
	for await (const piece of sheet) {
		// The end of the rows may be cut in two.
		const bytes: Buffer = found ? piece : Buffer.concat([last, piece]);
		const start: number = found ? 0 : bytes.indexOf(SHEET_DATA_END);
		found ||= start !== -1;
		if (found) behind += bytes.toString('latin1', start);
		else last = bytes.subarray(-SHEET_DATA_END.length);
		if (behind.length > MOST_TEXT || behind.includes('/mergeCells>')) break;
	}
	return behind;
}

/**
 * The merged cells of a sheet of an XLSX file. They stand behind its rows (ECMA-376 part 1,
 * 18.3.1.55) but must be known before: so the part is unpacked once without being parsed.
 */
export async function readMerges(sheet: Readable): Promise<Merge[]> {
	const merges: Merge[] = [];
	for (const [, left, top, right, bottom] of (await textBehindRows(sheet)).matchAll(MERGE)) {
		merges.push({
			top: Number(top),
			left: columnOf(left) ?? 0,
			bottom: Number(bottom),
			right: columnOf(right) ?? 0,
		});
	}
	return byTop(merges);
}

/** Merges in the order in which their first rows come. */
export function byTop(merges: Merge[]): Merge[] {
	return merges.sort((one, other) => one.top - other.top);
}

/**
 * Repeats the cell of a vertical merge in its further rows: one company over three people is the
 * company of each. Rows that hold nothing else stay empty.
 */
export class MergedCells {
	private next = 0;
	private readonly open = new Map<Merge, RawRow['cells'][number]>();

	/** @param merges in the order of their first rows */
	constructor(private readonly merges: readonly Merge[]) {}

	/** Rows must come in their order. */
	fill(row: RawRow): void {
		for (const [merge, value] of this.open) {
			if (row.number > merge.bottom) this.open.delete(merge);
			else if (row.cells.length > 0 && (row.cells[merge.left] ?? null) === null) {
				while (row.cells.length < merge.left) row.cells.push(null);
				row.cells[merge.left] = value;
			}
		}
		for (; this.merges[this.next]?.top <= row.number; this.next += 1) {
			const merge = this.merges[this.next];
			const value = row.cells[merge.left] ?? null;
			const begins = merge.top === row.number && merge.bottom > merge.top;
			if (begins && value !== null) this.open.set(merge, value);
		}
	}
}
