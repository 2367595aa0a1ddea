import { textOf } from './foreignJson';

const SECONDS = /^\d{9,10}(?:\.\d+)?$/;
const MILLISECONDS = /^\d{13}$/;
/** `2026-01-31 08:00:00`, `2026/1/31 8:00`, without a zone. */
const LOCAL =
	/^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ](\d{1,2}):(\d{2})(?::(\d{2}))?(?:\.\d+)?)?$/;
const ZONED = /(?:Z|GMT|UTC|[+-]\d{2}:?\d{2})$/i;

/** Where Chinese platforms write times without a zone. */
const BEIJING_OFFSET_MS = 8 * 60 * 60 * 1000;

/**
 * An instant as senders write it: Unix seconds or milliseconds, text with a zone, or text without
 * one, which then is Beijing time.
 *
 * @returns epoch milliseconds; undefined for what is none
 */
export function instantOf(value: unknown): number | undefined {
	const text = textOf(value)?.slice(0, 60);
	const at = text === undefined ? Number.NaN : epochOf(text);
	return at >= 0 ? at : undefined;
}

/** NaN for what is no instant. */
function epochOf(text: string): number {
	if (SECONDS.test(text)) return Math.round(Number(text) * 1000);
	if (MILLISECONDS.test(text)) return Number(text);
	const local = LOCAL.exec(text);
	if (local) {
		const [year, month, day, hour, minute, second] = local
			.slice(1)
			.map((part) => Number(part ?? 0));
		return Date.UTC(year, month - 1, day, hour, minute, second) - BEIJING_OFFSET_MS;
	}
	return ZONED.test(text) ? Date.parse(text) : Number.NaN;
}
