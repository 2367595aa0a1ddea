import { HAN_LEGAL_FORM, latinForms } from '../../leads/model/companyWords';
import type { LeadFieldValues } from '../../leads/model/lead';
import { splitName } from '../../leads/model/personName';
import { hasHan } from '../../leads/model/text';
import { contactLine } from './contactLine';
import { isTitle } from './titles';

/** A mail's new text without its signature, and what the signature says. */
export interface SignedText {
	message: string;
	/** Raw values of lead fields. */
	fields: LeadFieldValues;
	/** The person's name as they sign. */
	name?: string;
}

/** Lines of a signature that are read, from its beginning. */
const LONGEST_BLOCK = 14;
/** Longest line that can belong to one; longer ones are disclaimers. */
const LONGEST_LINE = 160;
const DELIMITER = /^--\s?$|^—{1,2}$|^-{3,30}$|^_{3,40}$|^[-=*]{5,60}$/;
const CLOSING =
	/^(?:此致|敬礼|此致\s{0,4}敬礼|顺颂商祺|顺祝商祺|祝商祺|商祺|祝好|祝您.{0,12}|谢谢.{0,4}|多谢|感谢.{0,4}|best(?: regards| wishes)?|(?:kind|warm|many|kindest|warmest) regards|regards|thanks(?: and regards| & regards| in advance)?|thank you(?: very much)?|many thanks|sincerely(?: yours)?|yours (?:sincerely|faithfully|truly)|cheers|br|brgds|rgds|mit (?:freundlichen|besten|herzlichen) grüßen|mit freundlichem gruß|mit freundlichen gruessen|(?:freundliche|beste|viele|liebe|herzliche) grüße(?: aus .{1,30})?|mfg|vg|lg|gruß|cordialement|bien cordialement|bien à vous|salutations(?: distinguées)?|meilleures salutations|sincères salutations)\s{0,3}[!！,，.。~、]{0,3}$/i;

const kinds = ['phone', 'mobile', 'email', 'website', 'title', 'company', 'wechat'] as const;

/** Whether a piece of text is the name of a company by its ending. */
export function isCompany(text: string): boolean {
	if (text.length < 4 || text.length > 80) return false;
	if (hasHan(text)) {
		const form = HAN_LEGAL_FORM.exec(text.replace(/[\s()（）]/g, ''));
		return (
			(form !== null && form.index >= 2) || /(?:厂|研究院|研究所|大学|事务所|设计院)$/.test(text)
		);
	}
	const words = text.toLowerCase().replace(/[.,&]/g, ' ').split(/\s+/).filter(Boolean);
	return latinForms.some(
		(form) =>
			words.length > form.length && form.every((word, i) => words.at(i - form.length) === word),
	);
}

/** Whether a text is a person's full name by its form: 王伟, `Jane Roe`; no nickname, no first name alone. */
export function isFullName(text: string): boolean {
	if (text.length < 2 || text.length > 40 || /[\d@:：!?！？。]/.test(text)) return false;
	if (hasHan(text)) return /^\p{Script=Han}{2,4}$/u.test(text) && splitName(text).family !== '';
	return /^(?:(?:dr|prof|ing|dipl)\.?\s){0,3}\p{Lu}[\p{L}'’.-]{0,20}(?:\s\p{L}[\p{L}'’.-]{0,20}){1,3}$/iu.test(
		text,
	);
}

interface Block {
	fields: LeadFieldValues;
	name?: string;
	found: Set<string>;
}

/** `王伟 销售总监` and `Jane Roe, Head of Purchasing | Example GmbH` in their pieces. */
function piecesOf(rest: string): string[] {
	const pieces = rest.split(/\s*[|｜•·;；]\s*|\s+[-–—/]\s+|\t+/).flatMap((piece) => {
		if (isCompany(piece)) return [piece];
		if (hasHan(piece)) return piece.split(/[\s,，、]+/);
		return piece.split(/\s*,\s+(?!(?:ltd|inc|llc|co|gmbh|corp)\b)/i);
	});
	return pieces
		.map((piece) => piece.trim())
		.filter((piece) => piece.length >= 2)
		.slice(0, 8);
}

