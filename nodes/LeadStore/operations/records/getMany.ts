import type { INodePropertyOptions } from 'n8n-workflow';
import type { EntityReference } from '../../../../leads/store/entities';
import type { RecordSort } from '../../../../leads/store/records/definition';
import { alphabetical } from '../../../shared/alphabetical';
import type { NodeOperation, OperationContext } from '../../../shared/operation';
import { eachItem } from '../../../shared/eachItem';
import { conditionFields, conditionsOf } from '../../../shared/conditions';
import { CUSTOM_FIELD } from '../../../shared/leadFieldOptions';
import { collectPages, limitFields, limitOf } from '../../../shared/limit';
import { located, locator } from '../../../shared/locator';
import { sortField, sortOf } from '../../fields/sort';
import { outputItems } from '../../../shared/outputItems';
import type { RecordResource } from './recordResource';

export const GET_MANY = 'getAll';

const sortNames: Readonly<Record<RecordSort, string>> = {
	at: 'Happened At',
	createdAt: 'Created At',
	dueAt: 'Due At',
	name: 'Name',
	updatedAt: 'Updated At',
};

function sorts(more: readonly RecordSort[]): INodePropertyOptions[] {
	return (['createdAt', 'updatedAt', ...more] as const).map((value) => ({
		name: sortNames[value],
		value,
	}));
}

function filteredFields({ main, more, custom }: RecordResource): INodePropertyOptions[] {
	const own = [...main, ...more].map(({ property: { displayName, name } }) => ({
		name: displayName,
		value: name,
	}));
	const system = [
		{ name: 'Created At', value: 'createdAt' },
		{ name: 'ID', value: 'id' },
		{ name: 'Updated At', value: 'updatedAt' },
	];
	const ownFields = custom ? [{ name: 'Custom Field', value: CUSTOM_FIELD }] : [];
	return alphabetical([...own, ...system, ...ownFields]);
}

const aboutLead = locator(
	{
		displayName: 'About Lead',
		name: 'aboutLead',
		description: 'Leave empty for those of all records',
	},
	'searchLeads',
);

function requestOf({ parameters }: OperationContext, { isAbout }: RecordResource, index: number) {
	const { deleted } = parameters.at<{ deleted?: boolean }>('options', index, {});
	const leadId = isAbout ? located(parameters.at<unknown>('aboutLead', index, '')) : undefined;
	const about: EntityReference | undefined = leadId
		? { entityType: 'lead', entityId: leadId }
		: undefined;
	return {
		...conditionsOf(parameters, index),
		search: String(parameters.at('search', index, '')).trim(),
		...sortOf<RecordSort>(parameters, index),
		...(about ? { about } : {}),
		deleted: deleted === true,
	};
}

export function getManyOperation(resource: RecordResource): NodeOperation {
	return {
		value: GET_MANY,
		name: 'Get Many',
		action: `Get many ${resource.many}`,
		description: `List ${resource.many} by text and filters`,
		fields: [
			...(resource.isAbout ? [aboutLead] : []),
			...limitFields,
			{
				displayName: 'Search',
				name: 'search',
				type: 'string',
				default: '',
				description: 'Text to find in names, subjects or addresses',
			},
			...conditionFields(filteredFields(resource), resource.main[0].property.name),
			{
				displayName: 'Options',
				name: 'options',
				type: 'collection',
				placeholder: 'Add option',
				default: {},
				options: [
					{
						displayName: 'From the Bin',
						name: 'deleted',
						type: 'boolean',
						default: false,
						description: `Whether to list deleted ${resource.many} instead`,
					},
				],
			},
			sortField(sorts(resource.sorts)),
		],
		async run(context) {
			const { findRecords } = await import('../../engine');
			const definition = await resource.definition();
			const { parameters, store } = context;
			return await eachItem(context, async (index) => {
				const request = requestOf(context, resource, index);
				const records = await collectPages(
					limitOf(parameters, index),
					async (limit, after) =>
						await store.read(findRecords(definition, { ...request, limit, after })),
				);
				return outputItems(...records);
			});
		},
	};
}
