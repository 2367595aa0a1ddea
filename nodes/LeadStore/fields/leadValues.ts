import type { INodeProperties } from 'n8n-workflow';
import type { CustomValues, LeadFieldValues } from '../../../leads/model/lead';
import {
	leadFieldNames,
	leadFields,
	type FieldKind,
	type LeadFieldName,
} from '../../../leads/model/leadFields';
import { leadStatuses, leadStatusNames } from '../../../leads/model/status';
import { alphabetical } from '../../shared/alphabetical';
import { instantParameter } from '../../shared/instantParameter';

const statusOptions = alphabetical(
	leadStatusNames.map((value) => ({
		name: leadStatuses[value].label.en,
		value,
		description: leadStatuses[value].label.zh,
	})),
);

function inputOf(
	kind: FieldKind,
): Pick<INodeProperties, 'type' | 'default' | 'typeOptions' | 'placeholder' | 'options'> {
	switch (kind) {
		case 'integer':
		case 'number':
			return { type: 'number', default: 0 };
		case 'boolean':
			return { type: 'boolean', default: false };
		case 'instant':
			return { type: 'dateTime', default: '' };
		case 'longText':
			return { type: 'string', default: '', typeOptions: { rows: 4 } };
		case 'choice':
			return { type: 'options', default: 'new', options: statusOptions };
		case 'email':
			return { type: 'string', default: '', placeholder: 'name@email.com' };
		case 'phone':
			return { type: 'string', default: '', placeholder: 'e.g. +8613800138000' };
		case 'country':
			return { type: 'string', default: '', placeholder: 'e.g. CN' };
		default:
			return { type: 'string', default: '' };
	}
}

/** One input a standard lead field, with its Chinese name beside it. */
const fieldInputs = leadFieldNames.map((name): INodeProperties => {
	const { kind, label } = leadFields[name];
	return {
		displayName: label.en,
		name,
		...inputOf(kind),
		description: kind === 'boolean' ? `Whether '${label.en}' applies (${label.zh})` : label.zh,
	};
});

/** The standard fields of a lead, and more inputs of the operation's own. */
export function leadFieldsCollection(
	more: INodeProperties[] = [],
	description?: string,
): INodeProperties {
	return {
		displayName: 'Fields',
		name: 'fields',
		type: 'collection',
		placeholder: 'Add Field',
		default: {},
		...(description ? { description } : {}),
		options: alphabetical([...fieldInputs, ...more]),
	};
}

/** Fields of the user's own. */
export const customFieldsCollection: INodeProperties = {
	displayName: 'Custom Fields',
	name: 'customFields',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true },
	default: {},
	placeholder: 'Add Custom Field',
	options: [
		{
			displayName: 'Field',
			name: 'field',
			values: [
				{
					displayName: 'Name',
					name: 'name',
					type: 'string',
					default: '',
					placeholder: 'e.g. machineType',
				},
				{ displayName: 'Value', name: 'value', type: 'string', default: '' },
			],
		},
	],
};

/** The values that the collection of custom fields holds. An empty one is null, which clears it. */
export function customValues(parameter: {
	field?: Array<{ name?: string; value?: unknown }>;
}): CustomValues {
	return Object.fromEntries(
		(parameter.field ?? []).flatMap(({ name = '', value }) =>
			name.trim() === '' || value === undefined ? [] : [[name.trim(), value === '' ? null : value]],
		),
	);
}

function isFieldName(name: string): name is LeadFieldName {
	return Object.hasOwn(leadFields, name);
}

/**
 * The standard fields among the values of a collection. An empty one is null, which clears it.
 *
 * @param zone IANA zone of times that name none
 */
export function fieldValues(
	collection: Readonly<Record<string, unknown>>,
	zone: string,
): LeadFieldValues {
	const values: LeadFieldValues = {};
	for (const [name, value] of Object.entries(collection)) {
		if (!isFieldName(name) || value === undefined) continue;
		const empty = value === '' || value === null;
		const read = leadFields[name].kind === 'instant' ? instantParameter(value, zone) : value;
		Object.assign(values, { [name]: empty ? null : read });
	}
	return values;
}

/** Words separated by commas of either script, or a list that an expression gave. */
export function wordList(parameter: unknown): string[] {
	const parts = Array.isArray(parameter) ? parameter : String(parameter ?? '').split(/[,，;；、]/);
	return parts.map((part) => String(part).trim()).filter((part) => part !== '');
}
