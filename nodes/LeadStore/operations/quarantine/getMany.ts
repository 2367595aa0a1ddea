import type { QuarantineState } from '../../../../leads/store/quarantine';
import type { NodeOperation } from '../../../shared/operation';
import { eachItem } from '../../../shared/eachItem';
import { collectPages, limitFields, limitOf } from '../../../shared/limit';
import { outputItems } from '../../../shared/outputItems';

export const getMany: NodeOperation = {
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many quarantined leads',
	description: 'List captures that were stopped for a person to look at',
	fields: [
		{
			displayName: 'State',
			name: 'state',
			type: 'options',
			options: [
				{ name: 'Any', value: 'any' },
				{ name: 'Approved', value: 'approved' },
				{ name: 'Open', value: 'open', description: 'Nobody has decided yet' },
				{ name: 'Rejected', value: 'rejected' },
			],
			default: 'open',
		},
		...limitFields,
	],
	async run(context) {
		const { findQuarantined } = await import('../../engine');
		const { parameters, store } = context;
		return await eachItem(context, async (index) => {
			const state = parameters.at<QuarantineState | 'any'>('state', index, 'open');
			const found = await collectPages(
				limitOf(parameters, index),
				async (limit, after) =>
					await store.read(
						findQuarantined({ ...(state === 'any' ? {} : { state }), limit, after }),
					),
			);
			return outputItems(...found);
		});
	},
};
