import { leadField } from '../../shared/chosenRecord';
import type { NodeOperation } from '../../shared/operation';
import {
	chosenOnce,
	dryRunOption,
	memberField,
	moveOptions,
	optionsField,
	poolField,
} from '../fields/moveFields';
import { NODE } from '../nodeName';
import { moveLeads } from './moveLeads';

export const claim: NodeOperation = {
	value: 'claim',
	name: 'Claim',
	action: 'Claim leads from pool',
	description: 'Take leads out of a public pool for a member (领取), within their limits',
	fields: [
		leadField,
		{
			...memberField,
			description: "Who claims. Leave empty for the credential's acting member.",
		},
		{ ...poolField, description: 'Only out of this pool. Leave empty for any.' },
		optionsField(dryRunOption),
	],
	async run(context) {
		const { claimLeads } = await import('../engine');
		const memberId = chosenOnce(context, memberField);
		const poolId = chosenOnce(context, poolField);
		const { dryRun } = moveOptions(context);
		const request = { memberId, poolId, dryRun };
		return await moveLeads(context, (ids) => claimLeads(ids, request, NODE));
	},
};
