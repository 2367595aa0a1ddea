import {
	formInputs,
	type FormField,
	type FormFieldType,
	type FormOption,
} from '../../leads/model/form';
import { fieldDefinition, type FieldKind } from '../../leads/model/leadFields';
import { bilingual, refuse, type AuthorInput } from './authorInput';
import { CUSTOM_FIELD } from './formFields';

const TYPE_OF_KIND: Partial<Record<FieldKind, FormFieldType>> = {
	longText: 'textarea',
	email: 'email',
	phone: 'tel',
	url: 'url',
	integer: 'number',
	number: 'number',
	boolean: 'checkbox',
	instant: 'date',
};
const TYPES: readonly FormFieldType[] = [
	'text',
	'email',
	'tel',
	'textarea',
	'select',
	'radio',
	'checkbox',
	'number',
	'date',
	'url',
];
const WITH_CHOICES: readonly FormFieldType[] = ['select', 'radio', 'checkbox'];
const MAX_FIELDS = 60;
/** Characters that a custom field takes. */
const CUSTOM_LIMIT = 250;
const CUSTOM_LONG_LIMIT = 5000;
/** Names that the form, its address or a lead on the canvas needs, and names with a meaning in JavaScript. */
const RESERVED = new Set<string>([
	...Object.values(formInputs),
	...['lang', 'embed', 'capture', 'custom', 'decision', 'id', 'owner', 'tags', 'team', 'version'],
	...['formMode', 'pairedItem', 'submittedAt', 'constructor', 'prototype'],
]);

/** One choice a line, `value | Chinese label`. */
function readChoices(text: string): FormOption[] {
	const choices = new Map<string, FormOption>();
	for (const line of text.split('\n')) {
		const [value, zh = ''] = line.split('|').map((part) => part.trim());
		if (value !== '') choices.set(value, { value, label: bilingual(value, zh) });
	}
	return [...choices.values()];
}

function customName(row: AuthorInput): string {
	const name = row.text('customName') || row.text('label');
	if (name === '') refuse('A custom field has no name', "Fill in 'Custom Field Name'.");
	if (name.startsWith('_') || RESERVED.has(name)) {
		refuse(`Custom field '${name}' has a name that Leadflow itself uses`, 'Choose another name.');
	}
	if (fieldDefinition(name) !== undefined) {
		refuse(
			`Custom field '${name}' has the name of a lead field`,
			"Choose that field in 'Field' instead of 'Custom Field'.",
		);
	}
	return name;
}

function readField(row: AuthorInput): FormField {
	const custom = row.text('field') === CUSTOM_FIELD;
	const name = custom ? customName(row) : row.text('field');
	const definition = fieldDefinition(name);
	if (!custom && definition === undefined) {
		refuse(
			`The form asks for '${name}', which is no lead field`,
			"Choose one from the list in 'Field'.",
		);
	}
	const type =
		TYPES.find((known) => known === row.text('type')) ??
		(definition && TYPE_OF_KIND[definition.kind]) ??
		'text';
	const label = row.bilingual('label', 'labelZh', definition?.label ?? { en: name, zh: name });
	const options = WITH_CHOICES.includes(type) ? readChoices(row.text('choices')) : [];
	if (options.length === 0 && (type === 'select' || type === 'radio')) {
		refuse(`Field '${label.en}' has no choices`, "Write one choice a line into 'Choices'.");
	}
	const placeholder = row.text('placeholder');
	return {
		name,
		custom,
		label,
		type,
		required: row.flag('required', false),
		options,
		prefill: row.flag('prefill', true),
		...(placeholder !== '' && { placeholder: bilingual(placeholder, '') }),
		maxLength: definition?.limit ?? (type === 'textarea' ? CUSTOM_LONG_LIMIT : CUSTOM_LIMIT),
	};
}

/**
 * The questions of a form.
 *
 * @param rows of 'Form Fields'
 * @throws LeadflowError CONFIGURATION for fields that no form can ask for
 */
export function readFields(rows: AuthorInput[]): FormField[] {
	if (rows.length === 0) refuse('The form has no fields', "Add a field under 'Form Fields'.");
	if (rows.length > MAX_FIELDS)
		refuse(`The form has more than ${MAX_FIELDS} fields`, 'Remove some.');
	const fields = rows.map(readField);
	const names = new Set<string>();
	for (const { name, label } of fields) {
		if (names.has(name)) refuse(`The form asks for '${label.en}' twice`, 'Remove one of the two.');
		names.add(name);
	}
	return fields;
}
