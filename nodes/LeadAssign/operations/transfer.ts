import { leadField } from '../../shared/chosenRecord';
import type { NodeOperation } from '../../shared/operation';
import {
	dryRunOption,
	memberField,
	moveOptions,
	optionsField,
	reasonField,
	reasonOf,
	requireChosen,
} from '../fields/moveFields';
import { NODE } from '../nodeName';
import { moveLeads } from './moveLeads';

export const transfer: NodeOperation = {
	value: 'transfer',
	name: 'Transfer',
	action: 'Transfer leads',
	description: 'Give leads to a member whatever the rules say (转移), with the reason',
	fields: [
		leadField,
		{ ...memberField, required: true },
		reasonField,
		optionsField(dryRunOption, {
			displayName: 'Move Open Tasks',
			name: 'moveOpenTasks',
			type: 'boolean',
			default: true,
			description: 'Whether open tasks of the old owner about the lead go along',
		}),
	],
	async run(context) {
		const { transferLeads } = await import('../engine');
		const { dryRun, moveOpenTasks } = moveOptions(context);
		const memberId = requireChosen(context, memberField);
		const request = { memberId, ...reasonOf(context), dryRun, moveOpenTasks };
		return await moveLeads(context, (ids) => transferLeads(ids, request, NODE));
	},
};
