import { certainBits, possibleBits } from '../matching/presets/preset';
import { probabilityOf } from '../matching/score/explain';
import type { Lead } from '../model/lead';
import type { Operation, StoreContext } from '../store/context';
import { presentLeads } from '../store/leads/presentLeads';
import { readLeads } from '../store/leads/lockLeads';
import { canSee } from '../store/permissions';
import type { Step } from '../store/step';
import type {
	CheckInput,
	CheckMatch,
	CheckOptions,
	CheckResult,
	Thresholds,
} from './check/contract';
import { decisionOf, outcomeOf } from './check/decision';
import type { Likely } from './check/inquiry';
import { lookUp } from './check/lookUp';

export type { CheckInput, CheckMatch, CheckOptions, CheckResult } from './check/contract';

/** Inputs that are looked up in a few statements together. */
const AT_ONCE = 50;
const MOST_MATCHES = 10;

/**
 * Looks for the stored records of people, by the same evidence as a capture does, and changes
 * nothing. One result an input, in their order. On SQLite the whole operation runs in one tick, half
 * a millisecond an input: hand in some fifty at a time.
 */
export function checkLeads(
	inputs: readonly CheckInput[],
	options: CheckOptions,
): Operation<CheckResult[]> {
	return function* (context) {
		const results: CheckResult[] = [];
		for (let start = 0; start < inputs.length; start += AT_ONCE) {
			const some = inputs.slice(start, start + AT_ONCE);
			for (const result of yield* checkSome(context, some, options)) results.push(result);
		}
		return results;
	};
}

/** A rule is met or not, so presets of rules know no other thresholds. */
function thresholdsOf({ preset, certainAt, reviewAt }: CheckOptions): Thresholds {
	if (preset !== 'leadflow') return { certainAt: certainBits, reviewAt: certainBits };
	const certain = certainAt ?? certainBits;
	return { certainAt: certain, reviewAt: Math.min(reviewAt ?? possibleBits, certain) };
}

function* checkSome(
	context: StoreContext,
	inputs: readonly CheckInput[],
	options: CheckOptions,
): Step<CheckResult[]> {
	const thresholds = thresholdsOf(options);
	const looked = yield* lookUp(context, inputs, options, thresholds);
	const listed = looked.map(({ likely }) => likely.slice(0, MOST_MATCHES));
	const leads = yield* leadsOf(context, listed.flat());
	return looked.map(({ cut, notes }, index) => {
		const matches = listed[index].map((one) => matchOf(context, one, leads, thresholds));
		const outcome = outcomeOf(matches, thresholds);
		const decision = decisionOf(options.node, outcome, { likely: listed[index], notes, cut });
		return { outcome, matches, cut: [...cut], decision };
	});
}

function isHidden(context: StoreContext, { owner }: Likely): boolean {
	return !canSee(context.actor, owner);
}

/** The leads to be shown, read whole, as the actor may see them. */
function* leadsOf(context: StoreContext, likely: readonly Likely[]): Step<Map<string, Lead>> {
	const ids = likely
		.filter((one) => one.entityType === 'lead' && !isHidden(context, one))
		.map(({ id }) => id);
	const rows = yield* readLeads(context, ids);
	const leads = yield* presentLeads(context, rows);
	return new Map(leads.map((lead) => [lead.id, lead]));
}

function matchOf(
	context: StoreContext,
	likely: Likely,
	leads: ReadonlyMap<string, Lead>,
	{ certainAt, reviewAt }: Thresholds,
): CheckMatch {
	const { entityType, id, bits, parts, by } = likely;
	const told = by === undefined ? {} : { by };
	if (isHidden(context, likely)) {
		// How much of a hidden record agrees would give its values away, guess by guess.
		const reached = bits >= certainAt ? certainAt : reviewAt;
		const probability = probabilityOf(reached);
		return { entityType, id: '', bits: reached, probability, parts: [], ...told };
	}
	const lead = leads.get(id);
	const probability = probabilityOf(bits);
	return { entityType, id, ...(lead ? { lead } : {}), bits, probability, parts, ...told };
}
