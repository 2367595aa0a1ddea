import { isAscii, isUtf8 } from 'node:buffer';
import { leadFieldNamed } from '../../leads/model/fieldLabels';
import type { FileBytes } from './fileBytes';
import type { TextEncoding } from './fileRows';

/** What was found out about the text of a file. */
export interface FoundEncoding {
	encoding: TextEncoding;
	/** Bytes of the byte order mark, which are no text. */
	markBytes: number;
}

const SAMPLE_BYTES = 256 * 1024;

/** Column titles of Taiwan and Hong Kong that mainland ones do not share. */
const TRADITIONAL_LABELS =
	/手機|電話|電郵|電子郵件|郵箱|職稱|職務|備註|公司名稱|聯絡|傳真|網址|統一編號|客戶|單位/;

/** A trailing character that the end of the sample cut in two. */
function withoutCutCharacter(sample: Buffer): Buffer {
	const lineEnd = sample.lastIndexOf(0x0a);
	return lineEnd > 0 ? sample.subarray(0, lineEnd) : sample;
}

/**
 * The part of the file that tells its encoding: the first one that is not plain ASCII. What can be
 * read as any encoding is looked through block by block, so the memory stays the same.
 */
async function tellingSample(bytes: FileBytes): Promise<Buffer> {
	let sample: Buffer = Buffer.alloc(0);
	for (let position = 0; position < bytes.size; position += SAMPLE_BYTES) {
		const block = await bytes.read(position, SAMPLE_BYTES);
		if (block.length === 0) break;
		if (!isAscii(block)) {
			const isWhole = position + block.length >= bytes.size;
			return isWhole ? block : withoutCutCharacter(block);
		}
		if (position === 0) sample = block;
	}
	return sample;
}

function byMark(head: Buffer): FoundEncoding | undefined {
	if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) {
		return { encoding: 'utf-8', markBytes: 3 };
	}
	if (head[0] === 0xff && head[1] === 0xfe) return { encoding: 'utf-16le', markBytes: 2 };
	if (head[0] === 0xfe && head[1] === 0xff) return { encoding: 'utf-16be', markBytes: 2 };
	return undefined;
}

/** UTF-16 without a mark: the ASCII in it has a zero in every second place. */
function unmarkedUtf16(head: Buffer): TextEncoding | undefined {
	const zeros = [0, 0];
	for (const [index, byte] of head.entries()) if (byte === 0) zeros[index % 2] += 1;
	const many = head.length / 8;
	if (zeros[1] > many && zeros[0] < many / 8) return 'utf-16le';
	if (zeros[0] > many && zeros[1] < many / 8) return 'utf-16be';
	return undefined;
}

/** How much of a text beyond ASCII could not be decoded, from 0 to 1. */
function damage(text: string): number {
	let damaged = 0;
	let foreign = 0;
	for (let index = 0; index < text.length; index += 1) {
		const code = text.charCodeAt(index);
		if (code === 0xfffd) damaged += 1;
		else if (code >= 0x80) foreign += 1;
	}
	return damaged === 0 ? 0 : damaged / (damaged + foreign);
}

/** Few enough to be slips in a long text, rather than a sign of another encoding. */
const SLIPS = 0.02;

/**
 * Whether the bytes look like Latin text with accents, most of which decodes as GB18030 too: `ü` and
 * the letter behind it become one rare character. Accented letters stand alone between others; the
 * bytes above ASCII of Chinese come in pairs, at least every other time.
 */
function looksLatin(sample: Buffer): boolean {
	let alone = 0;
	let runs = 0;
	for (let index = 0; index < sample.length; index += 1) {
		if (sample[index] < 0x80) continue;
		const start = index;
		while (sample[index + 1] >= 0x80) index += 1;
		runs += 1;
		if (index === start) alone += 1;
	}
	return alone >= runs * 0.8;
}

function labelsIn(text: string): number {
	const [firstLine] = text.split(/[\r\n]/, 1);
	return firstLine
		.slice(0, 2000)
		.split(/[,;\t|，"]/)
		.filter((cell) => leadFieldNamed(cell) !== undefined || TRADITIONAL_LABELS.test(cell)).length;
}

function decoded(sample: Buffer, encoding: TextEncoding): string {
	return new TextDecoder(encoding).decode(sample);
}

function ofSample(sample: Buffer): TextEncoding {
	if (isUtf8(sample)) return 'utf-8';
	const utf8 = decoded(sample, 'utf-8');
	if (damage(utf8) < SLIPS) return 'utf-8';
	const gb18030 = decoded(sample, 'gb18030');
	// Most of Big5 decodes as GB18030 as well; only titles that are known words tell them apart.
	const big5 = decoded(sample, 'big5');
	if (damage(big5) < SLIPS && labelsIn(big5) > labelsIn(gb18030)) return 'big5';
	if (looksLatin(sample)) return 'windows-1252';
	return damage(gb18030) < SLIPS || damage(gb18030) <= damage(big5) ? 'gb18030' : 'big5';
}

/**
 * Finds out how the text of a file is encoded: byte order mark, UTF-8 if the bytes are valid UTF-8,
 * GB18030 (what Excel writes on Chinese Windows), Big5 where only it makes sense of the titles, and
 * Windows-1252 for what looks like Latin text. A few damaged bytes do not change the verdict.
 *
 * @param asked an encoding that the user knows, or `auto`
 */
export async function findEncoding(
	bytes: FileBytes,
	asked: 'auto' | TextEncoding = 'auto',
): Promise<FoundEncoding> {
	const head = await bytes.read(0, 4096);
	const marked = byMark(head);
	if (marked && (asked === 'auto' || asked === marked.encoding)) return marked;
	if (asked !== 'auto') return { encoding: asked, markBytes: 0 };
	const utf16 = unmarkedUtf16(head);
	return { encoding: utf16 ?? ofSample(await tellingSample(bytes)), markBytes: 0 };
}

/**
 * The text of a file, a block at a time. What cannot be decoded becomes U+FFFD; it never swallows
 * the comma or line break behind it.
 */
export async function* decodedText(
	bytes: FileBytes,
	{ encoding, markBytes }: FoundEncoding,
): AsyncGenerator<string> {
	const decoder = new TextDecoder(encoding, { ignoreBOM: true });
	for await (const block of bytes.blocks(markBytes)) {
		const text = decoder.decode(block, { stream: true });
		if (text !== '') yield text;
	}
	const rest = decoder.decode();
	if (rest !== '') yield rest;
}
