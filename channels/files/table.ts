/** What a cell of an exported table holds; nothing is an empty cell. */
export type Cell = string | number | boolean | Date | undefined;

/** A column of an exported table. */
export interface Column {
	title: string;
	kind: 'text' | 'number' | 'instant';
	/** In characters of the default font. */
	width: number;
}

/** A table as it is written: the rows come while the file is made, so that any number of them fits into memory. */
export interface Table {
	columns: readonly Column[];
	rows: AsyncIterable<readonly Cell[]>;
}
