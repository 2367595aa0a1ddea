import { FileBytes } from './fileBytes';
import type { FileInput, RowFormat } from './fileRows';

const HEAD_BYTES = 4096;

/** A web page, or Excel's XML of 2003, saved as `.xls`: what many Chinese systems export. */
const MARKUP = /^\s*<(?:\?xml|!doctype html|html|meta|head|table|style|div)\b/i;
const CARD = /^\s*BEGIN\s*:\s*VCARD/i;

/** The text of the first bytes, as far as its ASCII goes. */
function asciiOf(head: Buffer): string {
	if (head[0] === 0xff && head[1] === 0xfe) return head.subarray(2).toString('utf16le');
	const isUtf8Mark = head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf;
	return head.subarray(isUtf8Mark ? 3 : 0).toString('latin1');
}

function formatOfBytes(head: Buffer, fileName: string): RowFormat {
	const start = head.toString('hex', 0, 8);
	if (start.startsWith('504b0304')) return 'xlsx';
	// Old Excel files, and encrypted new ones: both are compound files.
	if (start === 'd0cf11e0a1b11ae1') return 'xls';
	// Streams of Excel 2 to 4, which had no container yet.
	if (/^09(?:00|02|04|08)0[46]00/.test(start)) return 'xls';
	const text = asciiOf(head);
	if (MARKUP.test(text)) return 'xls';
	if (CARD.test(text)) return 'vcf';
	return /\.(?:vcf|vcard)$/i.test(fileName) ? 'vcf' : 'csv';
}

/**
 * The kind of a file by its first bytes, and by its name where they leave a doubt (CSV is what is
 * nothing else). The caller picks the reader by it: `openCardRows` of channels/cards for `vcf`,
 * `openRows` of channels/files for the rest.
 *
 * @throws LeadflowError INVALID_INPUT for a file that is not there, or too large
 */
export async function rowFormatOf(input: FileInput): Promise<RowFormat> {
	const { format = 'auto', limits } = input.options;
	if (format !== 'auto') return format;
	const bytes = await FileBytes.open(input.file, limits?.fileBytes);
	try {
		return formatOfBytes(await bytes.read(0, HEAD_BYTES), input.fileName ?? '');
	} finally {
		await bytes.close();
	}
}
