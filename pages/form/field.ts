import type { FormField, FormOption, Language } from '../../leads/model/form';
import { html, type SafeHtml } from '../shared/html';
import { formTexts } from './texts';

/** What a browser may fill in by itself (HTML, autofill field names). */
const AUTOCOMPLETE: Readonly<Record<string, string>> = {
	name: 'name',
	firstName: 'given-name',
	lastName: 'family-name',
	salutation: 'honorific-prefix',
	company: 'organization',
	title: 'organization-title',
	email: 'email',
	mobile: 'tel',
	phone: 'tel',
	website: 'url',
	street: 'street-address',
	district: 'address-level3',
	city: 'address-level2',
	state: 'address-level1',
	postalCode: 'postal-code',
	country: 'country-name',
};

/** Types under which a browser shows the right keyboard but leaves judging the value to us. */
const INPUT_TYPE = {
	text: { type: 'text', inputmode: 'text' },
	email: { type: 'email', inputmode: 'email' },
	tel: { type: 'tel', inputmode: 'tel' },
	url: { type: 'text', inputmode: 'url' },
	number: { type: 'text', inputmode: 'decimal' },
	date: { type: 'date', inputmode: 'text' },
} as const;

export interface FieldView {
	field: FormField;
	/** Makes ids unique and lets the summary link here. */
	id: string;
	language: Language;
	/** What was entered or prefilled. */
	entered: readonly string[];
	/** The sentence to show beside it. */
	problem?: string;
	/** Ids of further texts that belong to the field. */
	describedBy?: string;
}

function attributes({ field, id, problem, describedBy }: FieldView): SafeHtml {
	const descriptions = [problem && `${id}-problem`, describedBy].filter(Boolean).join(' ');
	return html`${field.required && html` required`}${problem && html` aria-invalid="true"`}${
		descriptions && html` aria-describedby="${descriptions}"`
	}`;
}

function problemNote({ id, problem }: FieldView): SafeHtml | undefined {
	return problem ? html`<span class="problem" id="${id}-problem">${problem}</span>` : undefined;
}

function caption(view: FieldView): SafeHtml {
	const { field, language } = view;
	const optional = html`<span class="optional">${formTexts[language].optional}</span>`;
	const markOptional = !field.required && view.describedBy === undefined;
	return html`${field.label[language]}${markOptional && optional}`;
}

function optionTags(view: FieldView): SafeHtml[] {
	const { field, language, entered } = view;
	return field.options.map(
		({ value, label }) =>
			html`<option value="${value}"${entered.includes(value) && html` selected`}>${label[language]}</option>`,
	);
}

function control(view: FieldView): SafeHtml {
	const { field, id, language, entered } = view;
	const placeholder = field.placeholder?.[language];
	const common = html`class="control" id="${id}" name="${field.name}"${attributes(view)}`;
	const hint = placeholder && html` placeholder="${placeholder}"`;
	const limit = field.type !== 'date' && html` maxlength="${field.maxLength}"`;
	if (field.type === 'textarea') {
		// The first line feed after the tag is dropped by browsers, so one of ours stands in for it.
		return html`<textarea ${common} rows="4"${limit}${hint}>
${entered[0]}</textarea>`;
	}
	if (field.type === 'select') {
		const empty = html`<option value="">${formTexts[language].choose}</option>`;
		return html`<select ${common}>${empty}${optionTags(view)}</select>`;
	}
	const { type, inputmode } = INPUT_TYPE[field.type === 'radio' || field.type === 'checkbox' ? 'text' : field.type];
	const autocomplete = AUTOCOMPLETE[field.name];
	return html`<input ${common} type="${type}" inputmode="${inputmode}"${limit}${hint} value="${entered[0]}"${
		!field.custom && autocomplete !== undefined && html` autocomplete="${autocomplete}"`
	}>`;
}

function tick(view: FieldView, option: FormOption, index: number): SafeHtml {
	const { field, id, language, entered } = view;
	const tickId = index === 0 ? id : `${id}-${index}`;
	const checked = entered.includes(option.value) && html` checked`;
	// `required` on one of several checkboxes would demand just that one.
	const required = field.type === 'radio' && field.required && html` required`;
	return html`<label class="tick"><input type="${field.type}" id="${tickId}" name="${field.name}" value="${
		option.value
	}"${checked}${required}> <span>${option.label[language]}</span></label>`;
}

function tickGroup(view: FieldView): SafeHtml {
	const { field, problem, id } = view;
	const described = problem && html` aria-describedby="${id}-problem"`;
	return html`<fieldset class="wide${problem && ' wrong'}"${described}><legend>${caption(view)}</legend>${field.options.map(
		(option, index) => tick(view, option, index),
	)}${problemNote(view)}</fieldset>`;
}

function singleTick(view: FieldView): SafeHtml {
	const { field, id, entered, problem } = view;
	const checked = entered.length > 0 && html` checked`;
	return html`<div class="wide${problem && ' wrong'}"><label class="tick"><input type="checkbox" id="${id}" name="${
		field.name
	}" value="yes"${checked}${attributes(view)}> <span>${caption(view)}</span></label>${problemNote(view)}</div>`;
}

/** One field with its label, what was entered, and what is wrong with it. */
export function fieldTags(view: FieldView): SafeHtml {
	const { field, id, problem } = view;
	if (field.type === 'checkbox' && field.options.length === 0) return singleTick(view);
	if (field.type === 'checkbox' || field.type === 'radio') return tickGroup(view);
	const wide = field.type === 'textarea' ? ' wide' : '';
	return html`<div class="field${wide}${problem && ' wrong'}"><label for="${id}">${caption(view)}</label>${control(
		view,
	)}${problemNote(view)}</div>`;
}
