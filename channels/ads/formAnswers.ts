import type { Answer } from '../shared/answers';
import { elementsOf, memberAt, membersOf, parsedJson, textAt } from '../shared/foreignJson';

const LABELS = ['name', 'label', 'title', 'key', 'question', 'field_name'];
const VALUES = ['value', 'values', 'answer', 'content', 'field_value'];

/** JSON in a text becomes what it says; anything else stays what it is. */
export function unfolded(value: unknown): unknown {
	if (typeof value !== 'string' || !/^\s*[[{]/.test(value)) return value;
	// What does not end like JSON is not tried: a failure to parse is dear.
	const last = value.trimEnd().at(-1);
	return last === ']' || last === '}' ? (parsedJson(value) ?? value) : value;
}

function answerOf(entry: unknown): Answer[] {
	const label = LABELS.map((name) => textAt(entry, name)).find((text) => text !== undefined);
	const value = VALUES.map((name) => memberAt(entry, name)).find((one) => one !== undefined);
	return label === undefined || value === undefined ? [] : [{ label, value }];
}

/**
 * The answers to a form, in the shapes that ad platforms give them: `[{name, value}]`, `[{name,
 * values: []}]`, `{label: value}`, each also as JSON in a text.
 */
export function formAnswers(given: unknown): Answer[] {
	const value = unfolded(given);
	if (Array.isArray(value)) return elementsOf(value).map(unfolded).flatMap(answerOf);
	return Object.entries(membersOf(value)).map(([label, one]) => ({ label, value: one }));
}

/** Whether a value is a list of answers, or JSON of one. */
export function isAnswerList(given: unknown): boolean {
	const value = unfolded(given);
	return Array.isArray(value) && value.map(unfolded).flatMap(answerOf).length > 0;
}
