import type { CustomValues, LeadFieldValues } from '../../leads/model/lead';
import { fieldDefinition, type LeadFieldName } from '../../leads/model/leadFields';
import { leadFieldNamed } from '../../leads/model/fieldLabels';

/** The fields of a form that came as a mail. */
export interface FormMail {
	/** Raw values by lead field. */
	fields: LeadFieldValues;
	/** Values whose labels name no lead field, by their labels. */
	custom: CustomValues;
}

type Pair = readonly [label: string, value: string];

const LONGEST_LABEL = 60;
const LONGEST_VALUE = 32_000;
const MOST_PAIRS = 60;
/** Fields by which somebody can be reached. */
const REACHES: readonly LeadFieldName[] = ['email', 'mobile', 'phone', 'wechat', 'qq'];
/** Labels that stand in forms and in no signature. */
const ASKED: readonly LeadFieldName[] = [
	'name',
	'firstName',
	'lastName',
	'message',
	'description',
	'product',
	'budget',
];
const FREE_TEXT: readonly LeadFieldName[] = ['message', 'description'];
/** What forms ask in words that are too common for the columns of a table. */
const QUESTIONS: ReadonlyMap<string, LeadFieldName> = new Map([
	['from', 'name'],
	['发件人', 'name'],
	['betreff', 'product'],
	['telefon', 'phone'],
	['telefonnummer', 'phone'],
	['mobil', 'mobile'],
	['firma', 'company'],
	['unternehmen', 'company'],
	['ihre nachricht', 'message'],
	['content', 'message'],
	['内容', 'message'],
	['您的需求', 'message'],
	['nom', 'name'],
	['téléphone', 'phone'],
	['société', 'company'],
	['courriel', 'email'],
]);
/** Headers of a mail that somebody forwarded look like a form, and are none. */
const MAIL_HEADER =
	/^(?:sent|date|to|cc|bcc|subject|发送时间|收件人|抄送|主题|gesendet|an|envoyé|à|objet)$/i;
/** What stands below a form. */
const FOOTER =
	/^(?:--\s?$|-{5,60}$|_{5,60}$|this e-?mail was sent from|此邮件由|本邮件由|diese e-?mail wurde)/i;
const LINE = /^[\s*•·>-]{0,6}([^:：\t]{1,60}?)\s{0,5}(?:[:：]\t?|\t)\s{0,5}(.{0,2000})$/u;
/** `http://…` and `10:30` have colons, too. */
const NO_LABEL = /^https?$|\d$|[。！？!?,，;；]|^\s*$/i;

function fieldOf(label: string): LeadFieldName | undefined {
	return leadFieldNamed(label) ?? QUESTIONS.get(label.trim().toLowerCase());
}

/** `Label: value` lines; lines below a question for a text, or for nothing yet, belong to its answer. */
function pairsInLines(text: string): { pairs: Pair[]; covered: number; filled: number } {
	const pairs: Array<[string, string]> = [];
	let covered = 0;
	let filled = 0;
	let open: [string, string] | undefined;
	for (const line of text.split('\n')) {
		if (line.trim() === '') {
			// An empty line ends every answer but that of a free text.
			if (open && open[1] !== '' && !isFreeText(open[0])) open = undefined;
			continue;
		}
		if (FOOTER.test(line.trim().slice(0, 60))) break;
		filled += 1;
		const found = labelled(line);
		if (
			found &&
			pairs.length < MOST_PAIRS &&
			!(open && isFreeText(open[0]) && !fieldOf(found[0]))
		) {
			open = [...found];
			pairs.push(open);
			covered += 1;
		} else if (open && (open[1] === '' || isFreeText(open[0]))) {
			if (open[1].length < LONGEST_VALUE) open[1] += `${open[1] === '' ? '' : '\n'}${line.trim()}`;
			covered += 1;
		}
	}
	return { pairs: pairs.filter(([, value]) => value !== ''), covered, filled };
}

function isFreeText(label: string): boolean {
	const field = fieldOf(label);
	return field !== undefined && FREE_TEXT.includes(field);
}

function labelled(line: string): Pair | undefined {
	const match = LINE.exec(line);
	if (match) {
		const label = match[1].trim().replace(/^["'“【[]|["'”】\]*]+$/g, '');
		if (NO_LABEL.test(label) || MAIL_HEADER.test(label) || label.split(/\s+/).length > 6)
			return undefined;
		return [label, match[2].trim().replace(/^\*+\s*/, '')];
	}
	// A question on a line of its own, the answer below.
	const question = line.trim().replace(/\s*\*$/, '');
	return question.length <= 30 && leadFieldNamed(question) ? [question, ''] : undefined;
}

/** What labels say, as fields; the first value of a field wins, and a further one is kept beside it. */
function mapped(pairs: readonly Pair[]): FormMail {
	const form: FormMail = { fields: {}, custom: {} };
	for (const [label, value] of pairs.slice(0, MOST_PAIRS)) {
		const text = value.slice(0, LONGEST_VALUE);
		const field = fieldOf(label);
		const kind = field && fieldDefinition(field)?.kind;
		const taken = field === undefined || form.fields[field] !== undefined || kind === 'channelId';
		if (!taken) Object.assign(form.fields, { [field]: text });
		// defineProperty, because a label called `__proto__` is just a name.
		else if (!(field && form.fields[field] === text)) {
			const name = label.slice(0, LONGEST_LABEL);
			const property = { value: text, enumerable: true, writable: true, configurable: true };
			Object.defineProperty(form.custom, name, property);
		}
	}
	return form;
}

function names(pairs: readonly Pair[], fields: readonly LeadFieldName[]): boolean {
	return pairs.some(([label]) => {
		const field = fieldOf(label);
		return field !== undefined && fields.includes(field);
	});
}

function recognised(pairs: readonly Pair[]): number {
	return new Set(pairs.map(([label]) => fieldOf(label)).filter(Boolean)).size;
}

/**
 * Whether labels and values are those of a form: two or more that name lead fields, one by which the
 * person can be reached, and one that stands in no signature.
 */
function isForm(pairs: readonly Pair[]): boolean {
	return recognised(pairs) >= 2 && names(pairs, REACHES) && names(pairs, ASKED);
}

/**
 * Reads a mail that a form sent: a table with two columns, a definition list, or lines such as
 * `姓名：王伟`. Labels are recognised as the column titles of a file are.
 *
 * @param text the new text of the mail
 * @param tables labels and values from its HTML
 * @returns undefined for what somebody wrote by hand
 */
export function readFormMail(text: string, tables: readonly Pair[]): FormMail | undefined {
	if (isForm(tables)) return mapped(tables.filter(([label]) => !MAIL_HEADER.test(label)));
	const { pairs, covered, filled } = pairsInLines(text);
	// In a letter with a signature the lines with labels are the fewer.
	return isForm(pairs) && covered * 2 >= filled ? mapped(pairs) : undefined;
}
