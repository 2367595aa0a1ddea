import type { NotChosenCode } from './result';
import type { Rotation } from './rotation';
import { rotationName, type AssignmentRule, type RuleSet, type ScoreBand } from './ruleSet';
import type { Share } from './shares';
import type { Workloads } from './workloads';

interface PickState {
	ruleSet: RuleSet;
	rotations: ReadonlyMap<string, Rotation>;
	workloads: Workloads;
	/** The lead's. */
	score: number;
}

/** Who gets the lead, and why not each of the others. */
export interface Pick {
	memberId?: string;
	rotation?: string;
	/** How it came about, in words. */
	text: string;
	others: ReadonlyMap<string, NotChosenCode>;
}

function equals(shares: readonly Share[]): Share[] {
	return shares.map(({ memberId }) => ({ memberId, weight: 1 }));
}

/** The names of the rotations that a rule turns. */
export function rotationsOf(ruleSet: RuleSet, rule: AssignmentRule): string[] {
	if (rule.method === 'claimOnly' || 'sameOwner' in rule.target) return [];
	if (rule.method !== 'scoreBanded') return [rotationName(ruleSet, rule)];
	return (rule.bands ?? []).map(({ from }) => rotationName(ruleSet, rule, from));
}

/** The band in which a score lies: the highest that begins at or below it. */
function bandOf(bands: readonly ScoreBand[], score: number): ScoreBand | undefined {
	let found: ScoreBand | undefined;
	for (const band of bands) {
		if (band.from <= score && (found === undefined || band.from > found.from)) found = band;
	}
	return found;
}

/** Chooses one of the eligible members of a rule by its method. */
export function pickMember(
	rule: AssignmentRule,
	eligible: readonly Share[],
	state: PickState,
): Pick {
	switch (rule.method) {
		case 'weighted':
			return byTurn(rule, eligible, state, 'Next turn by shares');
		case 'leastBusy': {
			const { workloads } = state;
			const load = ({ memberId, weight }: Share) => workloads.of(memberId).open / weight;
			return byMeasure(rule, eligible, state, load, 'busier', 'Fewest open leads by shares');
		}
		case 'longestIdle': {
			const last = ({ memberId }: Share) => state.workloads.lastAt(memberId);
			return byMeasure(rule, eligible, state, last, 'lessIdle', 'Longest without a new lead');
		}
		case 'scoreBanded':
			return byBand(rule, eligible, state);
		default:
			return byTurn(rule, equals(eligible), state, 'Next turn');
	}
}

function othersOf(
	eligible: readonly Share[],
	memberId: string | undefined,
	code: NotChosenCode,
): Map<string, NotChosenCode> {
	const others = new Map<string, NotChosenCode>();
	for (const one of eligible) if (one.memberId !== memberId) others.set(one.memberId, code);
	return others;
}

function byTurn(
	rule: AssignmentRule,
	eligible: readonly Share[],
	{ ruleSet, rotations }: PickState,
	text: string,
	band?: number,
): Pick {
	const rotation = rotationName(ruleSet, rule, band);
	const memberId = rotations.get(rotation)?.next(eligible);
	return { memberId, rotation, text, others: othersOf(eligible, memberId, 'laterTurn') };
}

/** The lowest measure wins; of several, who had the last turn the longest ago, then the lowest id. */
function byMeasure(
	rule: AssignmentRule,
	eligible: readonly Share[],
	{ ruleSet, rotations }: PickState,
	measure: (share: Share) => number,
	code: NotChosenCode,
	text: string,
): Pick {
	const name = rotationName(ruleSet, rule);
	const rotation = rotations.get(name);
	const order = (one: Share, other: Share) =>
		measure(one) - measure(other) ||
		(rotation?.lastTurnOf(one.memberId) ?? 0) - (rotation?.lastTurnOf(other.memberId) ?? 0) ||
		(one.memberId < other.memberId ? -1 : 1);
	let best: Share | undefined;
	for (const one of eligible) if (!best || order(one, best) < 0) best = one;
	if (best) rotation?.give(equals(eligible), best.memberId);
	return {
		memberId: best?.memberId,
		rotation: name,
		text,
		others: othersOf(eligible, best?.memberId, code),
	};
}

function byBand(rule: AssignmentRule, eligible: readonly Share[], state: PickState): Pick {
	const band = bandOf(rule.bands ?? [], state.score);
	const inBand = eligible.filter(({ memberId }) => band?.members.includes(memberId));
	const picked = byTurn(
		rule,
		equals(inBand),
		state,
		'Next turn among those for such scores',
		band?.from,
	);
	const others = othersOf(eligible, undefined, 'otherBand');
	for (const { memberId } of inBand) others.delete(memberId);
	for (const [memberId, code] of picked.others) others.set(memberId, code);
	return { ...picked, others };
}
