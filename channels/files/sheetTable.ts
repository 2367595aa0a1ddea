import type { CellValue, FileRow } from '../shared/fileRows';
import { columnNames } from './columnNames';
import { findHeader, type FoundHeader } from './headerRow';
import { isEmptyRow, type Merge, type RawRow } from './rawRow';

/**
 * Cells by name. Its prototype is empty, so `__proto__` and `constructor` are names like any other;
 * objects of one class are read many times faster than ones made by `Object.create(null)`.
 */
class Cells {
	[name: string]: CellValue;
}
Object.setPrototypeOf(Cells.prototype, null);
Reflect.deleteProperty(Cells.prototype, 'constructor');

const UNTITLED = { code: 'tooManyCells' } as const;
const UNTITLED_MESSAGE =
	'The row has cells in columns without a title; they were left out. Often a comma or quotation mark in a text parted it.';

/** A table within a file: what its columns are called, and which rows are data. */
export class SheetTable {
	private constructor(
		private readonly names: ReadonlyArray<string | undefined>,
		readonly headerRow: number | undefined,
		private readonly lastTitleRow: number,
		private readonly sheet: string | undefined,
	) {}

	/**
	 * @param head the first rows that hold anything, see `tableStart`
	 * @param columns how many columns may be read
	 * @param before the table before this one: a sheet without titles goes on under its titles
	 * @throws LeadflowError INVALID_INPUT as `findHeader` does
	 */
	static of(
		head: readonly RawRow[],
		options: {
			columns: number;
			headerRow?: 'auto' | number;
			merges?: readonly Merge[];
			sheet?: string;
			before?: SheetTable;
		},
	): SheetTable {
		const found = findHeader(head, options.merges ?? [], options.headerRow);
		const width = widthOf(head, found, options.columns);
		const { before, sheet } = options;
		if (before && found.row === undefined && width <= before.names.length) {
			return new SheetTable(before.names, undefined, 0, sheet);
		}
		const titles = Array.from({ length: width }, (_, column): string | undefined => {
			const title = found.titles[column] ?? '';
			if (title !== '') return title;
			const isUsed = head.some(
				({ number, cells }) => number > found.lastTitleRow && (cells[column] ?? null) !== null,
			);
			return isUsed ? `Column ${column + 1}` : undefined;
		});
		return new SheetTable(columnNames(titles), found.row, found.lastTitleRow, sheet);
	}

	/** The names of the columns that are read, in their order. */
	get headers(): string[] {
		return this.names.filter((name) => name !== undefined);
	}

	/** A row by the names of its columns; undefined for a title row and for an empty one. */
	row(raw: RawRow): FileRow | undefined {
		if (raw.number <= this.lastTitleRow || isEmptyRow(raw)) return undefined;
		const cells = new Cells();
		let untitled = false;
		for (let column = 0; column < raw.cells.length; column += 1) {
			const value = raw.cells[column];
			if (value === null) continue;
			const name = this.names[column];
			if (name === undefined) untitled = true;
			else cells[name] = value;
		}
		const row: FileRow = { number: raw.number, cells };
		if (this.sheet !== undefined) row.sheet = this.sheet;
		if (raw.problem) {
			const { code, message, column } = raw.problem;
			const field = column === undefined ? undefined : this.names[column];
			row.problem = { code, message, ...(field === undefined ? {} : { field }) };
		} else if (untitled) {
			row.problem = { ...UNTITLED, message: UNTITLED_MESSAGE };
		}
		return row;
	}
}

/**
 * Columns that are read: up to the last title, or further where most rows have a cell. A cell here
 * and there to the right of the titles is no column, but a row that came apart.
 */
function widthOf(head: readonly RawRow[], found: FoundHeader, most: number): number {
	const rows = head.filter(({ number }) => number > found.lastTitleRow);
	const uses: number[] = [];
	for (const { cells } of rows) {
		for (const [column, cell] of cells.entries()) {
			if (cell !== null) uses[column] = (uses[column] ?? 0) + 1;
		}
	}
	const enough = found.row === undefined ? 1 : rows.length / 2;
	const used = uses.findLastIndex((count) => count >= enough) + 1;
	const titled = found.titles.findLastIndex((title) => title !== '') + 1;
	return Math.min(Math.max(used, titled), most);
}
