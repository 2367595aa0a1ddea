import type { INodeProperties } from 'n8n-workflow';
import { leadStatuses, leadStatusNames } from '../../../leads/model/statusTable';
import { alphabetical } from '../../shared/alphabetical';
import { locator } from '../../shared/locator';

const statusChoices = alphabetical(
	leadStatusNames.map((name) => ({
		name: leadStatuses[name].label.en,
		value: name,
		description: leadStatuses[name].label.zh,
	})),
);

/** Who gets what no rule finds anybody for. */
export const defaultAssigneeField = locator(
	{
		displayName: 'Default Assignee',
		name: 'defaultAssignee',
		description:
			'Gets the leads that no rule finds an available member for, so that none is lost. Leave empty to send them to the output No Match.',
	},
	'searchMembers',
);

/** Options that belong to the rule set as a whole. */
export const ruleSetOptions: INodeProperties[] = [
	{
		displayName: 'Check Existing',
		name: 'checkExisting',
		type: 'multiOptions',
		options: [
			{ name: 'Account', value: 'account' },
			{ name: 'Company Domain', value: 'domain' },
			{ name: 'Email', value: 'email' },
			{ name: 'Phone', value: 'phone' },
		],
		default: ['email', 'phone'],
		description:
			'Before the rules: whoever has the same person or company already gets the lead, too, unless they are away',
	},
	{
		displayName: 'Cool-Down (Hours)',
		name: 'coolDownHours',
		type: 'number',
		typeOptions: { minValue: 0 },
		default: 24,
		description: 'How long whoever missed or lost a lead does not get it again',
	},
	{
		displayName: 'Count As Open',
		name: 'countStatuses',
		type: 'multiOptions',
		options: statusChoices,
		default: [],
		description: "Statuses of leads that count against a member's limit. Empty: all open ones.",
	},
	{
		displayName: 'Credit Back On',
		name: 'creditBackOn',
		type: 'multiOptions',
		options: statusChoices,
		default: ['junk'],
		description: 'A lead that gets one of these statuses gives its owner the turn back',
	},
	{
		displayName: 'Existing Owner Counts For (Days)',
		name: 'freshnessDays',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 180,
		description:
			'An existing owner counts only if something happened to their lead in so many days',
	},
	{
		displayName: 'Holidays',
		name: 'holidays',
		type: 'options',
		options: [
			{
				name: 'China',
				value: 'CN',
				description: 'Public holidays and the weekends worked instead',
			},
			{ name: 'None', value: 'none' },
		],
		default: 'CN',
	},
	{
		displayName: 'Limits Count',
		name: 'capWindow',
		type: 'options',
		options: [
			{
				name: 'By the Calendar',
				value: 'calendar',
				description: "The hour, day and week of the member's own time zone",
			},
			{
				name: 'Rolling',
				value: 'rolling',
				description: 'The last 60 minutes, 24 hours and 7 days',
			},
		],
		default: 'calendar',
	},
	{
		displayName: 'Missed Turns',
		name: 'returns',
		type: 'options',
		options: [
			{
				name: 'Are Gone',
				value: 'noCatchUp',
				description: 'Who comes back takes turns like everybody else',
			},
			{ name: 'Are Made Up For', value: 'fullCatchUp' },
			{ name: 'Are Made Up For Up to a Limit', value: 'cappedCatchUp' },
		],
		default: 'noCatchUp',
	},
	{
		displayName: 'Most Turns Made Up For',
		name: 'mostExtra',
		type: 'number',
		typeOptions: { minValue: 0 },
		default: 3,
	},
	{
		displayName: 'Rule Set Name',
		name: 'ruleSetName',
		type: 'string',
		default: '',
		placeholder: 'e.g. Inbound',
		description:
			'Nodes that use the same name share their turns. Empty: this node has turns of its own.',
	},
	{
		displayName: 'Timezone',
		name: 'timezone',
		type: 'string',
		default: '',
		placeholder: 'e.g. Asia/Shanghai',
		description: "Of members who have none of their own. Empty: the workflow's.",
	},
];
