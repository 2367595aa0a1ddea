import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { instantParameter } from '../../shared/instantParameter';
import { wordList } from './leadValues';
import { located, locator } from '../../shared/locator';

/** A field of a record: what the user sees, and how its value is read. Empty is null, which clears it. */
export interface RecordField {
	property: INodeProperties;
	/** @param zone IANA zone of the workflow */
	read: (value: unknown, zone: string) => unknown;
}

type Texts = Pick<INodeProperties, 'description' | 'placeholder'>;

function field(property: INodeProperties, read: RecordField['read']): RecordField {
	return {
		property,
		read: (value, zone) => (value === '' || value === null ? null : read(value, zone)),
	};
}

export function textField(displayName: string, name: string, texts: Texts = {}): RecordField {
	return field({ displayName, name, type: 'string', default: '', ...texts }, String);
}

export function longTextField(displayName: string, name: string, texts: Texts = {}): RecordField {
	return field(
		{ displayName, name, type: 'string', typeOptions: { rows: 4 }, default: '', ...texts },
		String,
	);
}

export function emailField(displayName: string, name: string): RecordField {
	return textField(displayName, name, { placeholder: 'name@email.com' });
}

export function phoneField(displayName: string, name: string): RecordField {
	return textField(displayName, name, { placeholder: 'e.g. +8613800138000' });
}

export function numberField(displayName: string, name: string, texts: Texts = {}): RecordField {
	return field({ displayName, name, type: 'number', default: 0, ...texts }, Number);
}

export function booleanField(displayName: string, name: string, description: string): RecordField {
	return field(
		{ displayName, name, type: 'boolean', default: true, description },
		(value) => value === true || value === 'true',
	);
}

export function instantField(displayName: string, name: string, texts: Texts = {}): RecordField {
	return field({ displayName, name, type: 'dateTime', default: '', ...texts }, instantParameter);
}

/** A day without a time, such as 2026-03-05. */
export function dayField(displayName: string, name: string): RecordField {
	return field(
		{ displayName, name, type: 'string', default: '', placeholder: 'e.g. 2026-03-05' },
		(value) => String(value).slice(0, 10),
	);
}

export function choiceField(
	displayName: string,
	name: string,
	options: INodePropertyOptions[],
	texts: Texts = {},
): RecordField {
	const [{ value: first }] = options;
	return field({ displayName, name, type: 'options', options, default: first, ...texts }, String);
}

/** Several words in one line. */
export function wordsField(displayName: string, name: string, texts: Texts): RecordField {
	const description = `${texts.description ?? 'One or several'}, separated by commas`;
	return {
		property: { displayName, name, type: 'string', default: '', ...texts, description },
		read: wordList,
	};
}

/** Another record, from a list with search or by ID. */
export function recordIdField(
	displayName: string,
	name: string,
	searchListMethod: string,
	description?: string,
): RecordField {
	return {
		property: locator(
			{ displayName, name, ...(description ? { description } : {}) },
			searchListMethod,
		),
		read: (value) => located(value)?.toLowerCase() || null,
	};
}

export const ownerIdField = recordIdField(
	'Owner',
	'ownerId',
	'searchMembers',
	'Sales person who looks after it',
);

export const addressFields: readonly RecordField[] = [
	textField('City', 'city'),
	textField('Country', 'country', { placeholder: 'e.g. CN' }),
	textField('District', 'district'),
	textField('Postal Code', 'postalCode'),
	textField('State', 'state'),
	textField('Street', 'street'),
];

/** The values of a collection, by field name. What is no field of the record is left out. */
export function recordValues(
	fields: readonly RecordField[],
	collection: Readonly<Record<string, unknown>>,
	zone: string,
): Record<string, unknown> {
	return Object.fromEntries(
		fields.flatMap(({ property: { name }, read }) =>
			collection[name] === undefined ? [] : [[name, read(collection[name], zone)]],
		),
	);
}
