import { leadField } from '../../shared/chosenRecord';
import type { NodeOperation } from '../../shared/operation';
import {
	dryRunOption,
	moveOptions,
	optionsField,
	poolField,
	requireChosen,
} from '../fields/moveFields';
import { NODE } from '../nodeName';
import { moveLeads } from './moveLeads';

export const putIntoPool: NodeOperation = {
	value: 'putIntoPool',
	name: 'Put Into Pool',
	action: 'Put leads into pool',
	description: 'Put leads into a public pool (放入公海), from where members claim them',
	fields: [leadField, { ...poolField, required: true }, optionsField(dryRunOption)],
	async run(context) {
		const engine = await import('../engine');
		const request = {
			poolId: requireChosen(context, poolField),
			dryRun: moveOptions(context).dryRun,
		};
		return await moveLeads(context, (ids) => engine.putIntoPool(ids, request, NODE));
	},
};
