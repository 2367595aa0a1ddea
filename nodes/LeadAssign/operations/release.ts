import { leadField } from '../../shared/chosenRecord';
import type { NodeOperation } from '../../shared/operation';
import {
	chosenOnce,
	dryRunOption,
	moveOptions,
	optionsField,
	poolField,
	reasonField,
	reasonOf,
} from '../fields/moveFields';
import { NODE } from '../nodeName';
import { moveLeads } from './moveLeads';

export const release: NodeOperation = {
	value: 'release',
	name: 'Release',
	action: 'Release leads to pool',
	description: 'Give leads back to their public pool (退回), with the reason',
	fields: [
		leadField,
		reasonField,
		{ ...poolField, description: "Leave empty for the lead's own pool" },
		optionsField(dryRunOption),
	],
	async run(context) {
		const { releaseLeads } = await import('../engine');
		const poolId = chosenOnce(context, poolField);
		const { dryRun } = moveOptions(context);
		const request = { ...reasonOf(context), poolId, dryRun };
		return await moveLeads(context, (ids) => releaseLeads(ids, request, NODE));
	},
};
