import type { INodeExecutionData, INodeProperties } from 'n8n-workflow';
import type {
	MergePreview,
	MergeRequest,
	MergeResult,
} from '../../../../leads/dedupe/merge/mergeRequest';
import { LeadflowError } from '../../../../leads/model/error';
import { located } from '../../../shared/locator';
import { confirmAsToolField, requireConfirmedTool } from '../../../shared/confirm';
import { eachItem } from '../../../shared/eachItem';
import type { OperationContext, OutputItem } from '../../../shared/operation';
import type { DedupeOperation } from '../../dedupeOperation';
import { mergeFields, mergeHowOf, mergeOptions } from '../../fields/mergeHow';
import { optionsField } from '../../fields/optionsField';
import { severalLeads } from '../../itemIds';
import { NODE } from '../../nodeName';
import { onceForAll } from '../../../shared/onceForAll';

const fields: INodeProperties[] = [
	{
		displayName: 'Leads to Merge',
		name: 'mergeWhat',
		type: 'options',
		noDataExpression: true,
		options: [
			{
				name: 'All Input Items Into One',
				value: 'allItems',
				description: 'Each input item is a lead with its ID',
			},
			{
				name: 'The Leads That Each Item Names',
				value: 'eachItem',
				description: 'Such as the groups of Find All',
			},
		],
		default: 'eachItem',
	},
	{
		displayName: 'Lead IDs',
		name: 'leadIds',
		type: 'string',
		displayOptions: { show: { mergeWhat: ['eachItem'] } },
		default: '',
		placeholder: 'e.g. 0190f2a1-7c3e-7b4d-9a2f-1c2d3e4f5a6b, 0190f2a1-…',
		description:
			'IDs separated by commas, or an expression that gives a list. Leave empty to use the leads that the item names, such as a group of Find All.',
	},
	...mergeFields(true),
	confirmAsToolField,
	optionsField(
		...mergeOptions,
		{
			displayName: 'Dry Run',
			name: 'dryRun',
			type: 'boolean',
			default: false,
			description: 'Whether to show what would become of the leads and write nothing',
		},
		{
			displayName: 'Even if Not Duplicates',
			name: 'evenIfDifferent',
			type: 'boolean',
			default: false,
			description: 'Whether to merge leads that somebody declared to be different people',
		},
	),
];

interface Options {
	dryRun?: boolean;
	evenIfDifferent?: boolean;
}

/** The lead that lives on, and beside it what was merged. */
function mergedItem(
	{ lead, decision, ...merge }: MergeResult | MergePreview,
	dryRun: boolean,
): OutputItem {
	return { json: { ...lead, merge: { ...merge, dryRun }, decision: { ...decision } } };
}

async function merge(
	context: OperationContext,
	index: number,
	ids: readonly string[],
): Promise<OutputItem[]> {
	const { mergeLeads, previewMerge } = await import('../../dedupeEngine');
	const { dryRun = false, evenIfDifferent } = context.parameters.at<Options>('options', index, {});
	const request: MergeRequest = {
		...mergeHowOf(context, index),
		ids,
		...(evenIfDifferent ? { evenIfDifferent } : {}),
	};
	if (dryRun) {
		return [mergedItem(await context.store.read(previewMerge(request, NODE)), true)];
	}
	requireConfirmedTool(context, index);
	return [mergedItem(await context.store.run(mergeLeads(request, NODE)), false)];
}

function idOf({ json }: INodeExecutionData, index: number): string {
	const id = located(json.id);
	if (id) return id;
	throw new LeadflowError('INVALID_INPUT', `Input item ${index} has no 'id'`, {
		field: 'id',
		hint: "Feed in leads as Lead Store gives them out, or let each item name the leads as 'leadIds'.",
	});
}

async function mergeItems(context: OperationContext): Promise<OutputItem[]> {
	return await merge(context, 0, context.items.map(idOf));
}

export const mergeOperation: DedupeOperation = {
	value: 'merge',
	name: 'Merge',
	action: 'Merge leads',
	description: 'Make one lead of several that are the same person; it can be undone for ever',
	fields,
	async run(context) {
		const { parameters, items } = context;
		if (parameters.once<string>('mergeWhat', 'eachItem') === 'allItems') {
			return await onceForAll(items, async () => await mergeItems(context));
		}
		return await eachItem(context, async (index) => {
			const ids = severalLeads(parameters.at<unknown>('leadIds', index, ''), items[index].json);
			return await merge(context, index, ids);
		});
	},
};
