import type { Decision } from '../model/decision';
import type { LeadflowError } from '../model/error';
import type { Lead } from '../model/lead';
import type { PersonReference } from '../model/personReference';
import { exclusionCodes } from './eligibility';

/**
 * What became of a lead. `refused` ones may not be given to anybody (`error` says why); the others of
 * the batch go through.
 */
export type AssignOutcome =
	| 'assigned'
	| 'queued'
	| 'pooled'
	| 'noMatch'
	| 'alreadyAssigned'
	| 'refused';

/** Why a member did not get a lead: not eligible, or somebody else came first. */
export const notChosenCodes = [
	...exclusionCodes,
	/** Missed this lead, so somebody else is to have it. */
	'missedIt',
	/** In another band of scores. */
	'otherBand',
	'laterTurn',
	'busier',
	'lessIdle',
	/** Named by the rule, but no such member is left. */
	'unknown',
] as const;

export type NotChosenCode = (typeof notChosenCodes)[number];

const reasons: Readonly<Record<NotChosenCode, string>> = {
	inactive: 'no longer active',
	mayNotOwn: 'may look only, not own leads',
	setAway: 'set to away',
	onLeave: 'on leave',
	offShift: 'outside their working hours',
	noShare: 'has a share of 0',
	region: "does not serve the lead's region",
	skill: 'lacks a skill that the rule asks for',
	product: "does not know the lead's product",
	language: "does not speak the lead's language",
	coolDown: 'had this lead lately',
	maxOpen: 'holds as many open leads as they may',
	maxPerHour: 'got as many leads this hour as they may',
	maxPerDay: 'got as many leads today as they may',
	maxPerWeek: 'got as many leads this week as they may',
	missedIt: 'did not touch this lead in time',
	otherBand: 'takes leads of other scores',
	laterTurn: 'eligible, but it was not their turn',
	busier: 'eligible, but has more on hand',
	lessIdle: 'eligible, but got a lead more recently',
	unknown: 'no member of this store any more',
};

/** The reason in words that follow a name. */
export function notChosenText(code: NotChosenCode): string {
	return reasons[code];
}

/** A member who did not get the lead, and the one reason. */
export interface NotChosen {
	memberId: string;
	name: string | null;
	code: NotChosenCode;
}

export interface AssignResult {
	/** As it was asked for. */
	leadId: string;
	outcome: AssignOutcome;
	/** Who has the lead now; of `alreadyAssigned` the owner it has. */
	member?: PersonReference;
	/** The pool it was put into. */
	pool?: PersonReference;
	/** Name of the rule that decided; absent for the default member and for existing owners. */
	rule?: string;
	/** The lead as the actor may see it, with the decision; absent where refused. */
	lead?: Lead;
	/** Everybody the rules looked at and did not choose. */
	excluded: NotChosen[];
	/** When the owner must have touched it, in epoch milliseconds. */
	touchDueAt?: number;
	decision: Decision;
	/** Of `refused`. */
	error?: LeadflowError;
}

/** Codes by member, in the order in which they were looked at. */
export type NotChosenByCode = Partial<Record<NotChosenCode, string[]>>;
