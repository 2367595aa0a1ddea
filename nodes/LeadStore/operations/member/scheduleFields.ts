import { instantParameter } from '../../../shared/instantParameter';
import { rowsField } from '../../fields/rowsField';

const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'].map(
	(name, index) => ({
		name,
		value: index + 1,
	}),
);

export const shiftsField = rowsField<{ days: number[]; from: string; to: string }>(
	{
		displayName: 'Shifts',
		name: 'shifts',
		placeholder: 'Add Shift',
		description: "Weekly hours in the member's time zone. A night shift ends before it begins.",
	},
	[
		{
			displayName: 'Days',
			name: 'days',
			type: 'multiOptions',
			options: weekdays,
			default: [1, 2, 3, 4, 5],
		},
		{
			displayName: 'From',
			name: 'from',
			type: 'string',
			default: '09:00',
			placeholder: 'e.g. 09:00',
		},
		{ displayName: 'To', name: 'to', type: 'string', default: '18:00', placeholder: 'e.g. 18:00' },
	],
	(rows) => rows.map(({ days, from, to }) => ({ days, from: from.trim(), to: to.trim() })),
);

export const leavesField = rowsField<{ from: unknown; to: unknown; reason?: string }>(
	{
		displayName: 'Leave',
		name: 'leaves',
		placeholder: 'Add Leave',
		description: 'Times at which the member gets no leads',
	},
	[
		{ displayName: 'From', name: 'from', type: 'dateTime', default: '' },
		{ displayName: 'To', name: 'to', type: 'dateTime', default: '' },
		{ displayName: 'Reason', name: 'reason', type: 'string', default: '' },
	],
	(rows, zone) =>
		rows.map(({ from, to, reason }) => ({
			from: instantParameter(from, zone),
			to: instantParameter(to, zone),
			...(reason?.trim() ? { reason: reason.trim() } : {}),
		})),
);

export const capacityField = rowsField<{ limit: string; most: number }>(
	{
		displayName: 'Capacity',
		name: 'capacity',
		placeholder: 'Add Limit',
		description: 'How many leads the member takes. Without a limit as many as come.',
	},
	[
		{
			displayName: 'Limit',
			name: 'limit',
			type: 'options',
			options: [
				{
					name: 'Claims per Day',
					value: 'maxClaimsPerDay',
					description: 'From the pool (领取上限)',
				},
				{ name: 'New Leads per Day', value: 'maxPerDay' },
				{ name: 'New Leads per Hour', value: 'maxPerHour' },
				{ name: 'New Leads per Week', value: 'maxPerWeek' },
				{ name: 'Open Leads', value: 'maxOpen', description: 'Held at a time (持有上限)' },
			],
			default: 'maxOpen',
		},
		{
			displayName: 'Most',
			name: 'most',
			type: 'number',
			typeOptions: { minValue: 0 },
			default: 20,
		},
	],
	(rows) => Object.fromEntries(rows.map(({ limit, most }) => [limit, Math.trunc(Number(most))])),
);
