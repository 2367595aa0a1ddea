import { LeadflowError } from '../model/error';
import { isId } from '../model/ids';

const DEFAULT_PAGE = 50;
const LONGEST_PAGE = 1000;

/** Rows of one page: what was asked for, between 1 and 1000; default 50. */
export function pageLimit(asked: number | undefined): number {
	if (asked === undefined || Number.isNaN(asked)) return DEFAULT_PAGE;
	return Math.min(Math.max(1, Math.trunc(asked)), LONGEST_PAGE);
}

/**
 * The id of a row that paging goes on from.
 *
 * @throws LeadflowError INVALID_INPUT for a cursor that is no id, which PostgreSQL would choke on
 */
export function cursorId(after: string): string {
	if (isId(after)) return after;
	throw new LeadflowError('INVALID_INPUT', 'The cursor does not belong to this list', {
		field: 'after',
		hint: "Use 'nextCursor' of the page before.",
	});
}

/** A page, and where the next one begins. */
export interface Page<Entry> {
	entries: Entry[];
	/** Absent on the last page. */
	nextCursor?: string;
}

/** Cuts a page from rows that were read with one more than its limit. */
export function pageOf<Row extends { id: string }, Entry>(
	rows: readonly Row[],
	limit: number,
	present: (row: Row) => Entry,
): Page<Entry> {
	const shown = rows.slice(0, limit);
	return {
		entries: shown.map(present),
		...(rows.length > limit ? { nextCursor: shown[limit - 1].id } : {}),
	};
}
