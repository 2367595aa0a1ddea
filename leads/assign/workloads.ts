import { sql } from 'kysely';
import { DateTime } from 'luxon';
import type { Member } from '../model/member';
import type { StoreContext } from '../store/context';
import { recordset } from '../store/fragments';
import { q, type Step } from '../store/step';
import type { Workload } from './eligibility';
import type { RuleSet } from './ruleSet';

/** What members have on hand while leads are given out, one after another. */
export interface Workloads {
	of(memberId: string): Workload;
	/** When the member got a lead last, in epoch milliseconds; 0 for never. */
	lastAt(memberId: string): number;
	/** Counts a lead that the member gets now, in the status that it has. */
	give(memberId: string, status: string): void;
	/** Counts a lead that goes from the member to somebody else. */
	take(memberId: string, status: string): void;
	/** Takes over what was counted before without being written. */
	goOn(before: Workloads): void;
	/** Whoever was counted. */
	memberIds(): Iterable<string>;
}

const MINUTE = 60_000;
type WindowName = 'hour' | 'day' | 'week';

const rollingMs: Readonly<Record<WindowName, number>> = {
	hour: 60 * MINUTE,
	day: 24 * 60 * MINUTE,
	week: 7 * 24 * 60 * MINUTE,
};

/** The calendar windows that were asked for last: batch after batch asks for the same. */
const lastWindows = new Map<string, { from: number; to: number }>();
const WINDOWS_KEPT = 500;

/** Since when a window counts, in epoch milliseconds: the calendar's in the member's zone, or the last so many hours. */
export function windowStart(
	window: WindowName,
	now: number,
	zone: string,
	kind: RuleSet['capWindow'],
): number {
	// What was given so many hours ago to the millisecond is over.
	if (kind === 'rolling') return now - rollingMs[window] + 1;
	const key = `${window} ${zone}`;
	const last = lastWindows.get(key);
	if (last && last.from <= now && now < last.to) return last.from;
	const start = DateTime.fromMillis(now, { zone }).startOf(window);
	const found = { from: start.toMillis(), to: start.plus({ [window]: 1 }).toMillis() };
	if (lastWindows.size >= WINDOWS_KEPT) lastWindows.clear();
	lastWindows.set(key, found);
	return found.from;
}

/** What has to be counted of a member; what nobody asks for is not. */
interface Wanted {
	member_id: string;
	hour: number | null;
	day: number | null;
	week: number | null;
	open: number | null;
	last: number | null;
}

interface Counted {
	member_id: string;
	open: number | null;
	hour: number | null;
	day: number | null;
	week: number | null;
	last: number | null;
}

type WindowStarts = (window: WindowName, zone: string) => number;

/** `windowStart`, reckoned once for each zone. */
function windowStarts({ capWindow }: RuleSet, now: number): WindowStarts {
	const known = new Map<string, number>();
	return (window, zone) => {
		const key = `${window} ${zone}`;
		const start = known.get(key) ?? windowStart(window, now, zone, capWindow);
		known.set(key, start);
		return start;
	};
}

function wantedOf(member: Member, ruleSet: RuleSet, startOf: WindowStarts): Wanted {
	const { capacity, timezone } = member;
	const methods = new Set(ruleSet.rules.map(({ method }) => method));
	const since = (window: WindowName, limit: number | undefined) =>
		limit === undefined ? null : startOf(window, timezone ?? ruleSet.zone);
	return {
		member_id: member.id,
		hour: since('hour', capacity.maxPerHour),
		day: since('day', capacity.maxPerDay),
		week: since('week', capacity.maxPerWeek),
		open: capacity.maxOpen !== undefined || methods.has('leastBusy') ? 1 : null,
		last: methods.has('longestIdle') ? 1 : null,
	};
}

function isAsked({ hour, day, week, open, last }: Wanted): boolean {
	return [hour, day, week, open, last].some((one) => one !== null);
}

/**
 * Counts what members hold and were given, by index. A turn that was credited back counts as not
 * given.
 */
export function* countWorkloads(
	context: StoreContext,
	ruleSet: RuleSet,
	members: Iterable<Member>,
): Step<Workloads> {
	const startOf = windowStarts(ruleSet, context.now);
	const wanted = [...members].map((member) => wantedOf(member, ruleSet, startOf)).filter(isAsked);
	if (wanted.length === 0) return new CountedWorkloads([], context.now, ruleSet.countStatuses);
	const rows = recordset(
		context.dialect,
		'w',
		{
			member_id: 'uuid',
			hour: 'bigint',
			day: 'bigint',
			week: 'bigint',
			open: 'bigint',
			last: 'bigint',
		},
		wanted.map((one) => ({ ...one })),
	);
	const given = sql`a.workspace_id = ${context.workspaceId} AND a.member_id = w.member_id
		AND a.outcome = 'assigned'`;
	const since = (window: WindowName) => {
		const start = sql.ref(`w.${window}`);
		return sql`CASE WHEN ${start} IS NULL THEN 0 ELSE (SELECT COUNT(*) FROM assignments a
			WHERE ${given} AND a.at >= ${start} AND a.credited_at IS NULL) END`;
	};
	const statuses = sql.join([...ruleSet.countStatuses, '']);
	const counted = yield* q(
		sql<Counted>`SELECT w.member_id,
			CASE WHEN w.open IS NULL THEN 0 ELSE (SELECT COUNT(*) FROM leads l
				WHERE l.workspace_id = ${context.workspaceId} AND l.owner_id = w.member_id
				AND l.status IN (${statuses}) AND l.deleted_at IS NULL AND l.merged_into IS NULL) END AS open,
			${since('hour')} AS hour, ${since('day')} AS day, ${since('week')} AS week,
			CASE WHEN w.last IS NULL THEN 0 ELSE (SELECT MAX(a.at) FROM assignments a WHERE ${given}) END AS last
			FROM ${rows}`.compile(context.db),
	);
	return new CountedWorkloads(counted, context.now, ruleSet.countStatuses);
}

class CountedWorkloads implements Workloads {
	private readonly counts = new Map<string, Workload>();
	private readonly last = new Map<string, number>();

	constructor(
		rows: readonly Counted[],
		private readonly now: number,
		private readonly counted: readonly string[],
	) {
		for (const { member_id, open, hour, day, week, last } of rows) {
			this.counts.set(member_id, {
				open: Number(open),
				hour: Number(hour),
				day: Number(day),
				week: Number(week),
			});
			this.last.set(member_id, Number(last ?? 0));
		}
	}

	of(memberId: string): Workload {
		const known = this.counts.get(memberId);
		if (known) return known;
		const none = { open: 0, hour: 0, day: 0, week: 0 };
		this.counts.set(memberId, none);
		return none;
	}

	lastAt(memberId: string): number {
		return this.last.get(memberId) ?? 0;
	}

	give(memberId: string, status: string): void {
		const count = this.of(memberId);
		if (this.counted.includes(status)) count.open += 1;
		count.hour += 1;
		count.day += 1;
		count.week += 1;
		this.last.set(memberId, this.now);
	}

	take(memberId: string, status: string): void {
		if (this.counted.includes(status)) this.of(memberId).open -= 1;
	}

	goOn(before: Workloads): void {
		for (const id of before.memberIds()) {
			this.counts.set(id, before.of(id));
			this.last.set(id, before.lastAt(id));
		}
	}

	memberIds(): Iterable<string> {
		return this.counts.keys();
	}
}
