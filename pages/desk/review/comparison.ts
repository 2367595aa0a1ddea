import type { Lead } from '../../../leads/model/lead';
import { fieldDefinition, leadFieldNames } from '../../../leads/model/leadFields';
import { html, type SafeHtml } from '../../shared/html';
import { fieldLabel } from '../decisionWords';
import { timeTag } from '../times';
import { valueText } from '../timeline';
import type { DeskView } from '../view';
import type { Side } from './pair';

/** One field of two records. */
export interface ComparedField {
	/** Name of the field; `custom.<name>` for the user's own. */
	field: string;
	label: string;
	/** The values as a person reads them; empty where there is none. */
	left: string;
	right: string;
	is: 'same' | 'differs' | 'onlyLeft' | 'onlyRight';
}

/** Longest text of a long field that is shown; the record itself has all of it. */
const LONGEST_TEXT = 600;
const NO_NAMES = new Map<string, string>();

/** Parts of a name follow the name: chosen apart they would make a third person. */
const partsOfName: ReadonlySet<string> = new Set(['firstName', 'lastName']);

function isBlank(value: unknown): boolean {
	return value === undefined || value === null || value === '';
}

function shownValue(field: string, value: unknown, view: DeskView): string {
	if (isBlank(value)) return '';
	if (fieldDefinition(field)?.kind !== 'longText') return valueText(field, value, view, NO_NAMES);
	const text = String(value);
	return text.length > LONGEST_TEXT ? `${text.slice(0, LONGEST_TEXT)}…` : text;
}

function compared(
	field: string,
	left: unknown,
	right: unknown,
	view: DeskView,
): ComparedField | undefined {
	if (isBlank(left) && isBlank(right)) return undefined;
	const same = JSON.stringify(left) === JSON.stringify(right);
	return {
		field,
		label: fieldLabel(field, view.language),
		left: shownValue(field, left, view),
		right: shownValue(field, right, view),
		is: isBlank(left) ? 'onlyRight' : isBlank(right) ? 'onlyLeft' : same ? 'same' : 'differs',
	};
}

/** The fields that at least one of two records has, as far as the visitor may see them. */
export function compareLeads(left: Lead, right: Lead, view: DeskView): ComparedField[] {
	const named = !isBlank(left.name) || !isBlank(right.name);
	const own = [...new Set([...Object.keys(left.custom), ...Object.keys(right.custom)])];
	return [
		...leadFieldNames
			.filter((field) => !(named && partsOfName.has(field)))
			.map((field) => compared(field, left[field], right[field], view)),
		...own.map((name) => compared(`custom.${name}`, left.custom[name], right.custom[name], view)),
	].filter((one) => one !== undefined);
}

/**
 * Splits a text into what it shares with another one at its start and end, and what differs between.
 * Texts that share little differ as a whole.
 */
export function differingPart(
	text: string,
	other: string,
): readonly [start: string, middle: string, end: string] {
	const one = [...text];
	const two = [...other];
	const shorter = Math.min(one.length, two.length);
	let start = 0;
	while (start < shorter && one[start] === two[start]) start += 1;
	let end = 0;
	while (end < shorter - start && one[one.length - 1 - end] === two[two.length - 1 - end]) end += 1;
	if (start + end < shorter / 2) return ['', text, ''];
	return [
		one.slice(0, start).join(''),
		one.slice(start, one.length - end).join(''),
		one.slice(one.length - end).join(''),
	];
}

/** A value with the part marked that the other record writes otherwise. */
export function markedValue({ is, left, right }: ComparedField, side: Side): SafeHtml {
	const [text, other] = side === 'left' ? [left, right] : [right, left];
	if (is !== 'differs') return html`${text}`;
	const [start, middle, end] = differingPart(text, other);
	return html`${start}${middle && html`<mark>${middle}</mark>`}${end}`;
}

/** A fact about the two records that a merge decides by itself. */
export interface ContextFact {
	label: string;
	left: SafeHtml | string;
	right: SafeHtml | string;
}

/** Whose the records are, how old, how they are marked. */
export function contextOf(left: Lead, right: Lead, view: DeskView): ContextFact[] {
	const { text } = view;
	const time = (at: string | undefined) => (at === undefined ? '' : timeTag(at, view, 'full'));
	const fact = (label: string, of: (lead: Lead) => SafeHtml | string): ContextFact => ({
		label,
		left: of(left),
		right: of(right),
	});
	return [
		fact(text('owner'), ({ owner }) => owner?.name ?? owner?.id ?? text('noOwner')),
		fact(text('tags'), ({ tags }) => tags.join(', ')),
		fact(text('score'), ({ score }) => (score === undefined ? '' : String(score))),
		fact(text('created'), ({ createdAt }) => time(createdAt)),
		fact(text('lastActivity'), ({ lastActivityAt }) => time(lastActivityAt)),
	].filter((one) => one.left !== '' || one.right !== '');
}
