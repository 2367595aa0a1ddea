import { leadFieldNamed } from '../../leads/model/fieldLabels';
import type { CustomValues, LeadFieldValues } from '../../leads/model/lead';
import { leadFields, type LeadFieldName } from '../../leads/model/leadFields';
import { textOf } from './foreignJson';

/** What somebody answered under a label of free choice: the question of an ad form, an attribute of a chat. */
export interface Answer {
	label: string;
	value: unknown;
	/** The field, where the sender's documentation names it. */
	field?: LeadFieldName;
}

export interface SortedAnswers {
	fields: LeadFieldValues;
	custom: CustomValues;
}

/** Longest name of a field of the user's own. */
const LONGEST_LABEL = 100;
const MOST_ANSWERS = 300;

/**
 * Fields that a label must not fill. Labels and values may be the visitor's own, and these say who
 * somebody is on another platform, or what the user's team decided.
 */
const notByLabel = new Set<LeadFieldName>([
	'wecomExternalUserId',
	'wechatUnionId',
	'whatsappBsuid',
	'chatContactId',
	'facebookLeadId',
	'status',
	'source',
]);

/** Names that mean something else in an item or to JavaScript. */
const reserved = new Set(['id', 'version', 'capture', 'decision', 'custom', 'tags', '__proto__']);

/**
 * The name under which a value that fills no field is kept. A name that would be taken for a lead
 * field is changed, because on the canvas custom values stand beside the fields.
 */
function customName(label: string): string {
	const name = label.trim().slice(0, LONGEST_LABEL);
	const isTaken = reserved.has(name) || leadFieldNamed(name) !== undefined;
	return isTaken || name === '' ? `answer_${name}` : name;
}

function answerText(value: unknown): string | undefined {
	if (typeof value === 'boolean') return String(value);
	if (!Array.isArray(value)) return textOf(value);
	const texts = value.map(textOf).filter((text) => text !== undefined);
	return texts.length === 0 ? undefined : texts.join(', ');
}

function fieldFor(
	{ label, field }: Answer,
	text: string,
	filled: LeadFieldValues,
	byLabel: boolean,
): LeadFieldName | undefined {
	const named = field ?? (byLabel ? leadFieldNamed(label) : undefined);
	if (named === undefined || (field === undefined && notByLabel.has(named))) return undefined;
	if (filled[named] === undefined || String(filled[named]) === text) return named;
	return named === 'email' && filled.secondaryEmail === undefined ? 'secondaryEmail' : undefined;
}

/**
 * Puts answers into the lead fields that their labels name, in English or Chinese, and keeps the rest
 * under its label. The first answer for a field counts.
 *
 * @param filled fields that are known already: no answer replaces them
 * @param byLabel false where only answers with a `field` fill one
 */
export function sortAnswers(
	answers: readonly Answer[],
	filled: LeadFieldValues = {},
	{ byLabel = true }: { byLabel?: boolean } = {},
): SortedAnswers {
	const fields: LeadFieldValues = { ...filled };
	const custom = new Map<string, unknown>();
	for (const answer of answers.slice(0, MOST_ANSWERS)) {
		const text = answerText(answer.value);
		const field = text !== undefined ? fieldFor(answer, text, fields, byLabel) : undefined;
		if (field !== undefined) {
			// Raw text also for numbers: capture reads `约50人` as well as `50`.
			Object.assign(fields, { [field]: text });
			continue;
		}
		const value = text ?? answer.value;
		if (isEmpty(value)) continue;
		const name = customName(answer.label);
		if (!custom.has(name)) custom.set(name, value);
	}
	return { fields, custom: Object.fromEntries(custom) };
}

function isEmpty(value: unknown): boolean {
	if (typeof value === 'string') return value.trim() === '';
	if (typeof value === 'object' && value !== null) return Object.keys(value).length === 0;
	return value === undefined || value === null;
}

/** The members of an object as answers, by their names. */
export function answersOf(members: Readonly<Record<string, unknown>>): Answer[] {
	return Object.entries(members).map(([label, value]) => ({ label, value }));
}

/** Whether a field exists under exactly this name. */
export function isLeadFieldName(name: string): name is LeadFieldName {
	return Object.hasOwn(leadFields, name);
}
