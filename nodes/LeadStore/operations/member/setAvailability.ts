import type { NodeOperation } from '../../../shared/operation';
import { eachItem } from '../../../shared/eachItem';
import { outputItems } from '../../../shared/outputItems';
import { memberField, memberIdOf } from './memberField';

const values = { available: true, away: false, bySchedule: null } as const;

export const setAvailability: NodeOperation = {
	value: 'setAvailability',
	name: 'Set Availability',
	action: 'Set availability of member',
	description: 'Take one member out for now, or bring them back',
	fields: [
		memberField,
		{
			displayName: 'Availability',
			name: 'availability',
			type: 'options',
			options: [
				{
					name: 'Available',
					value: 'available',
					description: 'Gets leads whatever the shifts say',
				},
				{ name: 'Away', value: 'away', description: 'Gets no leads until this is changed' },
				{ name: 'By Shifts and Leave', value: 'bySchedule' },
			],
			default: 'bySchedule',
		},
	],
	async run(context) {
		const { memberRecords, updateRecord } = await import('../../engine');
		return await eachItem(context, async (index) => {
			const chosen = context.parameters.at<keyof typeof values>(
				'availability',
				index,
				'bySchedule',
			);
			const changes = { available: values[chosen] };
			const { record } = await context.store.run(
				updateRecord(memberRecords, memberIdOf(context, index), changes),
			);
			return outputItems(record);
		});
	},
};
