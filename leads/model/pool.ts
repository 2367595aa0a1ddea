import { z } from 'zod/v4';
import { type ActivityType, activityTypes } from './activityTypes';
import { leadFields, type LeadFieldName, leadFieldNames } from './leadFields';
import { predicateSchema } from './predicateSchema';
import {
	id,
	inputObject,
	longText,
	requiredText,
	type StoredRecord,
	text,
	timeZone,
} from './schemaParts';

/** Who takes leads out of a pool: members themselves, an automatic rotation, or the pool's administrators. */
export const poolAssignModes = ['claim', 'automatic', 'administrator'] as const;
/** How an automatic pool shares its leads out. */
export const poolAutoModes = ['roundRobin', 'random', 'weighted'] as const;
export const poolMasks = ['beforeClaim', 'always', 'never'] as const;

const days = z.int().min(1).max(3650);

/** When a lead goes back to the pool by itself. The first of several that holds decides. */
const reclaimRule = z.discriminatedUnion('when', [
	/** The protection is over (保护到期). */
	z.strictObject({ when: z.literal('protectionEnds') }),
	/** The owner recorded no follow-up for so many days (N天未跟进). */
	z.strictObject({ when: z.literal('noFollowUp'), days }),
	/** Neither converted nor won within so many days of getting an owner (N天未成交). */
	z.strictObject({ when: z.literal('notWon'), days }),
	/** No deal was made of it within so many days of getting an owner (无新建商机). */
	z.strictObject({ when: z.literal('noDeal'), days }),
]);

const maskable = new Set<string>(
	leadFieldNames.filter((name) =>
		['text', 'longText', 'email', 'phone', 'url', 'channelId'].includes(leadFields[name].kind),
	),
);

const maskedField = text(100).refine((name) => maskable.has(name) || name.startsWith('custom.'), {
	error: "must be a lead field that holds text, or 'custom.' and the name of your own field",
});

/** What a user may write of a pool (公海): leads without an owner, and the rules by which members hold them. */
export const poolInputSchema = inputObject('Pool', {
	name: requiredText(120),
	description: longText.nullish(),
	/** Who may claim (公海成员): these members and all members of these teams. With neither, everybody. */
	memberIds: z.array(id).max(1000).optional(),
	teamIds: z.array(id).max(200).optional(),
	/** Who sees all leads of the pool unmasked, gives them out and pulls them back (公海管理员). */
	adminIds: z.array(id).max(100).optional(),
	/** 员工自主领取, 自动分配 or 管理员分配. */
	assignMode: z.enum(poolAssignModes).optional(),
	/** 轮流, 随机 or 比例 (by the members' weights). */
	autoMode: z.enum(poolAutoModes).optional(),
	/** Leads of this pool that a member claims in a day of their zone (每人每天最多领取). */
	dailyClaimLimit: z.int().nonnegative().nullish(),
	/** Open leads that a member of this pool holds in all (持有上限): who has more keeps them and claims none. */
	holdLimit: z.int().nonnegative().nullish(),
	/** Whether converted leads count as held. */
	holdCountsConverted: z.boolean().optional(),
	/** Days that an owner has without doing anything (默认保护期). */
	defaultProtectDays: days.nullish(),
	/** Days that a follow-up protects from its moment on, if that is longer (更新保护期). */
	extendDays: days.nullish(),
	/** Kinds of activity by the owner that extend the protection. */
	extendOn: z.array(z.enum(activityTypes)).optional(),
	/** The hard end of the protection, counted from when the owner got the lead (最长保护期). */
	maxProtectDays: days.nullish(),
	/** 回收条件; an empty list takes nothing back. */
	reclaimWhen: z.array(reclaimRule).max(10).optional(),
	/** Days before the end at which the owner is reminded (提前N天提醒). */
	remindDaysBefore: z.array(z.int().min(1).max(365)).max(10).optional(),
	/** Hours in which somebody who had the lead may not claim it again (前负责人冷却期). */
	previousOwnerCoolDownHours: z.number().min(0).max(87_600).nullish(),
	/** Leads that are never taken back (锁定 / 不回收条件). */
	exemptWhen: predicateSchema.nullish(),
	/** Whether members see contact data masked: until they claim (领取前加密), always, or not at all. */
	mask: z.enum(poolMasks).optional(),
	maskedFields: z.array(maskedField).max(100).optional(),
	/** Whether giving a lead back needs a reason (退回原因). */
	returnReasonRequired: z.boolean().optional(),
	/** The pool that leads are taken back into (回收到指定公海); absent, this one. */
	reclaimToPoolId: id.nullish(),
	/** Whether leads that a member gets from elsewhere fall under the rules of this pool as well. */
	coversMembers: z.boolean().optional(),
	/** Zone in which days are counted. */
	timezone: timeZone.nullish(),
	custom: z.record(z.string(), z.json()).optional(),
});

