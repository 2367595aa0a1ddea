import type { Decision } from '../../model/decision';
import type { Lead } from '../../model/lead';

/** How the lead is found that lives on. Of equals the one with the lower id (the older) does. */
export const masterRules = [
	'oldest',
	'newest',
	'mostComplete',
	'furthestStage',
	'owned',
	'manual',
] as const;

export type MasterRule = (typeof masterRules)[number];

/** Whose value of a field lives on. Blanks never win, whatever the rule. */
export const fieldRules = [
	/** The master's; where it has none, the newest of the others. */
	'master',
	/** Set last. */
	'newest',
	/** Set first. */
	'oldest',
	/** The longest text. */
	'longest',
	/** From the source that stands highest in `sourceTrust`. */
	'mostTrusted',
	/** Every element of all: tags, lists, `a; b`. */
	'union',
	'max',
	'min',
	/** All texts, one below the other, the master's first. */
	'concat',
] as const;

export type FieldRule = (typeof fieldRules)[number];

export interface MergeRequest {
	/** Two or more leads; an id that was merged away stands for the lead that lives on. */
	ids: readonly string[];
	masterRule: MasterRule;
	/** With `manual`: the lead that lives on. */
	masterId?: string;
	/** By field name, `custom.` and the name for the user's own fields; others follow `master`, tags `union`. */
	fieldRules?: Readonly<Record<string, FieldRule>>;
	/** Channels or lead sources, the most trusted first; letter case does not matter. */
	sourceTrust?: readonly string[];
	/** Field → id of the lead whose value it gets, also where that is a blank. Beats every rule. */
	fieldChoices?: Readonly<Record<string, string>>;
	/** Guard: more leads than this are not merged at once. Default 50. */
	mostLeads?: number;
	/** Merges although somebody declared two of them to be different. */
	evenIfDifferent?: boolean;
}

export interface MergeResult {
	/** The lead that lives on, as the actor may see it. */
	lead: Lead;
	/** Ids in the list of merges, one for each lead that was merged away. */
	mergeIds: string[];
	mergedIds: string[];
	/** Whose value each filled field is, by lead id. */
	fields: Record<string, string>;
	/** Fields whose value is put together from several leads. */
	combined: string[];
	/** Rows that went over to the lead that lives on, by table. */
	moved: Record<string, number>;
	/** True when all of them were one lead already; then nothing was written. */
	alreadyMerged: boolean;
	decision: Decision;
}

/** What a merge would do; nothing is written. */
export type MergePreview = Omit<MergeResult, 'mergeIds'>;

/** Something that undoing a merge could not take back. */
export interface UnmergeConflict {
	/**
	 * `changedSince`: the field was changed after the merge and stays with the lead that lived on.
	 * `keyTaken`: somebody else is recognised by the key now, and keeps it.
	 * `rowGone`: a row that moved was deleted, or was moved on, and does not come back.
	 */
	reason: 'changedSince' | 'keyTaken' | 'rowGone';
	field?: string;
	/** Kind of the key, such as `mobile`. */
	key?: string;
	/** Whose it is now; absent where the actor may not see it. */
	heldBy?: string;
	table?: string;
	count?: number;
}

export interface UnmergeRequest {
	/** One of the two. A lead's id stands for the merge that took it away. */
	mergeId?: string;
	leadId?: string;
	/** Remembers that the two are different, so that they are never joined again by rule. */
	different?: boolean;
}

export interface UnmergeResult {
	mergeId: string;
	/** The lead that is back. */
	lead: Lead;
	/** The lead that it was merged into. */
	survivor: Lead;
	/** Rows that went back, by table. */
	moved: Record<string, number>;
	conflicts: UnmergeConflict[];
	/** True when it had been undone before; then nothing was written. */
	alreadyUndone: boolean;
	decision: Decision;
}

/** A merge as it is told of. */
export interface MergeRecord {
	id: string;
	survivorId: string;
	loserId: string;
	at: string;
	/** `system`, a role, or `member:<id>`. */
	actor: string;
	undoneAt?: string;
	undoneBy?: string;
	/** False once it was undone, or the person was erased. */
	canBeUndone: boolean;
	/** The lead that was merged away, as it was and as the actor may see it; absent once erased or undone. */
	loser?: Lead;
	/** Fields of the survivor that the merge set, and whose value each got. */
	fields: Record<string, string>;
}
