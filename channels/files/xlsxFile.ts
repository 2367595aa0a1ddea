import { pipeline, PassThrough, Readable } from 'node:stream';
import type { Cell, Table } from './table';
import { sheetPath, xlsxParts } from './xlsxParts';
import { rowXml, sheetEnd, sheetStart } from './xlsxSheet';
import { wallClock } from './zonedTime';

/** Rows of a sheet, titles included, that Excel can open. */
const ROWS_PER_SHEET = 1_048_576;
/** Rows written in one go: about a millisecond of work between two turns of the event loop. */
const ROWS_PER_CHUNK = 50;

export interface XlsxOptions {
	/** Name of the sheets; from the second on with a number behind. */
	sheetName: string;
	/** IANA zone in which instants are written. */
	zone: string;
	/** Further rows go to another sheet; default Excel's own limit. */
	rowsPerSheet?: number;
}

/** Reads the rows ahead by one, to know whether another sheet is needed. */
class RowSource {
	private ahead: IteratorResult<readonly Cell[], unknown> | undefined;
	private readonly rows: AsyncIterator<readonly Cell[]>;

	constructor(table: Table) {
		this.rows = table.rows[Symbol.asyncIterator]();
	}

	async isAtEnd(): Promise<boolean> {
		this.ahead ??= await this.rows.next();
		return this.ahead.done === true;
	}

	async next(): Promise<readonly Cell[] | undefined> {
		const row = this.ahead ?? (await this.rows.next());
		this.ahead = undefined;
		return row.done ? undefined : row.value;
	}
}

async function* sheetXml(
	table: Table,
	source: RowSource,
	options: XlsxOptions,
): AsyncGenerator<string> {
	const clock = wallClock(options.zone);
	const most = options.rowsPerSheet ?? ROWS_PER_SHEET;
	let written = 1;
	let chunk = sheetStart(table.columns);
	while (written < most) {
		const row = await source.next();
		if (!row) break;
		written += 1;
		chunk += rowXml(written, row, clock);
		if (written % ROWS_PER_CHUNK === 0) {
			yield chunk;
			chunk = '';
		}
	}
	yield chunk + sheetEnd(table.columns.length, written);
}

/**
 * A table as an XLSX file. It is written while it is read: memory stays the same for any number of
 * rows, and a slow reader holds up the rows. An error of the rows becomes an error of the stream.
 * What does not fit on one sheet goes on on the next.
 */
export async function xlsxFile(table: Table, options: XlsxOptions): Promise<Readable> {
	const { ZipFile } = await import('yazl');
	const zip = new ZipFile();
	const file = new PassThrough();
	const source = new RowSource(table);
	const names: string[] = [];
	const stop = (error: unknown) =>
		file.destroy(error instanceof Error ? error : new Error(String(error)));
	const finish = () => {
		for (const [path, xml] of Object.entries(xlsxParts(names)))
			zip.addBuffer(Buffer.from(xml), path);
		zip.end();
	};
	const addSheet = () => {
		names.push(names.length === 0 ? options.sheetName : `${options.sheetName} ${names.length + 1}`);
		const sheet = Readable.from(sheetXml(table, source, options), { objectMode: false });
		sheet.on('error', stop);
		sheet.on('end', () => {
			source.isAtEnd().then((atEnd) => (atEnd ? finish() : addSheet()), stop);
		});
		zip.addReadStream(sheet, sheetPath(names.length));
	};
	addSheet();
	// An error reaches the reader through `file`, which is destroyed with it.
	pipeline(zip.outputStream, file, () => {});
	return file;
}
