import { certainBits, possibleBits } from '../matching/presets/preset';
import type { LeadMatch } from '../matching/matchLead';
import type { DecisionReason } from '../model/decision';
import { familyNamesConflict } from '../model/personName';
import { LostRace } from '../store/engine/engine';
import { identityText } from '../store/leads/identities';
import { profileOf } from '../store/leads/matchKeys';
import { SimilarLeads, type Sought } from '../store/leads/similarLeads';
import { cutReason, similarReason } from '../store/leads/similarReasons';
import { lockMoreLeads, readLeads } from '../store/leads/lockLeads';
import type { Step } from '../store/step';
import type { Chunk, Rehearsal, WorkingLead } from './chunk';
import type { PreparedCapture } from './prepare';
import { leadById, resolve } from './recognise';

/** Leads that a capture is compared with at most: those that share the most. */
const MOST_COMPARED = 40;

/** Leads that are put up for review beside a new one at most. */
const MOST_REVIEWS = 3;

/** A capture as somebody to look for among the stored leads. */
export function soughtOf({ fields, captured }: PreparedCapture): Sought {
	return { profile: profileOf(fields), isTest: captured.test === true };
}

/** Whether no key names anybody, as far as can be told before the leads are read. */
export function seemsNew(chunk: Chunk, { keys, leadId, captured, nameEvidence }: PreparedCapture) {
	if (captured.report || leadId !== undefined) return false;
	return keys.every((key) => {
		const holder = chunk.holders.get(identityText(key));
		if (!holder || holder.state === 'shared') return true;
		return familyNamesConflict(holder.nameEvidence, nameEvidence);
	});
}

/**
 * Reads whom those captures resemble whose keys name nobody. Leads that a capture may be attached to
 * are held; a lead that a rival holds makes the chunk start over.
 */
export function* readSimilar(
	chunk: Chunk,
	captures: readonly PreparedCapture[],
	rehearsal?: Rehearsal,
): Step<void> {
	if (chunk.options.similar === 'ignore') return;
	for (const capture of captures) {
		if (capture.captured.report || leadById(chunk, capture)) continue;
		const { target, contradicted } = resolve(chunk, capture);
		if (target) continue;
		const known = capture.keys.filter(
			(key) => chunk.holders.get(identityText(key))?.state === 'shared',
		);
		const sharedKeys = [...known, ...contradicted.map(({ by }) => by)];
		chunk.sought.set(capture, { ...soughtOf(capture), sharedKeys });
	}
	if (chunk.sought.size === 0) return;
	const people = [...chunk.sought.values()];
	chunk.similar = yield* SimilarLeads.read(chunk.context, people, {
		pending: chunk.pending,
		most: MOST_COMPARED,
		least: possibleBits,
	});
	if (chunk.options.similar === 'attach') yield* holdSimilar(chunk, chunk.similar, rehearsal);
}

function* holdSimilar(chunk: Chunk, similar: SimilarLeads, rehearsal?: Rehearsal): Step<void> {
	const versions = new Map<string, number>();
	for (const sought of chunk.sought.values()) {
		const { matches, rows } = similar.find(sought);
		for (const { id } of matches) {
			const row = rows.get(id);
			if (row && !chunk.leads.has(id)) versions.set(id, row.version);
		}
	}
	const ids = [...versions.keys()];
	const stored = ids.filter((id) => !rehearsal?.leads.has(id));
	const read = rehearsal
		? yield* readLeads(chunk.context, stored)
		: yield* lockMoreLeads(chunk.context, stored);
	if (!rehearsal && read.some((row) => row.version !== versions.get(row.id))) {
		throw new LostRace('leads');
	}
	for (const row of [...read, ...ids.flatMap((id) => rehearsal?.leads.get(id) ?? [])]) {
		chunk.leads.set(row.id, { before: row, after: row, touched: false });
	}
}

/** Whom a capture resembles that no key names. */
export interface Resemblance {
	/** The lead that it is taken for by rule. */
	lead?: WorkingLead;
	/** The leads that a person should compare it with, best first. */
	reviews: Array<LeadMatch<string>>;
	/** Why the lead was taken for it. */
	reasons: DecisionReason[];
	/** What was not looked at. */
	notes: DecisionReason[];
}

export function resemblanceOf(chunk: Chunk, capture: PreparedCapture): Resemblance {
	const sought = chunk.sought.get(capture);
	if (!sought || !chunk.similar) return { reviews: [], reasons: [], notes: [] };
	const { matches: possible, cut } = chunk.similar.find(sought);
	const notes = cut.length > 0 ? [cutReason(cut)] : [];
	const [best] = possible;
	if (best && best.bits >= certainBits && chunk.options.similar === 'attach') {
		const lead = chunk.leads.get(best.id);
		if (lead && lead.after.converted_at === null) {
			return { lead, reviews: [], reasons: [similarReason(best)], notes };
		}
	}
	return { reviews: possible.slice(0, MOST_REVIEWS), reasons: [], notes };
}
