import { openRows } from './rows';

/** A row of a file. */
export interface TableRow {
	/** 1-based, as a spreadsheet program counts it. */
	number: number;
	/** Texts by column title; empty cells are left out. */
	cells: Record<string, string>;
}

/** A list of people with more rows, or bytes, is no list that somebody keeps by hand. */
const LIMITS = { fileBytes: 20 * 1024 * 1024, rows: 20_000 };

/**
 * All rows of a small CSV or Excel file at once; see `openRows`.
 *
 * @throws LeadflowError INVALID_INPUT for what is no table, or too large for a list of people
 */
export async function readTable(bytes: Uint8Array): Promise<TableRow[]> {
	const source = await openRows({ file: Buffer.from(bytes), options: { limits: LIMITS } });
	const rows: TableRow[] = [];
	for await (const batch of source.rows) {
		for (const { number, cells } of batch) {
			const texts = Object.entries(cells).map(([title, cell]) => [title, String(cell)]);
			rows.push({ number, cells: Object.fromEntries(texts) });
		}
	}
	return rows;
}
