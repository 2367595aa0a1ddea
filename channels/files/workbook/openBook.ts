import { buffer } from 'node:stream/consumers';
import { FileBytes } from '../../shared/fileBytes';
import type { ReadOptions } from '../../shared/fileRows';
import { decodedText, findEncoding } from '../../shared/textEncoding';
import { bookTooLarge, damagedBook, type Book, type BookLimits } from './book';
import { workbookPart } from './bookParts';
import { parsedBook } from './parsedBook';
import { streamedBook } from './streamedBook';
import { ZipParts } from './zipParts';

/**
 * Larger workbooks are parsed while they are unpacked. SheetJS reads more kinds of files and forgives
 * more, but takes ten times the memory of what it parses (measured: 100,000 rows of 12 columns
 * unpack to 58 MB and take 460 MB parsed, 160 MB streamed, in less time).
 */
const MOST_PARSED_BYTES = 20 * 1024 * 1024;
const MOST_PARSED_UNPACKED = 24 * 1024 * 1024;
/** Workbooks of a binary kind and of OpenDocument cannot be streamed. */
const MOST_UNPACKED_AT_ALL = 128 * 1024 * 1024;
/** Old formats cannot be streamed. Excel 2003 held 65,536 rows a sheet. */
const MOST_OLD_BYTES = 64 * 1024 * 1024;

/** Pictures, macros and print settings are not read. */
const PARTS_READ = /\.(?:xml|rels|bin)$|^mimetype$/i;
const PARTS_SKIPPED =
	/(?:^|\/)(?:media|embeddings|drawings|charts|printersettings|activex)\/|vbaproject/i;

const ZIP_START = '504b0304';
const COMPOUND_START = 'd0cf11e0';

/**
 * The parts of a ZIP file in a new one without compression. The parser that is given it unpacks
 * without limits, so it only ever sees bytes that were unpacked here, within them.
 */
async function unpackedZip(zip: ZipParts): Promise<Buffer> {
	const { ZipFile } = await import('yazl');
	const unpacked = new ZipFile();
	for (const name of zip.names) {
		if (!PARTS_READ.test(name) || PARTS_SKIPPED.test(name)) continue;
		unpacked.addBuffer(await zip.bytes(name), name, { compress: false });
	}
	unpacked.end();
	return await buffer(unpacked.outputStream);
}

async function zippedBook(file: string | Buffer, size: number, limits: BookLimits): Promise<Book> {
	const zip = await ZipParts.open(file, limits.unpackedBytes);
	const part = await workbookPart(zip);
	const isSmall = size <= MOST_PARSED_BYTES && zip.unpackedBytes <= MOST_PARSED_UNPACKED;
	if (part?.endsWith('.xml') && !isSmall) return await streamedBook(zip, part, limits);
	const isOpenDocument = part === undefined && zip.has('content.xml') && zip.has('mimetype');
	if (part === undefined && !isOpenDocument) throw damagedBook();
	if (size > MOST_PARSED_BYTES || zip.unpackedBytes > MOST_UNPACKED_AT_ALL) {
		throw bookTooLarge('only XLSX and CSV files can be larger than 20 MB');
	}
	const bytes = await unpackedZip(zip);
	zip.close();
	return parsedBook(bytes, limits, false);
}

async function markup(bytes: FileBytes, options: ReadOptions): Promise<string> {
	let text = '';
	const encoding = await findEncoding(bytes, options.encoding);
	for await (const piece of decodedText(bytes, encoding)) text += piece;
	return text;
}

/**
 * Opens a workbook of any kind. Everything happens on the thread that calls it, so a worker should.
 *
 * @throws LeadflowError INVALID_INPUT for what is encrypted, too large or no workbook
 */
export async function openBook(file: string | Buffer, options: ReadOptions, limits: BookLimits) {
	const bytes = await FileBytes.open(file, options.limits?.fileBytes);
	try {
		const start = (await bytes.read(0, 4)).toString('hex');
		if (start === ZIP_START) return await zippedBook(file, bytes.size, limits);
		if (bytes.size > MOST_OLD_BYTES) {
			throw bookTooLarge('only XLSX and CSV files can be larger than 64 MB');
		}
		const isMarkup = start !== COMPOUND_START && !start.startsWith('09');
		const content = isMarkup ? await markup(bytes, options) : await bytes.read(0, bytes.size);
		return parsedBook(content, limits, options.encoding === 'gb18030');
	} finally {
		await bytes.close();
	}
}
