import { LeadflowError } from '../../../../leads/model/error';
import type { NodeOperation } from '../../../shared/operation';
import { eachItem } from '../../../shared/eachItem';
import { outputItems } from '../../../shared/outputItems';
import { NODE } from '../../nodeName';
import { reviewFields, reviewOf } from './quarantineFields';

export const approve: NodeOperation = {
	value: 'approve',
	name: 'Approve',
	action: 'Approve quarantined lead',
	description: 'Take a stopped capture in as a lead after all',
	fields: reviewFields,
	async run(context) {
		const { approveQuarantined } = await import('../../engine');
		return await eachItem(context, async (index) => {
			const { id, note } = reviewOf(context, index);
			const { outcome, lead, problems, decision } = await context.store.run(
				approveQuarantined(id, { node: NODE, note }),
			);
			if (outcome === 'rejected') {
				throw new LeadflowError(
					'INVALID_INPUT',
					problems.map(({ message }) => message).join('. '),
					{
						field: problems[0]?.field,
						hint: 'The data cannot be a lead. It stays in quarantine; reject it, or create the lead by hand.',
					},
				);
			}
			return outputItems(lead ?? { outcome, decision });
		});
	},
};
