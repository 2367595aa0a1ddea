import type { FormField, FormOption, Language } from '../../leads/model/form';
import { attributes, html, type SafeHtml } from '../shared/html';
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
	date: { type: 'date', inputmode: undefined },
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
	/** Id of a further text that belongs to the field. */
	describedBy?: string;
}

/** Says to a screen reader what is wrong with an input, and which texts belong to it. */
export function problemAttributes(id: string, problem?: string, describedBy?: string): SafeHtml {
	const texts = [problem && `${id}-problem`, describedBy].filter(Boolean).join(' ');
	return attributes({
		'aria-invalid': problem ? 'true' : undefined,
		'aria-describedby': texts || undefined,
	});
}

export function problemNote(id: string, problem?: string): SafeHtml | undefined {
	return problem ? html`<span class="problem" id="${id}-problem">${problem}</span>` : undefined;
}

/** A small word after a label. */
export function optionalMark(language: Language): SafeHtml {
	return html`<span class="optional">${formTexts[language].optional}</span>`;
}

function caption({ field, language, describedBy }: FieldView): SafeHtml {
	const isOptional = !field.required && describedBy === undefined;
	return html`${field.label[language]}${isOptional && optionalMark(language)}`;
}

function wrapperClass({ field, problem }: FieldView): SafeHtml {
	const isWide = ['textarea', 'radio', 'checkbox'].includes(field.type);
	return attributes({ class: `field${isWide ? ' wide' : ''}${problem ? ' wrong' : ''}` });
}

function dropdown({ field, language, entered }: FieldView, common: SafeHtml): SafeHtml {
	const options = field.options.map(({ value, label }) => {
		const selected = entered.includes(value);
		return html`<option${attributes({ value, selected })}>${label[language]}</option>`;
	});
	const none = html`<option value="">${formTexts[language].choose}</option>`;
	return html`<select${common}>${none}${options}</select>`;
}

function control(view: FieldView): SafeHtml {
	const { field, id, language, entered } = view;
	const { type, name, required, custom, maxLength } = field;
	const named = attributes({ class: 'control', id, name, required });
	const common = html`${named}${problemAttributes(id, view.problem, view.describedBy)}`;
	const placeholder = field.placeholder?.[language];
	if (type === 'select') return dropdown(view, common);
	if (type === 'textarea') {
		const size = attributes({ rows: 4, maxlength: maxLength, placeholder });
		// The first line feed after the tag is dropped by browsers, so one of ours stands in for it.
		return html`<textarea${common}${size}>\n${entered[0]}</textarea>`;
	}
	const input = INPUT_TYPE[type === 'radio' || type === 'checkbox' ? 'text' : type];
	const rest = attributes({
		...input,
		maxlength: type === 'date' ? undefined : maxLength,
		placeholder,
		value: entered[0] ?? '',
		autocomplete: custom ? undefined : AUTOCOMPLETE[name],
	});
	return html`<input${common}${rest}>`;
}

function tick(view: FieldView, { value, label }: FormOption, index: number): SafeHtml {
	const { field, id, language, entered } = view;
	const input = attributes({
		type: field.type,
		id: index === 0 ? id : `${id}-${index}`,
		name: field.name,
		value,
		checked: entered.includes(value),
		// On one of several checkboxes it would demand just that one.
		required: field.type === 'radio' && field.required,
	});
	return html`<label class="tick"><input${input}> <span>${label[language]}</span></label>`;
}

function tickGroup(view: FieldView): SafeHtml {
	const { field, id, problem } = view;
	const described = attributes({ 'aria-describedby': problem && `${id}-problem` });
	const ticks = field.options.map((option, index) => tick(view, option, index));
	return html`<fieldset${wrapperClass(view)}${described}>
<legend>${caption(view)}</legend>${ticks}${problemNote(id, problem)}</fieldset>`;
}

function singleTick(view: FieldView): SafeHtml {
	const { field, id, entered, problem } = view;
	const { name, required } = field;
	const checked = entered.length > 0;
	const input = attributes({ type: 'checkbox', id, name, value: 'yes', checked, required });
	return html`<div${wrapperClass(view)}>
<label class="tick"><input${input}${problemAttributes(id, problem)}> <span>${caption(view)}</span></label>
${problemNote(id, problem)}</div>`;
}

/** One field with its label, what was entered, and what is wrong with it. */
export function fieldTags(view: FieldView): SafeHtml {
	const { field, id, problem } = view;
	if (field.type === 'checkbox' && field.options.length === 0) return singleTick(view);
	if (field.type === 'checkbox' || field.type === 'radio') return tickGroup(view);
	return html`<div${wrapperClass(view)}>
<label for="${id}">${caption(view)}</label>${control(view)}${problemNote(id, problem)}</div>`;
}
