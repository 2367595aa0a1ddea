import type { INodeProperties } from 'n8n-workflow';
import { alphabetical } from '../../../shared/alphabetical';
import type { RecordDefinition, RecordSort } from '../../../../leads/store/records/definition';
import type { OperationContext } from '../../../shared/operation';
import { customFieldsCollection, customValues } from '../../fields/leadValues';
import { chosenId } from '../../../shared/chosenRecord';
import { locator } from '../../../shared/locator';
import { recordValues, type RecordField } from '../../fields/recordFields';

/** What makes the operations on one kind of record different from those on the others. */
export interface RecordResource {
	value: string;
	/** Singular, Title Case. */
	name: string;
	/** Plural, lower case. */
	many: string;
	/** For whom the record stands, for the description of Create. */
	about: string;
	/** Asked for up front when one is made. */
	main: readonly RecordField[];
	more: readonly RecordField[];
	/** Orders beside `createdAt` and `updatedAt`. */
	sorts: readonly RecordSort[];
	/** Whether custom fields can be filtered by. */
	custom: boolean;
	/** Whether records of this kind are about another record, such as a lead. */
	isAbout: boolean;
	/** Method of the node that lists records of this kind. */
	searchListMethod: string;
	/** The engine's part, loaded at first use. */
	definition: () => Promise<RecordDefinition<object, object>>;
}

/** The record that one item is about. */
export function recordField({ name, value, searchListMethod }: RecordResource): INodeProperties {
	const description = `Leave empty to use the ${name.toLowerCase()} of the input item, by its ID`;
	return locator({ displayName: name, name: value, description }, searchListMethod);
}

export function recordIdOf(
	resource: RecordResource,
	context: OperationContext,
	index: number,
): string {
	return chosenId(context, index, { name: resource.value, displayName: resource.name });
}

function collectionOf(
	fields: readonly RecordField[],
	displayName: string,
	name: string,
): INodeProperties {
	return {
		displayName,
		name,
		type: 'collection',
		placeholder: 'Add Field',
		default: {},
		options: alphabetical(fields.map(({ property }) => property)),
	};
}

/** The inputs of a new record. */
export function newRecordFields({ main, more }: RecordResource): INodeProperties[] {
	return [
		...main.map(({ property }) => property),
		collectionOf(more, 'Additional Fields', 'additionalFields'),
		customFieldsCollection,
	];
}

/** The inputs of a change: every field, none of them needed. */
export function changedRecordFields({ main, more }: RecordResource): INodeProperties[] {
	const optional = [...main, ...more].map(({ property, read }) => ({
		property: { ...property, required: undefined },
		read,
	}));
	return [
		{
			...collectionOf(optional, 'Fields', 'fields'),
			description: 'A field that is added and left empty is cleared',
		},
		customFieldsCollection,
	];
}

/** What a new record holds, for one item. Empty inputs are no values. */
export function newRecordValues(
	{ main, more }: RecordResource,
	{ node, parameters }: OperationContext,
	index: number,
): Record<string, unknown> {
	const zone = node.getTimezone();
	const asked = Object.fromEntries(
		main.map(({ property: { name } }) => [name, parameters.at<unknown>(name, index, '')]),
	);
	const values = {
		...recordValues(main, asked, zone),
		...recordValues(more, parameters.at('additionalFields', index, {}), zone),
	};
	const custom = customValues(parameters.at('customFields', index, {}));
	return {
		...Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null)),
		...(Object.keys(custom).length > 0 ? { custom } : {}),
	};
}

/** What of a record changes, for one item. Custom fields that are not named stay. */
export function changedRecordValues(
	{ main, more }: RecordResource,
	{ node, parameters }: OperationContext,
	index: number,
): Record<string, unknown> {
	const custom = customValues(parameters.at('customFields', index, {}));
	return {
		...recordValues([...main, ...more], parameters.at('fields', index, {}), node.getTimezone()),
		...(Object.keys(custom).length > 0 ? { custom } : {}),
	};
}