function readBlock(lines: readonly string[]): Block {
	const block: Block = { fields: {}, found: new Set() };
	const keep = (field: keyof LeadFieldValues, value: string) => {
		block.found.add(field);
		if (block.fields[field] === undefined) Object.assign(block.fields, { [field]: value });
	};
	for (const line of lines) {
		const { values, rest } = contactLine(line);
		for (const [field, value] of values) {
			// A number that is there already is the second of its kind.
			if (field === 'phone' && block.fields.phone !== undefined) keep('mobile', value);
			else keep(field, value);
		}
		for (const piece of piecesOf(labelled(rest, keep))) {
			if (isCompany(piece)) keep('company', piece);
			else if (isTitle(piece)) keep('title', piece);
			else if (block.name === undefined && isFullName(piece)) block.name = piece;
		}
	}
	return block;
}

/** `职位：采购经理` and `公司: …` by their labels. */
function labelled(rest: string, keep: (field: 'title' | 'company', value: string) => void): string {
	const match =
		/^(职位|职务|title|position|公司名?称?|单位|company|firma)\s{0,3}[:：]\s{0,3}(.{2,100})$/i.exec(
			rest,
		);
	if (!match) return rest;
	keep(/^(?:职|title|position)/i.test(match[1]) ? 'title' : 'company', match[2].trim());
	return '';
}

function counted({ found }: Block): number {
	return kinds.filter((kind) => found.has(kind)).length;
}

/** Where the signature begins: behind `-- ` or a closing phrase, else where the last lines are all of one. */
function beginning(lines: readonly string[]): { end: number; start: number } | undefined {
	const from = Math.max(0, lines.length - 40);
	for (let index = lines.length - 1; index >= from; index -= 1) {
		const line = lines[index].trim();
		if (DELIMITER.test(line) && index > 0) return aboveDelimiter(lines, index);
		if (line.length <= 50 && CLOSING.test(line)) return { end: index, start: index + 1 };
	}
	return undefined;
}

/** `Best regards` and a name may stand above the `-- `. */
function aboveDelimiter(lines: readonly string[], index: number): { end: number; start: number } {
	for (let above = index - 1; above >= Math.max(0, index - 5); above -= 1) {
		if (CLOSING.test(lines[above].trim().slice(0, 50))) return { end: above, start: above + 1 };
	}
	return { end: index, start: index + 1 };
}

/** Whether a line names a person, a title or a company and nothing else. */
function introduces(line: string): boolean {
	const pieces = piecesOf(line);
	return (
		pieces.length > 0 && pieces.every((one) => isFullName(one) || isTitle(one) || isCompany(one))
	);
}

/** Where the last lines begin that hold contact data, with the name and title on top of them. */
function tail(lines: readonly string[]): number {
	let start = lines.length;
	let filled = 0;
	for (let index = lines.length - 1; index >= 0 && filled < 10; index -= 1) {
		const line = lines[index].trim();
		if (line === '') continue;
		const { values, rest } = contactLine(line);
		const sentence = /[。！？!?,，.]$/.test(rest) && !isCompany(rest);
		if (values.length === 0 && (rest.length > 45 || sentence)) break;
		filled += 1;
		if (values.length > 0) start = index;
	}
	for (let above = 0; above < 4 && start > 0 && start < lines.length; above += 1) {
		const line = lines[start - 1].trim();
		if (line !== '' && !introduces(line)) break;
		start -= 1;
	}
	return start;
}

/**
 * Finds the block with which a mail is signed and reads it: telephone numbers, title, company, web
 * page, address. Without `-- ` or a closing phrase it must hold two kinds of these to count as one.
 *
 * @param fresh the text without what is quoted
 */
export function readSignature(fresh: string): SignedText {
	const lines = fresh.split('\n');
	const marked = beginning(lines);
	if (marked) {
		const block = readBlock(blockLines(lines.slice(marked.start)));
		const message = lines.slice(0, marked.end).join('\n').trim();
		if (message !== '' || counted(block) >= 2) return signed(message, block);
	}
	const start = tail(lines);
	const block = readBlock(blockLines(lines.slice(start)));
	if (counted(block) < 2) return { message: fresh, fields: {} };
	return signed(lines.slice(0, start).join('\n').trim(), block);
}

function blockLines(lines: readonly string[]): string[] {
	return lines
		.map((line) => line.trim())
		.filter((line) => line !== '' && line.length <= LONGEST_LINE && !CLOSING.test(line))
		.slice(0, LONGEST_BLOCK);
}

function signed(message: string, { fields, name }: Block): SignedText {
	return { message, fields, ...(name ? { name } : {}) };
}
