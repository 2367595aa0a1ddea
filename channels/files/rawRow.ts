import type { CellValue, RowProblem } from '../shared/fileRows';

/** What is wrong with a row, before its columns have names. */
export interface RawProblem extends Omit<RowProblem, 'field'> {
	/** 0-based. */
	column?: number;
}

/** A row as it stands in the file: cells by 0-based column, null where one is empty. */
export interface RawRow {
	/** 1-based. */
	number: number;
	cells: CellValue[];
	problem?: RawProblem;
}

/** Cells shown as one; rows 1-based, columns 0-based, both ends included. */
export interface Merge {
	top: number;
	left: number;
	bottom: number;
	right: number;
}

/** Rows handed on in one go. */
export const ROWS_PER_BATCH = 200;

export function isEmptyRow(row: RawRow): boolean {
	return row.problem === undefined && row.cells.every((cell) => cell === null);
}
