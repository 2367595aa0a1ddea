import { getDayDetail } from 'chinese-days';

/** Whose public holidays count. China's come with the Saturdays and Sundays that are worked instead (调休). */
export const holidayCalendars = ['none', 'CN'] as const;

export type HolidayCalendar = (typeof holidayCalendars)[number];

/** Which days are worked, beside the weekdays of the shifts themselves. Dates as `2026-03-05`. */
export interface WorkCalendar {
	holidays: HolidayCalendar;
	/** Further days off. */
	daysOff?: readonly string[];
	/** Days that are worked although they would be off. */
	workdays?: readonly string[];
}

/** ISO weekday on which make-up days run: their hours are those of an ordinary working day. */
const ORDINARY_DAY = 1;

/**
 * Whose hours apply on a date: those of an ISO weekday (1 Monday … 7 Sunday), or none on a day off.
 * China's table is the State Council's announcement, which reaches to the end of the year that was
 * announced last; later dates follow the weekdays alone.
 */
export function weekdayOf(
	date: string,
	isoWeekday: number,
	calendar: WorkCalendar,
): number | undefined {
	const ordinary = isoWeekday > 5 ? ORDINARY_DAY : isoWeekday;
	if (calendar.workdays?.includes(date)) return ordinary;
	if (calendar.daysOff?.includes(date)) return undefined;
	if (calendar.holidays === 'none') return isoWeekday;
	const { work, name } = getDayDetail(date);
	const isNamed = name.includes(',');
	if (!isNamed) return isoWeekday;
	return work ? ordinary : undefined;
}
