import type { Decision, DecisionReason } from '../model/decision';
import type { Lead } from '../model/lead';
import type { Member } from '../model/member';
import type { OpenAssignment } from '../store/leads/endAssignments';
import type { Cast } from './cast';
import type { ExistingOwners } from './existingOwners';
import type { NotChosenCode } from './result';
import type { Rotation } from './rotation';
import type { AssignmentRule, RuleSet } from './ruleSet';
import type { Workloads } from './workloads';

/** A lead that is to be given to somebody. */
export interface Subject {
	id: string;
	/** Unmasked, as the rules look at it. */
	lead: Lead;
	/** Whose it is now. */
	ownerId: string | null;
	/** Members who had it lately, and those who missed its first touch. */
	coolingDown: ReadonlySet<string>;
	missedBy: ReadonlySet<string>;
	/** What is open of it in the book of assignments, read under its lock. */
	open: readonly OpenAssignment[];
}

/** What is to be done with a lead, before anything is written. */
export interface Verdict {
	outcome: 'assigned' | 'queued' | 'pooled' | 'noMatch';
	member?: Member;
	poolId?: string;
	/** The rule that decided; absent for existing owners and the default member. */
	rule?: AssignmentRule;
	/** The rule whose follow-up and clock hold for the new owner. */
	care?: AssignmentRule;
	/** The rotation that gave the turn. */
	rotation?: string;
	reasons: DecisionReason[];
	notChosen: Map<string, NotChosenCode>;
}

/** What the decisions of a batch are made from; its state moves on with each. */
export interface AssignerState {
	ruleSet: RuleSet;
	cast: Cast;
	rotations: ReadonlyMap<string, Rotation>;
	workloads: Workloads;
	existing: ExistingOwners;
	/** Epoch milliseconds. */
	now: number;
}

/** A lead and what was decided for it. */
export interface Decided {
	subject: Subject;
	verdict: Verdict;
	decision: Decision;
	/** Epoch milliseconds. */
	touchDueAt?: number;
}

/** A decision that is written down. */
export interface Entry extends Decided {
	/** Of its row in the book of assignments, and of its event. */
	id: string;
}
