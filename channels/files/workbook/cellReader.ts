import type { CellValue } from '../../shared/fileRows';
import type { RawRow } from '../rawRow';
import { readTextCell } from '../textCell';
import { NumberReader } from './numberCell';

/** What a cell holds, as both readers of workbooks hand it over. */
export type FoundCell =
	| { kind: 'text'; value: string }
	| { kind: 'number'; value: number; format: string }
	| { kind: 'boolean'; value: boolean }
	| { kind: 'error' };

/** Puts the cells of one workbook into rows. */
export class CellReader {
	private readonly numbers: NumberReader;

	constructor(
		date1904: boolean,
		private readonly limits: { columns: number; cellCharacters: number },
	) {
		this.numbers = new NumberReader(date1904);
	}

	/** Adds a cell to a row; of two in one place the later counts. */
	add(row: RawRow, column: number, cell: FoundCell): void {
		if (column >= this.limits.columns) {
			row.problem ??= {
				code: 'tooManyCells',
				message: `The row has cells beyond column ${this.limits.columns}; they were left out.`,
			};
			return;
		}
		const value = this.read(row, column, cell);
		if (value === null) return;
		while (row.cells.length < column) row.cells.push(null);
		row.cells[column] = value;
	}

	private read(row: RawRow, column: number, cell: FoundCell): CellValue {
		if (cell.kind === 'text') {
			return readTextCell(cell.value, row, column, this.limits.cellCharacters);
		}
		if (cell.kind === 'number') return this.numbers.read(cell.value, cell.format, row, column);
		if (cell.kind === 'boolean') return cell.value;
		row.problem ??= {
			code: 'cellError',
			message: 'A formula failed, so its cell is empty.',
			column,
		};
		return null;
	}
}
