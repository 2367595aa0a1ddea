import { createHash } from 'node:crypto';
import type { Predicate } from '../model/predicate';
import type { WorkCalendar } from '../model/workCalendar';
import type { Requirements } from './eligibility';
import type { ReturnPolicy } from './rotation';

export const assignmentMethods = [
	'roundRobin',
	'weighted',
	'leastBusy',
	'longestIdle',
	'scoreBanded',
	'claimOnly',
] as const;

/**
 * How one of the eligible members is chosen. `roundRobin` takes all as equal, `weighted` by their
 * shares; `leastBusy` goes by open leads a share, `longestIdle` by who has waited longest since the
 * last lead; `scoreBanded` rotates among the members of the band that the lead's score lies in;
 * `claimOnly` chooses nobody: the lead goes to a pool and is claimed from there.
 */
export type AssignmentMethod = (typeof assignmentMethods)[number];

/** What happens to a lead whose rule finds nobody who could take it now. */
export type OnNoneAvailable = 'nextRule' | 'default' | 'queue' | 'pool' | 'escalate';

/** What a lead is known by when its person or company may have an owner already. */
export type ExistingBy = 'email' | 'phone' | 'domain' | 'account';

/** Who may get the leads of a rule. */
export type AssignmentTarget =
	| {
			members: ReadonlyArray<{
				id: string;
				/** Share; default the member's own. */ weight?: number;
			}>;
	  }
	/** All active members of the store. */
	| { everybody: true }
	| { teamId: string }
	| { poolId: string }
	/** Whoever has the same person, phone, domain or account already. */
	| { sameOwner: true };

/** Members who get leads from a score on, for `scoreBanded`. */
export interface ScoreBand {
	/** Lowest score of the band; a lead without a score has 0. */
	from: number;
	members: readonly string[];
}

/** The task that the new owner gets. */
export interface FollowUp {
	subject: string;
	dueInMinutes: number;
	/** Counts minutes of the owner's working hours. */
	workingHours: boolean;
}

/** The clock of the first touch (首次响应时限). */
export interface TouchClock {
	withinMinutes: number;
	/** Warns so many minutes before it is due. */
	warnBeforeMinutes?: number;
	/** Counts minutes of the owner's working hours. */
	workingHours: boolean;
	/** A missed lead is put up for another owner: its event says so. */
	reassign: boolean;
}

/** One rule: which leads, to whom, how. */
export interface AssignmentRule {
	/** Unique in its rule set; the turns of its rotation go by it. */
	name: string;
	/** Without a condition, every lead. */
	when?: Predicate;
	target: AssignmentTarget;
	method: AssignmentMethod;
	bands?: readonly ScoreBand[];
	needs?: Requirements;
	onNoneAvailable: OnNoneAvailable;
	/** The pool of `onNoneAvailable: 'pool'`, and of `claimOnly` where the target is no pool. */
	poolId?: string;
	followUp?: FollowUp;
	touch?: TouchClock;
}

/** Ordered rules, first match wins. Plain data: it is stored under its hash. */
export interface RuleSet {
	/** Names the rotations: editing the rules under one name keeps everybody's turns. */
	name: string;
	rules: readonly AssignmentRule[];
	/** Asked before the rules: who has the person or the company already gets the lead. */
	checkExisting?: {
		by: readonly ExistingBy[];
		/** An owner whose record nothing happened to for so long does not count. */
		freshnessDays?: number;
	};
	/**
	 * Gets what no rule finds an eligible member for, whatever the hour and however many they hold: a
	 * lead must not be lost. Must be an active member who may own leads.
	 */
	defaultMemberId?: string;
	/** IANA zone of members who have none. */
	zone: string;
	calendar: WorkCalendar;
	/** Statuses of leads that count as held. */
	countStatuses: readonly string[];
	/** A day is the calendar day of the member's zone, or the last 24 hours; hours and weeks likewise. */
	capWindow: 'calendar' | 'rolling';
	/** Whether the pools that members belong to limit how many open leads they hold, as when claiming. */
	holdLimits?: boolean;
	returns: ReturnPolicy;
	/** For `cappedCatchUp`: turns that a member may get in addition after having been away. */
	mostExtra?: number;
	/** A lead that gets one of these statuses gives its owner the turn back. */
	creditBackOn?: readonly string[];
	/** How long whoever missed, released or lost a lead does not get it again; default 24 hours. */
	coolDownHours?: number;
	/** How long whoever had a lead by the rules of a pool does not get it again, by pool, where that is longer. */
	poolCoolDownHours?: Readonly<Record<string, number>>;
}

function sorted(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(sorted);
	if (typeof value !== 'object' || value === null) return value;
	const entries = Object.entries(value).filter(([, member]) => member !== undefined);
	entries.sort(([one], [other]) => (one < other ? -1 : 1));
	return Object.fromEntries(entries.map(([name, member]) => [name, sorted(member)]));
}

const hashes = new WeakMap<RuleSet, string>();

/** Names a version of a rule set by its content: SHA-256 in hex, whatever the order of its members. */
export function ruleSetHash(ruleSet: RuleSet): string {
	const known = hashes.get(ruleSet);
	if (known !== undefined) return known;
	const hash = createHash('sha256')
		.update(JSON.stringify(sorted(ruleSet)))
		.digest('hex');
	hashes.set(ruleSet, hash);
	return hash;
}

/**
 * Name of the row that keeps whose turn it is by a rule.
 *
 * @param band lowest score of the band, whose members take turns among themselves
 */
export function rotationName(ruleSet: RuleSet, rule: AssignmentRule, band?: number): string {
	return JSON.stringify([ruleSet.name, rule.name, ...(band === undefined ? [] : [band])]);
}
