import type { FileRow, RowSource } from '../../../channels/shared/fileRows';

/** All rows of a file that is being read. */
export async function rowsOf(source: RowSource): Promise<FileRow[]> {
	const rows: FileRow[] = [];
	for await (const batch of source.rows) rows.push(...batch);
	return rows;
}

/** The cells of all its rows, as plain objects. */
export async function cellsOf(source: RowSource): Promise<Array<FileRow['cells']>> {
	return (await rowsOf(source)).map(({ cells }) => ({ ...cells }));
}

/** Files as a test writes them: small, in memory. */
export function lines(...all: string[]): string {
	return all.map((line) => `${line}\r\n`).join('');
}
