import { buffer } from 'node:stream/consumers';
import { utils, write, type BookType, type WorkSheet } from 'xlsx';
import { ZipFile } from 'yazl';

/** Sheets as a test writes them; strings are texts, never numbers. */
export type Sheet = Array<Array<string | number | boolean | Date | null>>;

export function sheetOf(rows: Sheet, more: Partial<WorkSheet> = {}): WorkSheet {
	return { ...utils.aoa_to_sheet(rows, { UTC: true }), ...more };
}

/** A workbook of one sheet or several named ones. */
export function workbook(
	sheets: WorkSheet | Readonly<Record<string, WorkSheet>>,
	bookType: BookType = 'xlsx',
): Buffer {
	const named = '!ref' in sheets ? { Sheet1: sheets } : sheets;
	const book = utils.book_new();
	for (const [name, sheet] of Object.entries(named)) utils.book_append_sheet(book, sheet, name);
	return write(book, { type: 'buffer', bookType, compression: true });
}

/** A ZIP file of these parts. */
export async function zipOf(parts: Readonly<Record<string, string | Buffer>>): Promise<Buffer> {
	const zip = new ZipFile();
	for (const [name, content] of Object.entries(parts)) zip.addBuffer(Buffer.from(content), name);
	zip.end();
	return await buffer(zip.outputStream);
}

const TYPES = `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/></Types>`;
const WORKBOOK = `<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>`;
const RELATIONS = `<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" Target="/xl/sharedStrings.xml"/><Relationship Id="rId3" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>`;
const STYLES = `<?xml version="1.0"?><styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><numFmts><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/></cellXfs></styleSheet>`;

/** An XLSX file whose sheet is this XML, with a few shared texts. */
export async function xlsxOf(rows: string, behind = '', strings = ''): Promise<Buffer> {
	return await zipOf({
		'[Content_Types].xml': TYPES,
		'xl/workbook.xml': WORKBOOK,
		'xl/_rels/workbook.xml.rels': RELATIONS,
		'xl/styles.xml': STYLES,
		'xl/sharedStrings.xml': `<?xml version="1.0"?><sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">${strings}</sst>`,
		'xl/worksheets/sheet1.xml': `<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${rows}</sheetData>${behind}</worksheet>`,
	});
}
