/**
 * A reader of wall clocks: epoch milliseconds as `2026-03-05 09:30:00` in a time zone.
 *
 * @param zone IANA name
 */
export function wallClock(zone: string): (instant: Date) => string {
	// Swedish writes dates as ISO 8601 does, with a space between date and time.
	const format = new Intl.DateTimeFormat('sv-SE', {
		timeZone: zone,
		year: 'numeric',
		month: '2-digit',
		day: '2-digit',
		hour: '2-digit',
		minute: '2-digit',
		second: '2-digit',
		hourCycle: 'h23',
	});
	return (instant) => format.format(instant);
}
