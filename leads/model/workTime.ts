import { DateTime } from 'luxon';
import type { Leave, Shift } from './member';
import { weekdayOf, type WorkCalendar } from './workCalendar';

/** When somebody works: weekly hours in their zone, less public holidays and leave. */
export interface WorkSchedule {
	/** Without any, all hours of every working day count. */
	shifts: readonly Shift[];
	leaves: readonly Leave[];
	/** IANA name. */
	zone: string;
	calendar: WorkCalendar;
}

/** A stretch of time, in epoch milliseconds, the end not included. */
interface Stretch {
	from: number;
	to: number;
}

/** Nobody plans further ahead; who does not work at all is found out by then. */
const FURTHEST_DAYS = 400;

const WHOLE_DAY: Shift = { days: [1, 2, 3, 4, 5, 6, 7], from: '00:00', to: '24:00' };

/** A time of day on a local date. One that the clocks skip is taken at the hour after. */
function at(day: DateTime, time: string): number {
	const [hour, minute] = time.split(':').map(Number);
	// Beyond the end of the day and not by adding hours: a day of changed clocks has 23 or 25.
	const date = hour === 24 ? day.plus({ days: 1 }) : day;
	return date.set({ hour: hour % 24, minute, second: 0, millisecond: 0 }).toMillis();
}

/** The stretches that begin on a local date, leave not yet taken out. */
function shiftsOn(day: DateTime, { shifts, calendar }: WorkSchedule): Stretch[] {
	const weekday = weekdayOf(day.toISODate() ?? '', day.weekday, calendar);
	if (weekday === undefined) return [];
	const all = shifts.length === 0 ? [WHOLE_DAY] : shifts;
	return all
		.filter(({ days }) => days.includes(weekday))
		.map(({ from, to }) => ({
			from: at(day, from),
			// A night shift ends on the morning after.
			to: to > from ? at(day, to) : at(day.plus({ days: 1 }), to),
		}));
}

function withoutLeave(stretches: readonly Stretch[], leaves: readonly Leave[]): Stretch[] {
	return leaves.reduce<Stretch[]>(
		(left, leave) => {
			const [from, to] = [Date.parse(leave.from), Date.parse(leave.to)];
			return left.flatMap((stretch) =>
				[
					{ from: stretch.from, to: Math.min(stretch.to, from) },
					{ from: Math.max(stretch.from, to), to: stretch.to },
				].filter((part) => part.from < part.to),
			);
		},
		[...stretches],
	);
}

function united(stretches: readonly Stretch[]): Stretch[] {
	const sorted = [...stretches].sort((a, b) => a.from - b.from);
	const all: Stretch[] = [];
	for (const stretch of sorted) {
		const last = all.at(-1);
		if (last && stretch.from <= last.to) last.to = Math.max(last.to, stretch.to);
		else all.push({ ...stretch });
	}
	return all;
}

/** The stretches of work from an instant on, in order, each once. */
function* workFrom(instant: number, schedule: WorkSchedule): Generator<Stretch> {
	const first = DateTime.fromMillis(instant, { zone: schedule.zone }).startOf('day');
	let reached = instant;
	// The day before may reach into this one.
	for (let offset = -1; offset <= FURTHEST_DAYS; offset += 1) {
		const days = [first.plus({ days: offset }), first.plus({ days: offset + 1 })];
		const stretches = days.flatMap((day) => shiftsOn(day, schedule));
		const nextDay = days[1].toMillis();
		for (const { from, to } of withoutLeave(united(stretches), schedule.leaves)) {
			const stretch = { from: Math.max(from, reached), to };
			if (from >= nextDay || stretch.from >= stretch.to) continue;
			yield stretch;
			reached = stretch.to;
		}
	}
}

/** Whether an instant lies in working time. */
export function isWorkTime(instant: number, schedule: WorkSchedule): boolean {
	return nextWorkTime(instant, schedule) === instant;
}

/**
 * The first instant of work at or after an instant.
 *
 * @returns undefined for somebody who does not work within the next 400 days
 */
export function nextWorkTime(instant: number, schedule: WorkSchedule): number | undefined {
	for (const { from } of workFrom(instant, schedule)) return from;
	return undefined;
}

/**
 * The instant at which so much working time has passed.
 *
 * @param durationMs milliseconds of work
 * @returns undefined where there is not so much within the next 400 days
 */
export function addWorkTime(
	instant: number,
	durationMs: number,
	schedule: WorkSchedule,
): number | undefined {
	let left = durationMs;
	for (const { from, to } of workFrom(instant, schedule)) {
		if (left <= to - from) return from + left;
		left -= to - from;
	}
	return undefined;
}
