import type { Availability } from '../../../leads/assign/pool/availability';
import { chosenId } from '../../shared/chosenRecord';
import { eachItem } from '../../shared/eachItem';
import type { NodeOperation } from '../../shared/operation';
import { outputItems } from '../../shared/outputItems';
import { instantParameter } from '../../shared/instantParameter';
import { memberField } from '../fields/moveFields';
import { NODE } from '../nodeName';

type Choice = 'available' | 'away' | 'bySchedule' | 'leave';

export const setAvailability: NodeOperation = {
	value: 'setAvailability',
	name: 'Set Availability',
	action: 'Set availability of member',
	description:
		'Take a member out of all rotations for now or for a leave, or bring them back (在岗 / 请假)',
	fields: [
		{
			...memberField,
			description: "Leave empty to use the member of the input item, by its 'id'",
		},
		{
			displayName: 'The Member Is',
			name: 'availability',
			type: 'options',
			options: [
				{
					name: 'Available',
					value: 'available',
					description: 'Whatever the shifts say; a leave they are on ends',
				},
				{ name: 'Available by Shifts and Leave', value: 'bySchedule' },
				{ name: 'Away', value: 'away' },
				{ name: 'On Leave From – To', value: 'leave' },
			],
			default: 'away',
		},
		{
			displayName: 'Until',
			name: 'until',
			type: 'dateTime',
			default: '',
			displayOptions: { show: { availability: ['away'] } },
			description: 'Leave empty for until further notice',
		},
		{
			displayName: 'From',
			name: 'leaveFrom',
			type: 'dateTime',
			required: true,
			default: '',
			displayOptions: { show: { availability: ['leave'] } },
		},
		{
			displayName: 'To',
			name: 'leaveTo',
			type: 'dateTime',
			required: true,
			default: '',
			displayOptions: { show: { availability: ['leave'] } },
			description: 'The end is not part of the leave',
		},
	],
	async run(context) {
		const engine = await import('../engine');
		const results = await eachItem(context, async (index) => {
			const memberId = chosenId(context, index, memberField);
			const member = await context.store.run(
				engine.setAvailability(memberId, availabilityOf(context, index)),
			);
			return outputItems(member);
		});
		// Whoever is back gets what has been waiting.
		await engine.drainQueue(context.store, { node: NODE });
		return results;
	},
};

function availabilityOf(
	{ node, parameters }: Parameters<NodeOperation['run']>[0],
	index: number,
): Availability {
	const at = (name: string) => {
		const value = parameters.at<unknown>(name, index, '');
		return value === '' || value === null ? '' : instantParameter(value, node.getTimezone());
	};
	switch (parameters.at<Choice>('availability', index, 'away')) {
		case 'available':
			return { available: true };
		case 'bySchedule':
			return { available: null };
		case 'leave':
			return { leave: { from: at('leaveFrom'), to: at('leaveTo') } };
		case 'away': {
			const until = at('until');
			return { available: false, ...(until ? { until } : {}) };
		}
	}
}
