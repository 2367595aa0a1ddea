import { DateTime } from 'luxon';
import type { PoolSettings, ReclaimReason, ReclaimRule } from './pool';

/** What a pool says of how long an owner keeps a lead. */
export type ProtectionTerms = Pick<
	PoolSettings,
	'defaultProtectDays' | 'extendDays' | 'maxProtectDays' | 'reclaimWhen' | 'timezone'
>;

/** What happened since somebody got a lead. Instants in epoch milliseconds. */
export interface HoldingFacts {
	/** When the owner got it. */
	since: number;
	/** When the owner followed up, in order. */
	followUps: readonly number[];
	hasDeal: boolean;
	/** Converted, or a deal of it is won. */
	isWon: boolean;
}

/** When a lead goes back to its pool, and why then. */
export interface ReclaimDue {
	at: number;
	reason: ReclaimReason;
}

/** So many calendar days later at the same time of day in the zone. */
export function daysAfter(instant: number, days: number, zone: string): number {
	return DateTime.fromMillis(instant, { zone }).plus({ days }).toMillis();
}

/** When the protection ends of a lead that is not worked on (默认保护期); Infinity for never. */
export function firstProtection(terms: ProtectionTerms, since: number): number {
	const { defaultProtectDays, timezone } = terms;
	const end = defaultProtectDays ? daysAfter(since, defaultProtectDays, timezone) : Infinity;
	return Math.min(end, hardEnd(terms, since));
}

/** 最长保护期: whatever the owner does, it ends here. */
function hardEnd({ maxProtectDays, timezone }: ProtectionTerms, since: number): number {
	return maxProtectDays ? daysAfter(since, maxProtectDays, timezone) : Infinity;
}

/**
 * The end of the protection after a follow-up: max(old end, follow-up + extendDays), but not beyond
 * the hard end. 红圈's rule of 更新保护期 and 最长保护期.
 */
export function extendedProtection(
	terms: ProtectionTerms,
	since: number,
	end: number,
	followUp: number,
): number {
	const { extendDays, timezone } = terms;
	if (!extendDays) return end;
	const extended = daysAfter(followUp, extendDays, timezone);
	return Math.min(Math.max(end, extended), hardEnd(terms, since));
}

/**
 * When a lead goes back to its pool by the rules of `reclaimWhen`, the earliest of them. A follow-up
 * counts if it came before the lead was due.
 *
 * @returns undefined for a lead that stays
 */
export function reclaimDue(terms: ProtectionTerms, facts: HoldingFacts): ReclaimDue | undefined {
	const { since, followUps } = facts;
	let protection = firstProtection(terms, since);
	let last = since;
	let due = earliest(terms, facts, protection, last);
	for (const followUp of followUps) {
		if (followUp < since) continue;
		if (due && followUp > due.at) break;
		protection = extendedProtection(terms, since, protection, followUp);
		last = followUp;
		due = earliest(terms, facts, protection, last);
	}
	return due;
}

function earliest(
	terms: ProtectionTerms,
	facts: HoldingFacts,
	protection: number,
	lastFollowUp: number,
): ReclaimDue | undefined {
	let due: ReclaimDue | undefined;
	for (const rule of terms.reclaimWhen) {
		const at = dueBy(rule, terms, facts, protection, lastFollowUp);
		if (at < (due?.at ?? Infinity)) due = { at, reason: rule.when };
	}
	return due;
}

function dueBy(
	rule: ReclaimRule,
	{ timezone }: ProtectionTerms,
	{ since, hasDeal, isWon }: HoldingFacts,
	protection: number,
	lastFollowUp: number,
): number {
	switch (rule.when) {
		case 'protectionEnds':
			return protection;
		case 'noFollowUp':
			return daysAfter(lastFollowUp, rule.days, timezone);
		case 'notWon':
			return isWon ? Infinity : daysAfter(since, rule.days, timezone);
		case 'noDeal':
			return hasDeal ? Infinity : daysAfter(since, rule.days, timezone);
	}
}

/** The next instant at which the owner is to be reminded of an end, after `now`. */
export function nextReminder(
	{ remindDaysBefore, timezone }: Pick<PoolSettings, 'remindDaysBefore' | 'timezone'>,
	end: number,
	now: number,
): number | undefined {
	const instants = remindDaysBefore
		.map((days) => daysAfter(end, -days, timezone))
		.filter((at) => at > now);
	return instants.length === 0 ? undefined : Math.min(...instants);
}
