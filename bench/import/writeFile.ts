import { createWriteStream } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { stringify } from 'csv-stringify';
import { utils, write } from 'xlsx';
import { xlsxFile } from '../../channels/files/xlsxFile';
import { madeUpLead } from '../capture/madeUpLeads';

/*
 * Writes a file of made-up leads, in a process of its own: `node writeFile.ts {file, format, rows}`.
 */

interface Input {
	file: string;
	format: 'csv' | 'xlsx' | 'vcf';
	rows: number;
}

/** Chinese titles for all, as people keep one list of everybody. */
const titles = {
	姓名: ['姓名', 'Name'],
	公司: ['公司', 'Company'],
	职位: ['职位', 'Job Title'],
	手机: ['手机'],
	邮箱: ['邮箱', 'Email'],
	城市: ['城市'],
	国家: ['Country'],
	来源: ['来源', 'Lead Source'],
	留言: ['Message'],
} as const;

/** Beyond, a workbook of shared texts, as Excel writes it, does not fit into memory. */
const SHARED_TEXTS_UP_TO = 200_000;

function cellsOf(index: number): string[] {
	const lead = madeUpLead(index);
	return Object.values(titles).map((names) => {
		const name = names.find((one) => one in lead);
		return name === undefined ? '' : lead[name];
	});
}

function* rowsOf(count: number): Generator<string[]> {
	for (let index = 0; index < count; index += 1) yield cellsOf(index);
}

function card(index: number): string {
	const [name, company, title, mobile, email, city] = cellsOf(index);
	const lines = ['BEGIN:VCARD', 'VERSION:3.0', `FN:${name}`, `ORG:${company}`, `TITLE:${title}`];
	if (mobile !== '') lines.push(`TEL;TYPE=CELL:${mobile}`);
	if (city !== '') lines.push(`ADR;TYPE=WORK:;;;${city};;;`);
	return [...lines, `EMAIL:${email}`, 'END:VCARD', ''].join('\r\n');
}

async function main({ file, format, rows }: Input): Promise<void> {
	const columns = Object.keys(titles);
	if (format === 'vcf') {
		const cards = function* () {
			for (let index = 0; index < rows; index += 1) yield card(index);
		};
		await pipeline(Readable.from(cards()), createWriteStream(file));
	} else if (format === 'csv') {
		const csv = stringify({ header: true, columns });
		await pipeline(Readable.from(rowsOf(rows)), csv, createWriteStream(file));
	} else if (rows <= SHARED_TEXTS_UP_TO) {
		const book = utils.book_new(utils.aoa_to_sheet([columns, ...rowsOf(rows)], { dense: true }));
		await writeFile(file, write(book, { type: 'buffer', bookSST: true, compression: true }));
	} else {
		const table = {
			columns: columns.map((title) => ({ title, kind: 'text' as const, width: 18 })),
			rows: (async function* () {
				yield* rowsOf(rows);
			})(),
		};
		const sheet = await xlsxFile(table, { sheetName: 'Leads', zone: 'UTC' });
		await pipeline(sheet, createWriteStream(file));
	}
	process.send?.('written');
	process.disconnect?.();
}

void main(JSON.parse(process.argv[2]) as Input);
