import { textOf } from '../shared/foreignJson';

/** Numbers from here on are milliseconds: as seconds they would be in the year 5138. */
const MILLISECONDS_FROM = 100_000_000_000;

/**
 * The instant of a timestamp of Meta's (Unix seconds, as text or number) in epoch milliseconds.
 *
 * @param now where there is none; nothing is later, because a window that opens in the future would
 *   never close
 */
export function instantOf(timestamp: unknown, now: number): number {
	const text = textOf(timestamp);
	const number = text === undefined || text.length > 16 ? Number.NaN : Number(text);
	if (!Number.isFinite(number) || number <= 0) return now;
	return Math.min(now, Math.trunc(number < MILLISECONDS_FROM ? number * 1000 : number));
}
