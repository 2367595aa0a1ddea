import type { FileRow } from '../shared/fileRows';
import { isEmptyRow, ROWS_PER_BATCH, type RawRow } from './rawRow';
import type { SheetTable } from './sheetTable';

/** Rows that are read before the first is handed on. */
const HEAD_ROWS = 200;

/** The first rows of a table, and the iterator that goes on behind them. */
export interface TableStart {
	head: RawRow[];
	rest: AsyncIterator<RawRow[]>;
}

/** Reads as many rows as it takes to find the header. */
export async function tableStart(rows: AsyncIterable<RawRow[]>): Promise<TableStart> {
	const rest = rows[Symbol.asyncIterator]();
	const head: RawRow[] = [];
	while (head.length < HEAD_ROWS) {
		const next = await rest.next();
		if (next.done) break;
		for (const row of next.value) if (!isEmptyRow(row)) head.push(row);
	}
	return { head, rest };
}

/** Raw rows as data of a table, in batches. */
export function* rowsOf(table: SheetTable, raw: readonly RawRow[]): Generator<FileRow[]> {
	for (let at = 0; at < raw.length; at += ROWS_PER_BATCH) {
		const batch: FileRow[] = [];
		for (const one of raw.slice(at, at + ROWS_PER_BATCH)) {
			const row = table.row(one);
			if (row) batch.push(row);
		}
		yield batch;
	}
}

/** The data of a table, from its first row on, in batches. */
export async function* namedRows(
	table: SheetTable,
	{ head, rest }: TableStart,
): AsyncGenerator<FileRow[]> {
	yield* rowsOf(table, head);
	for (let next = await rest.next(); !next.done; next = await rest.next()) {
		yield* rowsOf(table, next.value);
	}
}
