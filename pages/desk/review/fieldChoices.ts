import { html, type SafeHtml } from '../../shared/html';
import type { DeskView } from '../view';
import { markedValue, type ComparedField, type ContextFact } from './comparison';
import { letterOf, type Side } from './pair';

/** Inputs of a choice are numbered: a field of the user's own may have any name. */
const CHOICE = 'choice';

const sides: readonly Side[] = ['left', 'right'];

/** Which side each field is to be kept from, by what a form of choices sent. */
export function readChoices(form: ReadonlyMap<string, string>): Map<string, Side> {
	const choices = new Map<string, Side>();
	for (const [input, value] of form) {
		const [, side, field] = /^(left|right) (.+)$/s.exec(value) ?? [];
		if (!input.startsWith(CHOICE) || field === undefined) continue;
		choices.set(field, side === 'left' ? 'left' : 'right');
	}
	return choices;
}

function valueTag(field: ComparedField, side: Side): SafeHtml {
	return html`<span class="letter">${letterOf[side]}</span><span class="value">${field[side] === '' ? html`<span class="soft">–</span>` : markedValue(field, side)}</span>`;
}

function mark({ is }: ComparedField, { text }: DeskView): SafeHtml {
	const words =
		is === 'differs'
			? text('mark.differs')
			: text('mark.only', { which: letterOf[is === 'onlyLeft' ? 'left' : 'right'] });
	return html`<span class="chip ${is === 'differs' ? 'open' : ''}">${words}</span>`;
}

/**
 * A field that is not the same in both records: the two values, and the choice between them.
 *
 * @param choice number of the choice and which value is kept unless the visitor says otherwise;
 *   absent where nothing can be chosen
 */
export function choiceTag(
	field: ComparedField,
	choice: { index: number; keeps?: Side } | undefined,
	view: DeskView,
): SafeHtml {
	const title = html`${field.label} ${mark(field, view)}`;
	if (choice) {
		// A field that the engine leaves empty keeps the side without a value.
		const { index, keeps = field.is === 'onlyLeft' ? 'right' : 'left' } = choice;
		const options = sides.map(
			(side) =>
				html`<label class="option"><input type="radio" name="${CHOICE}${index}" value="${side} ${field.field}"${side === keeps && html` checked`}>${valueTag(field, side)}</label>`,
		);
		return html`<fieldset class="field"><legend>${title}</legend><div class="two">${options}</div></fieldset>
`;
	}
	return html`<div class="field"><h3>${title}</h3><div class="two">${sides.map((side) => html`<div class="option">${valueTag(field, side)}</div>`)}</div></div>
`;
}

/** Fields that are the same in both, out of the way. */
export function sameTags(
	fields: readonly ComparedField[],
	{ text }: DeskView,
): SafeHtml | undefined {
	const same = fields.filter(({ is }) => is === 'same');
	if (same.length === 0) return undefined;
	return html`<details class="same"><summary>${text('inBoth')} (${same.length})</summary><dl class="facts">${same.map(
		({ label, left }) => html`<dt>${label}</dt><dd>${left}</dd>`,
	)}</dl></details>`;
}

/** A fact that is shown of both records and not chosen. */
export function contextTag({ label, left, right }: ContextFact): SafeHtml {
	const value = (side: Side, shown: SafeHtml | string) =>
		html`<div class="option"><span class="letter">${letterOf[side]}</span><span class="value">${shown === '' ? html`<span class="soft">–</span>` : shown}</span></div>`;
	return html`<div class="field"><h3>${label}</h3><div class="two">${value('left', left)}${value('right', right)}</div></div>
`;
}
