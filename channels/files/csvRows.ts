import type { Parser } from 'csv-parse';
import { LeadflowError } from '../../leads/model/error';
import { FileBytes } from '../shared/fileBytes';
import { readLimits, type FileInput, type ReadLimits, type RowSource } from '../shared/fileRows';
import { rowSource } from '../shared/rowSource';
import { decodedText, findEncoding, type FoundEncoding } from '../shared/textEncoding';
import { findDelimiter, type FoundDelimiter } from './delimiter';
import { namedRows, tableStart } from './namedRows';
import type { RawRow } from './rawRow';
import { SheetTable } from './sheetTable';
import { readTextCell } from './textCell';

/** Text from which the delimiter is told. */
const SNIFFED_BYTES = 64 * 1024;
/** A row beyond it is a quotation mark that was never closed. */
const MOST_RECORD_BYTES = 1024 * 1024;

const badQuotes = (row: number, cause: unknown) =>
	new LeadflowError('INVALID_INPUT', `In row ${row} a quotation mark is opened and never closed.`, {
		hint: 'Correct that row, or save the file from a spreadsheet program again.',
		cause,
	});

function rawRow(record: readonly string[], number: number, limits: ReadLimits): RawRow {
	const row: RawRow = { number, cells: [] };
	const width = Math.min(record.length, limits.columns);
	for (let column = 0; column < width; column += 1) {
		row.cells.push(readTextCell(record[column], row, column, limits.cellCharacters));
	}
	if (record.slice(limits.columns).some((cell) => cell.trim() !== '')) {
		row.problem ??= {
			code: 'tooManyCells',
			message: `The row has cells beyond column ${limits.columns}; they were left out.`,
		};
	}
	return row;
}

/** Hands a piece of text to the parser; its rows have arrived when this is done. */
async function feed(parser: Parser, text: string | undefined): Promise<void> {
	await new Promise<void>((resolve, reject) => {
		const done = (error?: Error | null) => (error ? reject(error) : resolve());
		if (text === undefined) parser.end(done);
		else parser.write(text, done);
	});
}

/** The rows of a CSV text. Rows are counted as a spreadsheet program does, empty lines too. */
async function* csvRecords(
	texts: AsyncIterable<string>,
	{ delimiter, skipped }: FoundDelimiter,
	limits: ReadLimits,
): AsyncGenerator<RawRow[]> {
	const { parse } = await import('csv-parse');
	let arrived: RawRow[] = [];
	let number = 0;
	const parser = parse({
		delimiter,
		record_delimiter: ['\r\n', '\n', '\r'],
		relax_column_count: true,
		relax_quotes: true,
		max_record_size: MOST_RECORD_BYTES,
		// Taken here and not read from the stream: that costs a third of the time.
		on_record: (record: string[]) => {
			number += 1;
			arrived.push(rawRow(record, number, limits));
			return null;
		},
	});
	parser.resume();
	// The same error arrives at whoever waits in `feed`.
	parser.on('error', () => {});
	const deliver = async (text: string | undefined) => {
		await feed(parser, text).catch((error: unknown) =>
			Promise.reject(badQuotes(number + 1, error)),
		);
		const rows = arrived;
		arrived = [];
		return rows;
	};
	let left = skipped;
	for await (const text of texts) {
		yield await deliver(left === 0 ? text : text.slice(left));
		left = Math.max(0, left - text.length);
	}
	yield await deliver(undefined);
}

async function sniffed(bytes: FileBytes, found: FoundEncoding): Promise<string> {
	const start = await bytes.read(found.markBytes, SNIFFED_BYTES);
	return new TextDecoder(found.encoding).decode(start);
}

/**
 * Opens a CSV file of any size: encoding, delimiter and header row are found out where the options
 * do not say them.
 *
 * @throws LeadflowError INVALID_INPUT for a file that is not there, too large, or has no such header row
 */
export async function openCsvRows({ file, options }: FileInput): Promise<RowSource> {
	const limits = { ...readLimits, ...options.limits };
	const bytes = await FileBytes.open(file, limits.fileBytes);
	try {
		const encoding = await findEncoding(bytes, options.encoding);
		const delimiter = findDelimiter(await sniffed(bytes, encoding), options.delimiter);
		const start = await tableStart(csvRecords(decodedText(bytes, encoding), delimiter, limits));
		const { headerRow, columns } = { ...limits, headerRow: options.headerRow };
		const table = SheetTable.of(start.head, { columns, headerRow });
		return rowSource(
			{
				format: 'csv',
				encoding: encoding.encoding,
				delimiter: delimiter.delimiter,
				headers: table.headers,
				...(table.headerRow === undefined ? {} : { headerRow: table.headerRow }),
			},
			namedRows(table, start),
			limits.rows,
			async () => await bytes.close(),
		);
	} catch (error) {
		await bytes.close();
		return await Promise.reject(error);
	}
}
