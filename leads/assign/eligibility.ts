import type { Lead } from '../model/lead';
import type { Member } from '../model/member';
import { memoize } from '../model/memo';
import { foldText } from '../model/text';
import type { WorkCalendar } from '../model/workCalendar';
import { isWorkTime } from '../model/workTime';

/** Why a member does not get a lead: one word each, the first that holds in this order. */
export const exclusionCodes = [
	'inactive',
	'mayNotOwn',
	'setAway',
	'onLeave',
	'offShift',
	'noShare',
	'region',
	'skill',
	'product',
	'language',
	'coolDown',
	'maxOpen',
	'maxPerHour',
	'maxPerDay',
	'maxPerWeek',
] as const;

export type ExclusionCode = (typeof exclusionCodes)[number];

/** What a member has on hand, counted in the transaction that assigns. */
export interface Workload {
	/** Open leads held. */
	open: number;
	/** Leads given within the last hour, the day and the week of the member's zone. */
	hour: number;
	day: number;
	week: number;
}

/** What a rule asks of members beside being there. */
export interface Requirements {
	/** The lead's region must be one that the member serves; members without regions serve all. */
	region?: boolean;
	/** The product that the lead asks about must be one of the member's; members without products know all. */
	product?: boolean;
	/** The lead's language must be one that the member speaks; members without languages speak all. */
	language?: boolean;
	/** Skills that the member must have, all of them. */
	skills?: readonly string[];
}

export interface AssignmentMoment {
	/** Epoch milliseconds. */
	now: number;
	/** Zone of members who have none. */
	zone: string;
	calendar: WorkCalendar;
	/** Members who had this lead lately and gave it up, or lost it. */
	coolingDown: ReadonlySet<string>;
}

/** The same few words of members are compared with every lead. */
const folded = memoize(foldText);

function has(list: readonly string[], wanted: string): boolean {
	const word = folded(wanted);
	return list.some((one) => folded(one) === word);
}

/** GB/T 2260 codes nest: 440000 is Guangdong with all of 44xxxx, 440300 Shenzhen with all of 4403xx. */
function contains(region: string, code: string): boolean {
	const significant = region.replace(/(?:0000|00)$/, '');
	return /^\d{6}$/.test(region) ? code.startsWith(significant) : region === code;
}

function serves(regions: readonly string[], lead: Lead): boolean {
	const places = [lead.country, lead.state, lead.city, lead.district];
	return regions.some(
		(region) =>
			(lead.regionCode !== undefined && contains(region, lead.regionCode)) ||
			places.some((place) => typeof place === 'string' && has([region], place)),
	);
}

/** `zh` speaks `zh-CN`, `zh-CN` does not speak `zh-TW`. */
function speaks(languages: readonly string[], wanted: string): boolean {
	const tag = wanted.toLowerCase();
	return languages.some((language) => {
		const own = language.toLowerCase();
		return tag === own || tag.startsWith(`${own}-`);
	});
}

function isAway(
	member: Member,
	{ now, zone, calendar }: Omit<AssignmentMoment, 'coolingDown'>,
): ExclusionCode | undefined {
	if (member.available === false) return 'setAway';
	const onLeave = member.leaves.some(
		({ from, to }) => Date.parse(from) <= now && now < Date.parse(to),
	);
	if (onLeave) return 'onLeave';
	// Set to be there by hand, somebody is there whatever the shifts say.
	if (member.shifts.length === 0 || member.available === true) return undefined;
	const schedule = {
		shifts: member.shifts,
		leaves: [],
		zone: member.timezone ?? zone,
		calendar,
	};
	return isWorkTime(now, schedule) ? undefined : 'offShift';
}

function lacks(member: Member, lead: Lead, needed: Requirements): ExclusionCode | undefined {
	const { regions, products, languages } = member;
	if (needed.region && regions.length > 0 && !serves(regions, lead)) return 'region';
	if (needed.skills?.some((skill) => !has(member.skills, skill))) return 'skill';
	if (needed.product && lead.product && products.length > 0 && !has(products, lead.product)) {
		return 'product';
	}
	if (needed.language && lead.language && languages.length > 0) {
		if (!speaks(languages, lead.language)) return 'language';
	}
	return undefined;
}

function isFull({ capacity }: Member, workload: Workload): ExclusionCode | undefined {
	// Asked of every member for every lead: no lists are made here.
	if (workload.open >= (capacity.maxOpen ?? Infinity)) return 'maxOpen';
	if (workload.hour >= (capacity.maxPerHour ?? Infinity)) return 'maxPerHour';
	if (workload.day >= (capacity.maxPerDay ?? Infinity)) return 'maxPerDay';
	return workload.week >= (capacity.maxPerWeek ?? Infinity) ? 'maxPerWeek' : undefined;
}

/** Why a member can be given no lead at all now, whichever it is: the part that holds for a whole batch. */
export function absenceOf(
	member: Member,
	moment: Omit<AssignmentMoment, 'coolingDown'>,
): ExclusionCode | undefined {
	if (!member.active || member.deletedAt !== undefined) return 'inactive';
	if (member.role === 'viewer') return 'mayNotOwn';
	return isAway(member, moment);
}

/** Why a member who is there cannot be given this lead. */
export function unfitnessOf(
	member: Member,
	lead: Lead,
	workload: Workload,
	needed: Requirements,
	coolingDown: ReadonlySet<string>,
): ExclusionCode | undefined {
	return (
		lacks(member, lead, needed) ??
		(coolingDown.has(member.id) ? 'coolDown' : undefined) ??
		isFull(member, workload)
	);
}

/**
 * Why a member cannot be given a lead now.
 *
 * @returns undefined for a member who can
 */
export function exclusionOf(
	member: Member,
	lead: Lead,
	workload: Workload,
	needed: Requirements,
	moment: AssignmentMoment,
): ExclusionCode | undefined {
	return (
		absenceOf(member, moment) ??
		(member.weight > 0 ? undefined : 'noShare') ??
		unfitnessOf(member, lead, workload, needed, moment.coolingDown)
	);
}
