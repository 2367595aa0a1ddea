import { posix } from 'node:path';
import { builtInFormats } from './numberCell';
import { parsedXml, parseXml, unescapedText } from './xmlStream';
import type { ZipParts } from './zipParts';

/** A sheet as the workbook lists it. */
export interface ListedSheet {
	name: string;
	/** Name of its part. */
	part: string;
	hidden: boolean;
}

/** What a workbook says about its sheets and cells (ECMA-376 part 1, 18.2 and 18.8). */
export interface BookParts {
	sheets: ListedSheet[];
	date1904: boolean;
	/** Format codes by the style number of a cell. */
	formats: string[];
	sharedStringsPart?: string;
}

interface Relation {
	type: string;
	/** Name of the part. */
	target: string;
}

/** The relations of a part by their ids. */
async function relationsOf(zip: ZipParts, part: string): Promise<Map<string, Relation>> {
	const folder = posix.dirname(part);
	const file = posix.join(folder, '_rels', `${posix.basename(part)}.rels`);
	const relations = new Map<string, Relation>();
	await parseXml(await zip.text(file), {
		open: (name, { attributes }) => {
			if (name !== 'Relationship' || attributes.TargetMode === 'External') return;
			const { Id: id = '', Type: type = '', Target: target = '' } = attributes;
			const absolute = target.startsWith('/') ? target.slice(1) : posix.join(folder, target);
			relations.set(id, { type: type.slice(type.lastIndexOf('/') + 1), target: absolute });
		},
	});
	return relations;
}

function partOfType(relations: ReadonlyMap<string, Relation>, type: string): string | undefined {
	for (const relation of relations.values()) if (relation.type === type) return relation.target;
	return undefined;
}

async function formatsOf(zip: ZipParts, part: string | undefined): Promise<string[]> {
	const codes = new Map(Object.entries(builtInFormats()));
	const formats: string[] = [];
	let inCellFormats = false;
	await parseXml(part === undefined ? '' : await zip.text(part), {
		open: (name, { attributes }) => {
			if (name === 'cellXfs') inCellFormats = true;
			if (name === 'numFmt') codes.set(attributes.numFmtId, attributes.formatCode ?? 'General');
			if (name === 'xf' && inCellFormats) {
				formats.push(codes.get(attributes.numFmtId ?? '0') ?? 'General');
			}
		},
		close: (name) => {
			if (name === 'cellXfs') inCellFormats = false;
		},
	});
	return formats;
}

/** Name of the part that is the workbook; undefined for a ZIP file that is none. */
export async function workbookPart(zip: ZipParts): Promise<string | undefined> {
	// Those of the package itself: `_rels/.rels`.
	const relations = await relationsOf(zip, '');
	const named = partOfType(relations, 'officeDocument');
	return [named, 'xl/workbook.xml'].find((part) => part !== undefined && zip.has(part));
}

/**
 * Reads what is needed to read the sheets of a workbook.
 *
 * @param part name of the workbook's part
 */
export async function readBookParts(zip: ZipParts, part: string): Promise<BookParts> {
	const relations = await relationsOf(zip, part);
	const sheets: ListedSheet[] = [];
	let date1904 = false;
	await parseXml(await zip.text(part), {
		open: (name, { attributes }) => {
			if (name === 'workbookPr') date1904 = /^(?:1|true|on)$/.test(attributes.date1904 ?? '');
			if (name !== 'sheet') return;
			// The prefix of relationship ids is `r` by custom only.
			const id = Object.keys(attributes).find((key) => /:id$/i.test(key)) ?? '';
			const relation = relations.get(attributes[id] ?? '');
			if (relation?.type !== 'worksheet' || !zip.has(relation.target)) return;
			sheets.push({
				name: unescapedText(attributes.name ?? ''),
				part: relation.target,
				hidden: /hidden/i.test(attributes.state ?? ''),
			});
		},
	});
	const sharedStringsPart = partOfType(relations, 'sharedStrings');
	return {
		sheets,
		date1904,
		formats: await formatsOf(zip, partOfType(relations, 'styles')),
		...(sharedStringsPart === undefined ? {} : { sharedStringsPart }),
	};
}

/** The texts that cells share, by number (ECMA-376 part 1, 18.4). */
export async function readSharedStrings(
	zip: ZipParts,
	part: string | undefined,
): Promise<string[]> {
	if (part === undefined || !zip.has(part)) return [];
	const strings: string[] = [];
	let string = '';
	let isText = false;
	/** Pronunciation, written above Japanese text. */
	let isPhonetic = false;
	const steps = parsedXml(await zip.stream(part), {
		open: (name) => {
			if (name === 'si') string = '';
			else if (name === 'rPh') isPhonetic = true;
			else if (name === 't') isText = !isPhonetic;
		},
		text: (text) => {
			if (isText) string += text;
		},
		close: (name) => {
			if (name === 'si') strings.push(unescapedText(string));
			else if (name === 'rPh') isPhonetic = false;
			else if (name === 't') isText = false;
		},
	});
	while (!(await steps.next()).done);
	return strings;
}
