import { pipeline, Readable } from 'node:stream';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { stringify } from 'csv-stringify';
import { defuseFormula } from './formula';
import type { Cell, Table } from './table';
import { wallClock } from './zonedTime';

/** About two milliseconds of work. */
const ROWS_PER_TURN = 50;

type Clock = (instant: Date) => string;

function textOf(cell: Cell, clock: Clock): string | number {
	if (cell === undefined) return '';
	if (cell instanceof Date) return clock(cell);
	return typeof cell === 'number' ? cell : defuseFormula(String(cell));
}

async function* lines(
	{ columns, rows }: Table,
	clock: Clock,
): AsyncGenerator<Array<string | number>> {
	yield columns.map(({ title }) => defuseFormula(title));
	let written = 0;
	for await (const row of rows) {
		yield row.map((cell) => textOf(cell, clock));
		written += 1;
		// Streams hand rows on without ever leaving the turn of the event loop.
		if (written % ROWS_PER_TURN === 0) await nextTurn();
	}
}

/**
 * A table as a CSV file (RFC 4180): UTF-8 with byte order mark, so that Excel reads Chinese, lines
 * end with CRLF, formulas are defused. An error of the rows becomes an error of the stream.
 *
 * @param zone IANA zone in which instants are written, as `2026-03-05 09:30:00`
 */
export function csvFile(table: Table, zone: string): Readable {
	const written = stringify({ bom: true, record_delimiter: 'windows', quoted_match: /[\r\n]/ });
	// The error reaches the reader through `written`, which pipeline destroys with it.
	return pipeline(Readable.from(lines(table, wallClock(zone))), written, () => {});
}
