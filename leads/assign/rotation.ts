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
	/** Turns that were given back and not taken again; being away does not end them. */
	owed?: number;
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

function halfOf(turn: Fraction): Fraction {
	return fraction(turn[0], turn[1] * 2n);
}

function behind(now: Fraction, turn: Fraction, turns: number): Fraction {
	return difference(now, fraction(turn[0] * BigInt(Math.max(0, Math.trunc(turns))), turn[1]));
}

/** A member's clock as it is worked with. */
interface Clock {
	time: Fraction;
	lastTurn: number;
	owed: number;
	/** The clock half a turn ahead, for the weight it was asked for last. */
	rank: Fraction;
	weight: number;
}

/** A rotation that is being worked with: read once, turned many times, written once. */
export class Rotation {
	private readonly clocks = new Map<string, Clock>();
	private readonly turnsByWeight = new Map<number, Fraction>();
	private present: ReadonlySet<string>;
	private time: Fraction;
	private turns: number;
	/** Whether it was turned since it was read. */
	isTurned = false;

	constructor(
		state: RotationState,
		private readonly options: RotationOptions = { returns: 'noCatchUp' },
	) {
		for (const [memberId, { time, lastTurn, owed = 0 }] of Object.entries(state.members)) {
			this.setClock(memberId, { time: fractionFrom(time), lastTurn, owed, weight: 0 });
		}
		this.present = new Set(state.present);
		this.time = fractionFrom(state.time);
		this.turns = state.turns;
	}

	/** Number of the member's last turn; 0 for none. */
	lastTurnOf(memberId: string): number {
		return this.clocks.get(memberId)?.lastTurn ?? 0;
	}

	/**
	 * Gives the next lead to one of the candidates: whoever is furthest behind; of several, who had
	 * the last turn the longest ago.
	 *
	 * @returns undefined without candidates of a weight above 0
	 */
	next(candidates: readonly Candidate[]): string | undefined {
		return this.turn(candidates, undefined);
	}

	/** Notes that one of the candidates got a lead for another reason than having the next turn. */
	give(candidates: readonly Candidate[], memberId: string): void {
		this.turn(candidates, memberId);
	}

	private turn(candidates: readonly Candidate[], given: string | undefined): string | undefined {
		const able = candidates.filter(({ weight }) => weight > 0);
		if (able.length === 0) return undefined;
		for (const candidate of able) this.enter(candidate);
		const chosen = given ?? able.reduce((best, one) => this.sooner(best, one)).memberId;
		this.turns += 1;
		this.isTurned = true;
		this.advance(chosen);
		this.present = this.samePresent(able)
			? this.present
			: new Set(able.map(({ memberId }) => memberId));
		// The clock of the rotation never goes back, whoever is behind.
		this.time = greater(this.time, this.slowest(able));
		return chosen;
	}

	/** Gives a turn back: the member is next as if it had not been given. */
	credit(memberId: string): void {
		const clock = this.clocks.get(memberId);
		if (!clock) return;
		this.isTurned = true;
		this.setClock(memberId, { ...clock, owed: clock.owed + 1 });
	}

	/** The state as JSON. */
	state(): RotationState {
		const members: Record<string, MemberTurns> = {};
		for (const [memberId, { time, lastTurn, owed }] of this.clocks) {
			members[memberId] = {
				time: fractionText(time),
				lastTurn,
				...(owed > 0 ? { owed } : {}),
			};
		}
		return {
			turns: this.turns,
			time: fractionText(this.time),
			present: [...this.present].sort(),
			members,
		};
	}

	/** Sets the clock of who is new or comes back, and the rank of whose weight changed. */
	private enter({ memberId, weight }: Candidate): void {
		const clock = this.clocks.get(memberId);
		if (clock === undefined) {
			this.setClock(memberId, { time: this.time, lastTurn: 0, owed: 0, weight });
			return;
		}
		const time = this.present.has(memberId) ? clock.time : this.timeOnReturn(clock.time, weight);
		if (time === clock.time && weight === clock.weight) return;
		this.setClock(memberId, { ...clock, time, weight });
	}

	private timeOnReturn(own: Fraction, weight: number): Fraction {
		const { returns, mostExtra = 0 } = this.options;
		if (returns === 'fullCatchUp') return own;
		if (returns === 'noCatchUp') return greater(own, this.time);
		return greater(own, behind(this.time, this.turnOf(weight), mostExtra));
	}

	/** Moves the clock of whoever got a lead, unless a turn was owed to them. */
	private advance(memberId: string): void {
		const clock = this.clocks.get(memberId);
		if (!clock) return;
		const after =
			clock.owed > 0
				? { owed: clock.owed - 1 }
				: { time: sum(clock.time, this.turnOf(clock.weight)) };
		this.setClock(memberId, { ...clock, ...after, lastTurn: this.turns });
	}

	private setClock(memberId: string, clock: Omit<Clock, 'rank'>): void {
		const { time, owed, weight } = clock;
		// Nobody asks for the rank of a member without a share.
		const turn = weight > 0 ? this.turnOf(weight) : ZERO;
		const rank = sum(behind(time, turn, owed), halfOf(turn));
		this.clocks.set(memberId, { ...clock, rank });
	}

	private turnOf(weight: number): Fraction {
		const known = this.turnsByWeight.get(weight);
		if (known) return known;
		const steps = Math.max(1, Math.round(weight * WEIGHT_STEP));
		const turn = fraction(BigInt(WEIGHT_STEP), BigInt(steps));
		this.turnsByWeight.set(weight, turn);
		return turn;
	}

	private sooner(best: Candidate, one: Candidate): Candidate {
		const [left, right] = [this.clocks.get(one.memberId), this.clocks.get(best.memberId)];
		if (!left || !right) return best;
		const order = compare(left.rank, right.rank) || left.lastTurn - right.lastTurn;
		if (order === 0) return one.memberId < best.memberId ? one : best;
		return order < 0 ? one : best;
	}

	private samePresent(able: readonly Candidate[]): boolean {
		if (able.length !== this.present.size) return false;
		for (const { memberId } of able) if (!this.present.has(memberId)) return false;
		return true;
	}

	private slowest(able: readonly Candidate[]): Fraction {
		let slowest: Fraction | undefined;
		for (const { memberId } of able) {
			const time = this.clocks.get(memberId)?.time;
			if (time && (slowest === undefined || compare(time, slowest) < 0)) slowest = time;
		}
		return slowest ?? ZERO;
	}
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
	options?: RotationOptions,
): { memberId: string; state: RotationState } | undefined {
	const rotation = new Rotation(state, options);
	const memberId = rotation.next(candidates);
	return memberId === undefined ? undefined : { memberId, state: rotation.state() };
}

/** Gives a turn back, for a lead that was worth nothing: the member is next as if it had not been given. */
export function creditTurn(state: RotationState, memberId: string): RotationState {
	const rotation = new Rotation(state);
	rotation.credit(memberId);
	return rotation.state();
}
