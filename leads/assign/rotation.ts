import {
	compare,
	difference,
	fraction,
	fractionFrom,
	fractionText,
	greater,
	sum,
	ZERO,
	type Fraction,
} from './fraction';

/*
 * Fair rotation by virtual time. Each member has a clock that moves on by 1 / weight with each lead;
 * the lead goes to whoever's clock, half a turn ahead, is lowest. Whoever comes back after having
 * been away has the clock set to where the others are: what was missed is not made up for, and
 * nobody is flooded. With a fixed team the counts of members of equal weight differ by at most one,
 * also while others come and go (start-time fair queueing with the lag of returning flows removed).
 */

/** Somebody who may be given the next lead. */
export interface Candidate {
	memberId: string;
	/** Share against the others, above 0. */
	weight: number;
}

/** What happens to turns that a member missed while away. */
export type ReturnPolicy = 'noCatchUp' | 'cappedCatchUp' | 'fullCatchUp';

interface MemberTurns {
	/** The member's clock, as a fraction in text. */
	time: string;
	/** Number of the member's last turn; 0 for none. */
	lastTurn: number;
}

/** The state of one rotation, as JSON. */
export interface RotationState {
	/** Turns given so far. */
	turns: number;
	/** The clock of the rotation: that of whoever of the candidates is furthest behind. */
	time: string;
	/** Candidates of the last turn. */
	present: string[];
	members: Record<string, MemberTurns>;
}

export const emptyRotation: RotationState = { turns: 0, time: '0', present: [], members: {} };

export interface RotationOptions {
	returns: ReturnPolicy;
	/** For `cappedCatchUp`: turns that a member may get in addition after having been away. */
	mostExtra?: number;
}

/** Weights count in hundredths: 0.33 and 1/3 are the same share. */
const WEIGHT_STEP = 100;

/** One turn of a member of a weight. */
function turnOf(weight: number): Fraction {
	const steps = Math.max(1, Math.round(weight * WEIGHT_STEP));
	return fraction(BigInt(WEIGHT_STEP), BigInt(steps));
}

interface Standing extends Candidate {
	time: Fraction;
	/** The clock half a turn ahead. */
	rank: Fraction;
	turn: Fraction;
	lastTurn: number;
}

function standings(
	state: RotationState,
	candidates: readonly Candidate[],
	{ returns, mostExtra = 0 }: RotationOptions,
): Standing[] {
	const now = fractionFrom(state.time);
	const present = new Set(state.present);
	return candidates.map(({ memberId, weight }) => {
		const known = Object.hasOwn(state.members, memberId) ? state.members[memberId] : undefined;
		const turn = turnOf(weight);
		const own = known ? fractionFrom(known.time) : now;
		const time =
			known === undefined || present.has(memberId) || returns === 'fullCatchUp'
				? own
				: greater(own, returns === 'noCatchUp' ? now : behind(now, turn, mostExtra));
		const rank = sum(time, fraction(turn[0], turn[1] * 2n));
		return { memberId, weight, time, rank, turn, lastTurn: known?.lastTurn ?? 0 };
	});
}

function behind(now: Fraction, turn: Fraction, turns: number): Fraction {
	return difference(now, fraction(turn[0] * BigInt(Math.max(0, Math.trunc(turns))), turn[1]));
}

function before(one: Standing, other: Standing): boolean {
	const order = compare(one.rank, other.rank) || one.lastTurn - other.lastTurn;
	return order === 0 ? one.memberId < other.memberId : order < 0;
}

/**
 * Gives the next lead to one of the candidates. Pure: the same state and candidates, in any order,
 * give the same member.
 *
 * @returns the member and the state after the turn; undefined without candidates of a weight above 0
 */
export function nextTurn(
	state: RotationState,
	candidates: readonly Candidate[],
	options: RotationOptions = { returns: 'noCatchUp' },
): { memberId: string; state: RotationState } | undefined {
	const able = candidates.filter(({ weight }) => weight > 0);
	if (able.length === 0) return undefined;
	const all = standings(state, able, options);
	const chosen = all.reduce((best, one) => (before(one, best) ? one : best));
	const turns = state.turns + 1;
	const members = { ...state.members };
	let slowest: Fraction | undefined;
	for (const { memberId, time, turn, lastTurn } of all) {
		const isChosen = memberId === chosen.memberId;
		const after = isChosen ? sum(time, turn) : time;
		members[memberId] = { time: fractionText(after), lastTurn: isChosen ? turns : lastTurn };
		if (slowest === undefined || compare(after, slowest) < 0) slowest = after;
	}
	// The clock of the rotation never goes back, whoever is behind.
	const time = greater(fractionFrom(state.time), slowest ?? ZERO);
	return {
		memberId: chosen.memberId,
		state: {
			turns,
			time: fractionText(time),
			present: able.map(({ memberId }) => memberId).sort(),
			members,
		},
	};
}

/**
 * Gives a turn back, for a lead that was worth nothing: the member is next as if it had not been given.
 *
 * @param weight the member's weight now
 */
export function creditTurn(state: RotationState, memberId: string, weight: number): RotationState {
	if (!Object.hasOwn(state.members, memberId)) return state;
	const known = state.members[memberId];
	const time = difference(fractionFrom(known.time), turnOf(weight));
	return {
		...state,
		members: { ...state.members, [memberId]: { ...known, time: fractionText(time) } },
	};
}
