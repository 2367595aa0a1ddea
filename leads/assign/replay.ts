import type { Member } from '../model/member';
import type { Workload } from './eligibility';
import type { RuleSet } from './ruleSet';
import { windowStart, type Workloads } from './workloads';

/** What members would have on hand in a replay: only what the replay itself gave them, at the instants of the leads. */
export class ReplayedWorkloads implements Workloads {
	private readonly given = new Map<string, number[]>();
	private readonly open = new Map<string, number>();
	private now = 0;

	constructor(
		private readonly ruleSet: RuleSet,
		private readonly members: ReadonlyMap<string, Member>,
	) {}

	moveTo(now: number): void {
		this.now = now;
	}

	of(memberId: string): Workload {
		const capacity = this.members.get(memberId)?.capacity ?? {};
		return {
			open: this.open.get(memberId) ?? 0,
			hour: this.since(memberId, 'hour', capacity.maxPerHour),
			day: this.since(memberId, 'day', capacity.maxPerDay),
			week: this.since(memberId, 'week', capacity.maxPerWeek),
		};
	}

	lastAt(memberId: string): number {
		return this.given.get(memberId)?.at(-1) ?? 0;
	}

	give(memberId: string, status: string): void {
		const instants = this.given.get(memberId);
		if (instants) instants.push(this.now);
		else this.given.set(memberId, [this.now]);
		if (this.ruleSet.countStatuses.includes(status)) {
			this.open.set(memberId, (this.open.get(memberId) ?? 0) + 1);
		}
	}

	take(): void {
		// Owners of today have got nothing in the replay yet.
	}

	goOn(): void {
		// A replay is of one piece.
	}

	memberIds(): Iterable<string> {
		return this.given.keys();
	}

	/** Leads given since a window began; not counted where nothing limits them. */
	private since(
		memberId: string,
		window: 'hour' | 'day' | 'week',
		limit: number | undefined,
	): number {
		const instants = this.given.get(memberId);
		if (limit === undefined || !instants) return 0;
		const zone = this.members.get(memberId)?.timezone ?? this.ruleSet.zone;
		const start = windowStart(window, this.now, zone, this.ruleSet.capWindow);
		let count = 0;
		// Instants grow, so the window is the end of the list.
		while (count < instants.length && instants[instants.length - 1 - count] >= start) count += 1;
		return count;
	}
}
