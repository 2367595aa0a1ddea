import { LeadflowError } from '../model/error';

let lastInstant = Number.NaN;
let lastText = '';

/** An instant as it leaves the store: ISO 8601 in UTC. */
export function isoText(instant: number): string {
	// Rows of one transaction share their instants, and formatting a date costs more than comparing a number.
	if (instant !== lastInstant) {
		lastText = new Date(instant).toISOString();
		lastInstant = instant;
	}
	return lastText;
}

/** Like `isoText`, for a column that may be empty. */
export function isoOrUndefined(instant: number | null): string | undefined {
	return instant === null ? undefined : isoText(instant);
}

/**
 * Epoch milliseconds of an instant that came in as ISO 8601 text.
 *
 * @throws LeadflowError INVALID_INPUT naming the field
 */
export function instantOf(text: string, field: string): number {
	const instant = Date.parse(text);
	if (Number.isNaN(instant)) {
		throw new LeadflowError('INVALID_INPUT', `'${field}' is not a date and time`, {
			field,
			hint: 'Use ISO 8601 such as 2026-03-01T09:00:00Z.',
		});
	}
	return instant;
}
