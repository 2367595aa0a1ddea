import type { INodeProperties } from 'n8n-workflow';

const giveTo: INodeProperties = {
	displayName: 'Give To',
	name: 'giveTo',
	type: 'options',
	options: [
		{ name: 'Chosen Members', value: 'members' },
		{ name: 'Everybody', value: 'everybody', description: 'All active members of the store' },
		{
			name: 'Pool',
			value: 'pool',
			description: 'Put it into a public pool (公海), from where members claim it',
		},
		{
			name: 'Same Owner',
			value: 'sameOwner',
			description: 'Whoever has the same person, phone, domain or account already',
		},
		{ name: 'Team', value: 'team', description: 'All active members of a team' },
	],
	default: 'everybody',
};

const method: INodeProperties = {
	displayName: 'By',
	name: 'method',
	type: 'options',
	displayOptions: { show: { giveTo: ['members', 'team', 'everybody'] } },
	options: [
		{
			name: 'Least Busy',
			value: 'leastBusy',
			description: 'Whoever has the fewest open leads for their share',
		},
		{
			name: 'Longest Idle',
			value: 'longestIdle',
			description: 'Whoever has waited longest since their last lead',
		},
		{ name: 'Round Robin', value: 'roundRobin', description: 'In turn, all alike' },
		{
			name: 'Score Bands',
			value: 'scoreBanded',
			description: "In turn among the members of the band that the lead's score lies in",
		},
		{
			name: 'Weighted',
			value: 'weighted',
			description: "In turn by the members' shares: who has 2 gets twice as many as who has 1",
		},
	],
	default: 'roundRobin',
};

const bands: INodeProperties = {
	displayName: 'Score Bands',
	name: 'bands',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true },
	displayOptions: { show: { method: ['scoreBanded'] } },
	placeholder: 'Add band',
	default: {},
	options: [
		{
			displayName: 'Band',
			name: 'band',
			values: [
				{
					displayName: 'Score From',
					name: 'from',
					type: 'number',
					default: 0,
					description: 'Lowest score of the band; a lead without a score has 0',
				},
				{
					displayName: 'Member Names or IDs',
					name: 'members',
					type: 'multiOptions',
					typeOptions: { loadOptionsMethod: 'getMembers' },
					default: [],
					description:
						'Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
				},
			],
		},
	],
};

const onNoneAvailable: INodeProperties = {
	displayName: 'If Nobody Is Available',
	name: 'onNoneAvailable',
	type: 'options',
	displayOptions: { hide: { giveTo: ['pool'] } },
	options: [
		{
			name: 'Escalate',
			value: 'escalate',
			description: "Give it to the manager of the members' team",
		},
		{ name: 'Give to Default Assignee', value: 'default' },
		{ name: 'Put Into Pool', value: 'pool' },
		{
			name: 'Queue',
			value: 'queue',
			description: 'Wait, first in first out, for who is free next',
		},
		{ name: 'Try Next Rule', value: 'nextRule' },
	],
	default: 'nextRule',
};

const more: INodeProperties = {
	displayName: 'More',
	name: 'more',
	type: 'collection',
	placeholder: 'Add option',
	default: {},
	options: [
		{
			displayName: 'Count Working Hours Only',
			name: 'workingHours',
			type: 'boolean',
			default: true,
			description:
				"Whether minutes of the follow-up task and of the first response count in the owner's working hours only",
		},
		{
			displayName: 'First Response Within (Minutes)',
			name: 'touchWithin',
			type: 'number',
			typeOptions: { minValue: 1 },
			default: 30,
			description: 'When the new owner must have touched the lead (首次响应时限)',
		},
		{
			displayName: 'Follow-Up Due In (Minutes)',
			name: 'followUpDueIn',
			type: 'number',
			typeOptions: { minValue: 1 },
			default: 60,
		},
		{
			displayName: 'Follow-Up Task',
			name: 'followUpSubject',
			type: 'string',
			default: '',
			placeholder: 'e.g. Call the new lead',
			description: 'Subject of a task that the new owner gets',
		},
		{
			displayName: 'Match Language',
			name: 'matchLanguage',
			type: 'boolean',
			default: true,
			description: "Whether only members who speak the lead's language get it",
		},
		{
			displayName: 'Match Product',
			name: 'matchProduct',
			type: 'boolean',
			default: true,
			description: 'Whether only members who know the product get it',
		},
		{
			displayName: 'Match Region',
			name: 'matchRegion',
			type: 'boolean',
			default: true,
			description: "Whether only members who serve the lead's region get it",
		},
		{
			displayName: 'Reassign When Missed',
			name: 'touchReassign',
			type: 'boolean',
			default: true,
			description:
				"Whether a lead that was not touched in time is put up for somebody else: the event 'First response missed' of Lead Trigger says so, and 'Reassign Missed' does it",
		},
		{
			displayName: 'Skills',
			name: 'skills',
			type: 'string',
			default: '',
			placeholder: 'e.g. cnc, export',
			description: 'Skills that a member must have, separated by commas',
		},
		{
			displayName: 'Warn Before (Minutes)',
			name: 'touchWarnBefore',
			type: 'number',
			typeOptions: { minValue: 1 },
			default: 10,
			description: 'How long before the first response is due Lead Trigger gives a warning',
		},
	],
};

const ruleValues: INodeProperties[] = [
	{
		displayName: 'Name',
		name: 'name',
		type: 'string',
		default: '',
		placeholder: 'e.g. East China',
		description: 'Shown in decisions. Turns go by it, so keep it when you change the rule.',
	},
	{
		displayName: 'Leads That',
		name: 'conditions',
		type: 'filter',
		default: {},
		typeOptions: { filter: { caseSensitive: false, typeValidation: 'loose', version: 2 } },
		description:
			'Drag fields of the lead in, or type their names on the left, such as city. Leave empty for all leads.',
	},
	giveTo,
	{
		displayName: 'Member Names or IDs',
		name: 'members',
		type: 'multiOptions',
		typeOptions: { loadOptionsMethod: 'getMembers' },
		displayOptions: { show: { giveTo: ['members'] } },
		default: [],
		description:
			'Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
	},
	{
		displayName: 'Team Name or ID',
		name: 'team',
		type: 'options',
		typeOptions: { loadOptionsMethod: 'getTeams' },
		displayOptions: { show: { giveTo: ['team'] } },
		default: '',
		description:
			'Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
	},
	method,
	bands,
	onNoneAvailable,
	{
		displayName: 'Pool Name or ID',
		name: 'pool',
		type: 'options',
		typeOptions: { loadOptionsMethod: 'getPools' },
		default: '',
		description:
			'Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
		hint: 'Needed only where the rule puts leads into a pool',
	},
	more,
];

/** The ordered rules of a rule set; the first one that a lead passes decides. */
export const rulesField: INodeProperties = {
	displayName: 'Rules',
	name: 'rules',
	type: 'fixedCollection',
	typeOptions: {
		multipleValues: true,
		sortable: true,
		fixedCollection: { itemTitle: '={{ $collection.item.value.name || "Rule" }}' },
	},
	placeholder: 'Add rule',
	default: {},
	description:
		'The first rule that a lead passes decides. Without rules, all active members get leads in turn.',
	options: [
		{
			displayName: 'Rule',
			name: 'rule',
			values: ruleValues,
		},
	],
};
