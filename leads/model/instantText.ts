const WITH_ZONE =
	/^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:?\d{2})$/i;
const LOCAL =
	/^(\d{4})(?:[-/.]|年)(\d{1,2})(?:[-/.]|月)(\d{1,2})日?(?:[T ]?(\d{1,2})[:时](\d{1,2})(?:[:分](\d{1,2})(?:\.(\d{1,3})\d*)?)?[秒分]?)?$/i;

/** Minutes that a zone is ahead of UTC at an instant. */
function offsetMinutes(zone: string, instant: number): number {
	if (zone === 'UTC') return 0;
	const parts = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' })
		.formatToParts(instant)
		.find((part) => part.type === 'timeZoneName');
	const match = /GMT([+-])(\d{2}):(\d{2})/.exec(parts?.value ?? '');
	if (!match) return 0;
	return (match[1] === '-' ? -1 : 1) * (Number(match[2]) * 60 + Number(match[3]));
}

function localToInstant(wallClock: number, zone: string): number {
	const first = wallClock - offsetMinutes(zone, wallClock) * 60_000;
	return wallClock - offsetMinutes(zone, first) * 60_000;
}

function isoOf(milliseconds: number): string | undefined {
	const date = new Date(milliseconds);
	const year = date.getUTCFullYear();
	return year >= 1000 && year <= 9999 ? date.toISOString() : undefined;
}

/**
 * An instant as ISO 8601 UTC text.
 *
 * @param value a `Date`, epoch milliseconds, ISO text with a zone, or a date (with or without time)
 *   that begins with the year: `2026-03-05 09:30`, `2026/3/5`, `2026年3月5日`. `03/05/2026` is
 *   left alone, for it means two days.
 * @param zone IANA zone of texts without one
 * @returns undefined for what is no instant
 */
export function readInstant(value: unknown, zone: string): string | undefined {
	if (value instanceof Date) return isoOf(value.getTime());
	if (typeof value === 'number') return value >= 1e11 ? isoOf(value) : undefined;
	if (typeof value !== 'string' || value.length > 40) return undefined;
	const text = value.normalize('NFKC').trim();
	if (WITH_ZONE.test(text)) return isoOf(Date.parse(text.replace(' ', 'T')));
	const match = LOCAL.exec(text);
	if (!match) return undefined;
	const [year, month, day, hour = 0, minute = 0, second = 0] = match
		.slice(1, 7)
		.map((part) => Number(part ?? 0));
	const wallClock = Date.UTC(year, month - 1, day, hour, minute, second);
	// Date.UTC rolls 31 February over into March; a date that does not exist is not read.
	const rolled = new Date(wallClock);
	const exists =
		rolled.getUTCMonth() === month - 1 && rolled.getUTCDate() === day && hour < 24 && minute < 60;
	return exists ? isoOf(localToInstant(wallClock, zone)) : undefined;
}
