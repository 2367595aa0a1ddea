import type { NodeOperation } from '../../../shared/operation';
import { eachItem } from '../../../shared/eachItem';
import { outputItems } from '../../../shared/outputItems';
import { reviewFields, reviewOf } from './quarantineFields';

export const reject: NodeOperation = {
	value: 'reject',
	name: 'Reject',
	action: 'Reject quarantined lead',
	description: 'Keep a stopped capture out for good',
	fields: reviewFields,
	async run(context) {
		const { rejectQuarantined } = await import('../../engine');
		return await eachItem(context, async (index) => {
			const { id, note } = reviewOf(context, index);
			return outputItems(await context.store.run(rejectQuarantined(id, { note })));
		});
	},
};
