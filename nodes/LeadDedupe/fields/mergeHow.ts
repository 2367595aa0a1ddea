import type { IDataObject, INodeProperties } from 'n8n-workflow';
import type { FieldRule, MasterRule, MergeRequest } from '../../../leads/dedupe/merge/mergeRequest';
import { located, locator } from '../../shared/locator';
import type { OperationContext } from '../../shared/operation';
import type { ParameterReader } from '../../shared/parameters';
import { CUSTOM_FIELD, mergedFieldOptions } from './mergedFieldOptions';

const rules: ReadonlyArray<{ name: string; value: MasterRule; description?: string }> = [
	{ name: 'Chosen Lead', value: 'manual' },
	{ name: 'Furthest in the Pipeline', value: 'furthestStage' },
	{ name: 'Most Complete', value: 'mostComplete', description: 'The most fields are filled' },
	{ name: 'Newest', value: 'newest' },
	{ name: 'Oldest', value: 'oldest' },
	{ name: 'Owned', value: 'owned', description: 'One that somebody looks after, else the oldest' },
];

const takes: ReadonlyArray<{ name: string; value: FieldRule; description?: string }> = [
	{ name: 'All Texts', value: 'concat', description: 'One below the other' },
	{ name: 'All Values', value: 'union', description: 'Every element of lists and tags, once' },
	{ name: 'Highest', value: 'max' },
	{ name: 'Longest', value: 'longest' },
	{ name: 'Lowest', value: 'min' },
	{ name: 'Most Trusted Source', value: 'mostTrusted', description: "By 'Trusted Sources'" },
	{ name: 'Newest', value: 'newest', description: 'Set last' },
	{ name: 'Of the Lead That Stays', value: 'master', description: 'Blanks are filled from others' },
	{ name: 'Oldest', value: 'oldest', description: 'Set first' },
];

const chosenMaster: INodeProperties = {
	...locator(
		{
			displayName: 'Lead That Stays',
			name: 'masterLead',
			description: "Leave empty to use the 'masterId' of the input item",
		},
		'searchLeads',
	),
	displayOptions: { show: { masterRule: ['manual'] } },
};

const fieldRules: INodeProperties = {
	displayName: 'Field Rules',
	name: 'fieldRules',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true },
	default: {},
	placeholder: 'Add Field Rule',
	description:
		'Whose value a field gets. Fields without a rule keep the value of the lead that stays, and are filled from the others where it is blank; tags unite.',
	options: [
		{
			displayName: 'Rule',
			name: 'rule',
			values: [
				{
					displayName: 'Field',
					name: 'field',
					type: 'options',
					options: mergedFieldOptions,
					default: 'name',
				},
				{
					displayName: 'Custom Field Name',
					name: 'customField',
					type: 'string',
					displayOptions: { show: { field: [CUSTOM_FIELD] } },
					default: '',
					placeholder: 'e.g. machineType',
				},
				{
					displayName: 'Take',
					name: 'take',
					type: 'options',
					options: [...takes],
					default: 'newest',
				},
			],
		},
	],
};

const sourceTrust: INodeProperties = {
	displayName: 'Trusted Sources',
	name: 'sourceTrust',
	type: 'string',
	default: '',
	placeholder: 'e.g. wecom, form, import',
	description:
		"Channels or lead sources, the most trusted first, for fields that take the 'Most Trusted Source'",
};

const mostLeads: INodeProperties = {
	displayName: 'Most Leads at Once',
	name: 'mostLeads',
	type: 'number',
	typeOptions: { minValue: 2 },
	default: 50,
	description: 'More leads than this are not merged in one go: a guard against a wrong list',
};

/** Which of several leads lives on, and whose values its fields get. `chosen`: one may be named. */
export function mergeFields(chosen: boolean): INodeProperties[] {
	return [
		{
			displayName: 'Keep',
			name: 'masterRule',
			type: 'options',
			options: rules.filter(({ value }) => chosen || value !== 'manual'),
			default: 'oldest',
			description:
				'Which lead stays. The IDs of the others lead to it for ever, and Unmerge takes it back.',
		},
		...(chosen ? [chosenMaster] : []),
		fieldRules,
	];
}

/** For the options of an operation that merges. */
export const mergeOptions: INodeProperties[] = [mostLeads, sourceTrust];

interface FieldRuleRow {
	field: string;
	customField?: string;
	take: FieldRule;
}

interface MergeOptions {
	mostLeads?: number;
	sourceTrust?: string;
}

function wordsOf(text = ''): string[] {
	return text
		.split(/[,，;；、\n]/)
		.map((word) => word.trim())
		.filter((word) => word !== '');
}

function fieldRulesOf(rows: readonly FieldRuleRow[]): Record<string, FieldRule> {
	return Object.fromEntries(
		rows.map(({ field, customField = '', take }) => [
			field === CUSTOM_FIELD ? `custom.${customField.trim()}` : field,
			take,
		]),
	);
}

/** Shown only where a lead is to be chosen: n8n does not know the parameter otherwise. */
function chosenMasterOf(
	parameters: ParameterReader,
	json: IDataObject,
	index: number,
): Pick<MergeRequest, 'masterId'> {
	const masterId =
		located(parameters.at<unknown>(chosenMaster.name, index, '')) || located(json.masterId);
	return masterId ? { masterId } : {};
}

/** How the node says that leads are merged, for one item. */
export function mergeHowOf(
	{ parameters, items }: Pick<OperationContext, 'parameters' | 'items'>,
	index: number,
): Omit<MergeRequest, 'ids'> {
	const masterRule = parameters.at<MasterRule>('masterRule', index, 'oldest');
	const rows = parameters.at<{ rule?: FieldRuleRow[] }>('fieldRules', index, {}).rule ?? [];
	const options = parameters.at<MergeOptions>('options', index, {});
	return {
		masterRule,
		...(masterRule === 'manual' ? chosenMasterOf(parameters, items[index].json, index) : {}),
		fieldRules: fieldRulesOf(rows),
		sourceTrust: wordsOf(options.sourceTrust),
		...(options.mostLeads === undefined ? {} : { mostLeads: options.mostLeads }),
	};
}
