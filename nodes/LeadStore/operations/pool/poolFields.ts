import { activityTypes } from '../../../../leads/model/activityTypes';
import { leadFieldNames, leadFields } from '../../../../leads/model/leadFields';
import { alphabetical } from '../../../shared/alphabetical';
import { wordList } from '../../fields/leadValues';
import {
	booleanField,
	choiceField,
	longTextField,
	numberField,
	recordIdField,
	textField,
	wordsField,
	type RecordField,
} from '../../fields/recordFields';
import { exemptField, recordRowsField, reclaimField } from './poolRows';

/** A limit: 0 is none. */
function limitField(displayName: string, name: string, description: string): RecordField {
	const { property } = numberField(displayName, name, {
		description: `${description}; 0 for no limit`,
	});
	return {
		property: { ...property, typeOptions: { minValue: 0 } },
		read: (value) => {
			const most = Math.trunc(Number(value));
			return value === '' || value === null || most === 0 ? null : most;
		},
	};
}

/** Several of a list. */
function choicesField(
	displayName: string,
	name: string,
	options: ReadonlyArray<{ name: string; value: string; description?: string }>,
	description: string,
): RecordField {
	return {
		property: {
			displayName,
			name,
			type: 'multiOptions',
			options: alphabetical([...options]),
			default: [],
			description,
		},
		read: (value) => (Array.isArray(value) ? value : wordList(value)),
	};
}

/** Kinds of fields whose values can be masked. */
const maskable = new Set<string>(['text', 'longText', 'email', 'phone', 'url', 'channelId']);

export const poolNameField = textField('Name', 'name', { placeholder: 'e.g. 华东公海' });

export const poolFields: readonly RecordField[] = [
	recordRowsField(
		'Administrators',
		'adminIds',
		'Administrator',
		'searchMembers',
		'公海管理员: they see everything unmasked, give leads out and pull them back',
	),
	choiceField(
		'Assign Mode',
		'assignMode',
		[
			{ name: 'Administrators Assign', value: 'administrator', description: '管理员分配' },
			{ name: 'Automatic', value: 'automatic', description: '自动分配' },
			{ name: 'Members Claim', value: 'claim', description: '员工自主领取' },
		],
		{ description: 'Who takes leads out of the pool' },
	),
	choiceField(
		'Automatic Mode',
		'autoMode',
		[
			{ name: 'By Weight', value: 'weighted', description: '比例' },
			{ name: 'Random', value: 'random', description: '随机' },
			{ name: 'Round Robin', value: 'roundRobin', description: '轮流' },
		],
		{ description: "How leads are shared out when 'Assign Mode' is automatic" },
	),
	limitField(
		'Cool-Down Hours',
		'previousOwnerCoolDownHours',
		'前负责人冷却期: hours in which somebody who had a lead may not claim it again',
	),
	booleanField(
		'Cover Members',
		'coversMembers',
		'Whether leads that a member gets from elsewhere are protected and taken back by the rules of this pool, too',
	),
	limitField(
		'Daily Claim Limit',
		'dailyClaimLimit',
		'每人每天最多领取: leads of this pool that a member claims in a day',
	),
	longTextField('Description', 'description'),
	choicesField(
		'Extend On',
		'extendOn',
		activityTypes.map((value) => ({ name: value[0].toUpperCase() + value.slice(1), value })),
		'Kinds of activity by the owner that make the protection longer',
	),
	limitField(
		'Extended Days',
		'extendDays',
		'更新保护期: days that a follow-up protects the lead from then on, if that is longer',
	),
	booleanField(
		'Hold Counts Converted',
		'holdCountsConverted',
		'Whether converted leads count as held',
	),
	limitField(
		'Hold Limit',
		'holdLimit',
		'持有上限: open leads that a member holds; who has more keeps them and claims none',
	),
	exemptField,
	choiceField(
		'Mask',
		'mask',
		[
			{ name: 'Always', value: 'always', description: 'Members never see them, on no lead' },
			{ name: 'Before Claim', value: 'beforeClaim', description: '领取前加密' },
			{ name: 'Never', value: 'never' },
		],
		{ description: 'When members see contact data masked, such as 138****8000' },
	),
	choicesField(
		'Masked Fields',
		'maskedFields',
		leadFieldNames
			.filter((name) => maskable.has(leadFields[name].kind))
			.map((value) => ({
				name: leadFields[value].label.en,
				value,
				description: leadFields[value].label.zh,
			})),
		'By default phone numbers, email addresses and channel IDs',
	),
	limitField(
		'Maximum Protection Days',
		'maxProtectDays',
		'最长保护期: days after which the lead goes back whatever happens',
	),
	recordRowsField(
		'Members',
		'memberIds',
		'Member',
		'searchMembers',
		'公海成员: who may claim. Without members and teams, everybody',
	),
	limitField(
		'Protection Days',
		'defaultProtectDays',
		'默认保护期: days that an owner has without doing anything',
	),
	recordIdField(
		'Reclaim to Pool',
		'reclaimToPoolId',
		'searchPools',
		'回收到指定公海. Leave empty for this pool.',
	),
	reclaimField,
	wordsAsNumbers(),
	booleanField(
		'Return Reason Required',
		'returnReasonRequired',
		'Whether giving a lead back needs a reason (退回原因)',
	),
	recordRowsField(
		'Teams',
		'teamIds',
		'Team',
		'searchTeams',
		'All members of these teams may claim',
	),
	textField('Time Zone', 'timezone', {
		placeholder: 'e.g. Asia/Shanghai',
		description: 'In which days are counted',
	}),
];

/** Days before the end, as numbers with commas between them. */
function wordsAsNumbers(): RecordField {
	const { property } = wordsField('Remind Days Before', 'remindDaysBefore', {
		placeholder: 'e.g. 3, 1',
		description: '提前提醒: days before the end at which the Lead Trigger tells of it',
	});
	return { property, read: (value) => wordList(value).map(Number) };
}