export type PoolInput = z.infer<typeof poolInputSchema>;
export type ReclaimRule = z.infer<typeof reclaimRule>;
export type ReclaimReason = ReclaimRule['when'];

/** Contact data and channel IDs: what makes a lead worth claiming. */
const contactFields: LeadFieldName[] = leadFieldNames.filter((name) => {
	const { kind } = leadFields[name];
	return kind === 'email' || kind === 'phone' || kind === 'channelId' || isMessenger(name);
});

function isMessenger(name: string): boolean {
	return name === 'wechat' || name === 'qq' || name === 'skype';
}

/** Activities by which a member follows up; a form is what the person fills in. */
const followUps: ActivityType[] = activityTypes.filter((type) => type !== 'form');

/** Values of a new pool where its maker gives none. A limit that is cleared later is no limit. */
export const poolDefaults = {
	assignMode: 'claim',
	autoMode: 'roundRobin',
	defaultProtectDays: 30,
	extendDays: 7,
	maxProtectDays: 90,
	reclaimWhen: [{ when: 'protectionEnds' }],
	remindDaysBefore: [3, 1],
	previousOwnerCoolDownHours: 72,
	returnReasonRequired: true,
	timezone: 'Asia/Shanghai',
} as const satisfies Partial<PoolInput>;

type Filled =
	| 'memberIds'
	| 'teamIds'
	| 'adminIds'
	| 'assignMode'
	| 'autoMode'
	| 'holdCountsConverted'
	| 'extendOn'
	| 'reclaimWhen'
	| 'remindDaysBefore'
	| 'mask'
	| 'maskedFields'
	| 'returnReasonRequired'
	| 'coversMembers'
	| 'custom';

/** A pool's settings with nothing left open. An absent limit is no limit. */
export type PoolSettings = Omit<PoolInput, Filled | 'timezone'> & {
	[Field in Filled]-?: NonNullable<PoolInput[Field]>;
} & { timezone: string };

/** A pool as it is read. */
export interface Pool extends PoolSettings, StoredRecord {}

/** Fills what a pool leaves open. */
export function poolSettings(input: PoolInput): PoolSettings {
	return {
		...input,
		memberIds: input.memberIds ?? [],
		teamIds: input.teamIds ?? [],
		adminIds: input.adminIds ?? [],
		assignMode: input.assignMode ?? poolDefaults.assignMode,
		autoMode: input.autoMode ?? poolDefaults.autoMode,
		holdCountsConverted: input.holdCountsConverted ?? false,
		extendOn: input.extendOn ?? followUps,
		reclaimWhen: input.reclaimWhen ?? [...poolDefaults.reclaimWhen],
		remindDaysBefore: input.remindDaysBefore ?? [...poolDefaults.remindDaysBefore],
		mask: input.mask ?? 'beforeClaim',
		maskedFields: input.maskedFields ?? contactFields,
		returnReasonRequired: input.returnReasonRequired ?? poolDefaults.returnReasonRequired,
		coversMembers: input.coversMembers ?? true,
		timezone: input.timezone ?? poolDefaults.timezone,
		custom: input.custom ?? {},
	};
}

/** Whether a member may claim from a pool. */
export function isPoolMember(
	pool: Pick<PoolSettings, 'memberIds' | 'teamIds' | 'adminIds'>,
	member: { id: string; teamIds: readonly string[] },
): boolean {
	const { memberIds, teamIds, adminIds } = pool;
	if (memberIds.length === 0 && teamIds.length === 0) return true;
	return (
		memberIds.includes(member.id) ||
		adminIds.includes(member.id) ||
		member.teamIds.some((team) => teamIds.includes(team))
	);
}
