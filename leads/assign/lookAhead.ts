import type { Lead } from '../model/lead';
import { isId } from '../model/ids';
import type { Operation } from '../store/context';
import { leadFromRow, type LeadRow } from '../store/leads/leadRow';
import { readLeads } from '../store/leads/lockLeads';
import { together } from '../store/step';
import { keptAmong } from './storedRuleSets';
import { ruleSetHash, type RuleSet } from './ruleSet';

/*
 * Whoever assigns holds the turns, and all others wait. What can be done before is done here: it is
 * looked at again under the locks, where only what changed meanwhile is read anew.
 */

/** What was read before the locks. */
export interface LookAhead {
	/** By id. */
	rows: ReadonlyMap<string, LeadRow>;
	/** The same as the rules look at them, by row. */
	leads: ReadonlyMap<LeadRow, Lead>;
	/** Hashes of rule set and line-up, where they are stored. */
	kept: ReadonlySet<string>;
}

export const nothingRead: LookAhead = { rows: new Map(), leads: new Map(), kept: new Set() };

/** The line-up that a rule set had last: a guess that saves a write where it is right. */
const lastLineUps = new Map<string, string>();
const REMEMBERED = 100;

/** Remembers the line-up of a rule set for the next batch. */
export function rememberLineUp(ruleSet: RuleSet, lineUpHash: string): void {
	const hash = ruleSetHash(ruleSet);
	if (!lastLineUps.has(hash) && lastLineUps.size >= REMEMBERED) lastLineUps.clear();
	lastLineUps.set(hash, lineUpHash);
}

/** Reads what a batch will be decided from, holding nobody up. */
export function lookAhead(leadIds: readonly string[], ruleSet: RuleSet): Operation<LookAhead> {
	return function* (context) {
		const hash = ruleSetHash(ruleSet);
		const [found, kept] = yield* together(
			readLeads(context, leadIds.filter(isId)),
			keptAmong(context, [hash, lastLineUps.get(hash) ?? hash]),
		);
		const leads = new Map<LeadRow, Lead>();
		for (const row of found) {
			const lead = leadFromRow(row, context.now);
			// Whether a conversation is open depends on the instant.
			if (lead.whatsapp === undefined) leads.set(row, lead);
		}
		return { rows: new Map(found.map((row) => [row.id, row])), leads, kept };
	};
}
