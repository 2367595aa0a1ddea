import { FileBytes } from '../shared/fileBytes';
import { readLimits, type FileInput, type FileRow, type RowSource } from '../shared/fileRows';
import { rowSource } from '../shared/rowSource';
import { decodedText, findEncoding } from '../shared/textEncoding';
import { cardFieldNames, cardFields } from './cardFields';
import { CardReader, type Card } from './vcard';

const ROWS_PER_BATCH = 200;
const REPLACEMENT = '\ufffd';

/** The first problem of a card, if it has any. */
function problemOf(
	{ isComplete }: Card,
	cells: FileRow['cells'],
	tooLong: string | undefined,
): FileRow['problem'] {
	if (!isComplete)
		return { code: 'malformed', message: 'The card has no end: END:VCARD is missing.' };
	const damaged = Object.keys(cells).find((name) => String(cells[name]).includes(REPLACEMENT));
	if (damaged !== undefined) {
		return {
			code: 'undecodable',
			message: 'Some characters are damaged or in another encoding than the rest of the file.',
			field: damaged,
		};
	}
	if (tooLong === undefined) return undefined;
	return {
		code: 'cellTooLong',
		message: 'A value is too long; the end was cut off.',
		field: tooLong,
	};
}

/** A card as a row; undefined for one that says nothing of a person. */
function cardRow(card: Card, number: number, mostCharacters: number): FileRow | undefined {
	const cells: FileRow['cells'] = Object.create(null);
	const fields = cardFields(card);
	let tooLong: string | undefined;
	let isEmpty = true;
	for (const name of cardFieldNames) {
		const value = fields[name];
		if (value === undefined) continue;
		cells[name] = value.slice(0, mostCharacters);
		if (value.length > mostCharacters) tooLong ??= name;
		isEmpty = false;
	}
	if (isEmpty && card.isComplete) return undefined;
	const problem = problemOf(card, cells, tooLong);
	return { number, cells, ...(problem ? { problem } : {}) };
}

async function* cardRows(
	texts: AsyncIterable<string>,
	mostCharacters: number,
): AsyncGenerator<FileRow[]> {
	const reader = new CardReader();
	let number = 0;
	let batch: FileRow[] = [];
	const add = (cards: readonly Card[]) => {
		for (const card of cards) {
			number += 1;
			const row = cardRow(card, number, mostCharacters);
			if (row) batch.push(row);
		}
	};
	for await (const text of texts) {
		add(reader.read(text));
		for (; batch.length >= ROWS_PER_BATCH; batch = batch.slice(ROWS_PER_BATCH)) {
			yield batch.slice(0, ROWS_PER_BATCH);
		}
	}
	add(reader.read());
	yield batch;
}

/**
 * Opens a VCF file of any size: vCard 2.1, 3.0 or 4.0, also mixed. One row a card, numbered by the
 * card's place in the file; the headers are names of lead fields, so there is nothing to map.
 *
 * @throws LeadflowError INVALID_INPUT for a file that is not there, or too large
 */
export async function openCardRows({ file, options }: FileInput): Promise<RowSource> {
	const limits = { ...readLimits, ...options.limits };
	const bytes = await FileBytes.open(file, limits.fileBytes);
	const encoding = await findEncoding(bytes, options.encoding).catch(async (error: unknown) => {
		await bytes.close();
		return await Promise.reject(error);
	});
	return rowSource(
		{ format: 'vcf', encoding: encoding.encoding, headers: [...cardFieldNames] },
		cardRows(decodedText(bytes, encoding), limits.cellCharacters),
		limits.rows,
		async () => await bytes.close(),
	);
}
