import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { LeadflowError } from '../../../../leads/model/error';
import type { UnmergeResult } from '../../../../leads/dedupe/merge/mergeRequest';
import { confirmAsToolField, requireConfirmedTool } from '../../../shared/confirm';
import { eachItem } from '../../../shared/eachItem';
import type { OutputItem } from '../../../shared/operation';
import type { DedupeOperation } from '../../dedupeOperation';
import { optionsField } from '../../fields/optionsField';
import { idsIn } from '../../itemIds';
import { NODE } from '../../nodeName';

type By = 'mergeId' | 'leadId';

const fields: INodeProperties[] = [
	{
		displayName: 'Merge Given By',
		name: 'by',
		type: 'options',
		options: [
			{ name: 'ID of the Merge', value: 'mergeId' },
			{ name: 'ID of the Lead That Was Merged Away', value: 'leadId' },
		],
		default: 'mergeId',
	},
	{
		displayName: 'Merge ID',
		name: 'mergeId',
		type: 'string',
		displayOptions: { show: { by: ['mergeId'] } },
		default: '',
		placeholder: 'e.g. 0190f2a1-7c3e-7b4d-9a2f-1c2d3e4f5a6b',
		description: 'Leave empty to use the input item: what Merge or Get Merges gave out',
	},
	{
		displayName: 'Lead ID',
		name: 'leadId',
		type: 'string',
		displayOptions: { show: { by: ['leadId'] } },
		default: '',
		placeholder: 'e.g. 0190f2a1-7c3e-7b4d-9a2f-1c2d3e4f5a6b',
		description: 'Leave empty to use the lead of the input item',
	},
	confirmAsToolField,
	optionsField({
		displayName: 'Never Again',
		name: 'different',
		type: 'boolean',
		default: false,
		description: 'Whether to remember that the leads are different people, as Review does',
	}),
];

function object(value: unknown): IDataObject {
	return value !== null && typeof value === 'object' ? { ...value } : {};
}

/** The merges that an item of Merge or Get Merges tells of, in the order in which they are taken back. */
function mergesOf(json: IDataObject): string[] {
	if (json.mergeId !== undefined) return idsIn(json.mergeId);
	if ('survivorId' in json) return idsIn(json.id);
	return idsIn(object(json.merge).mergeIds ?? json.mergeIds ?? []).reverse();
}

function wanted(by: By, given: unknown, json: IDataObject): string[] {
	const ids = idsIn(given);
	if (ids.length > 0) return ids;
	const own = by === 'mergeId' ? mergesOf(json) : idsIn(json.loserId ?? json.leadId ?? json.id);
	if (own.length > 0) return own;
	throw new LeadflowError(
		'INVALID_INPUT',
		by === 'mergeId'
			? "'Merge ID' is empty and the item tells of no merge"
			: "'Lead ID' is empty and the item has no ID",
		{
			field: by,
			hint: "'Get Merges' lists the merges that a lead took part in, with their IDs.",
		},
	);
}

/** The lead that is back, and beside it what came back with it. */
function restoredItem({ lead, survivor, decision, ...unmerge }: UnmergeResult): OutputItem {
	return {
		json: {
			...lead,
			unmerge: { ...unmerge, survivor: { ...survivor } },
			decision: { ...decision },
		},
	};
}

export const unmerge: DedupeOperation = {
	value: 'unmerge',
	name: 'Unmerge',
	action: 'Unmerge lead',
	description: 'Bring a lead back that was merged away, with everything that came from it',
	fields,
	async run(context) {
		const { unmergeLead } = await import('../../dedupeEngine');
		const { node, store, parameters, items } = context;
		let conflicts = 0;
		const results = await eachItem(context, async (index) => {
			requireConfirmedTool(context, index);
			const by = parameters.at<By>('by', index, 'mergeId');
			const ids = wanted(by, parameters.at<unknown>(by, index, ''), items[index].json);
			const { different } = parameters.at<{ different?: boolean }>('options', index, {});
			const restored: OutputItem[] = [];
			for (const id of ids) {
				const request = { [by]: id, ...(different ? { different } : {}) };
				const result = await store.run(unmergeLead(request, NODE));
				conflicts += result.conflicts.length;
				restored.push(restoredItem(result));
			}
			return restored;
		});
		if (conflicts > 0) {
			node.addExecutionHints({
				type: 'warning',
				location: 'outputPane',
				message: `${conflicts} values were changed or taken since the merge and stay where they are: see 'unmerge.conflicts'.`,
			});
		}
		return results;
	},
};
