import { textOf } from '../../shared/foreignJson';

/**
 * Reads page after page until `limit` entries are there or WeCom names no further cursor.
 *
 * @param page one call
 * @param entriesOf what is wanted of its answer
 */
export async function collect<Entry>(
	limit: number,
	page: (cursor: string | undefined) => Promise<Record<string, unknown>>,
	entriesOf: (answer: Record<string, unknown>) => readonly Entry[],
): Promise<Entry[]> {
	const all: Entry[] = [];
	let cursor: string | undefined;
	do {
		const answer = await page(cursor);
		all.push(...entriesOf(answer));
		const next = textOf(answer.next_cursor);
		// The same cursor again would never end.
		cursor = next === cursor ? undefined : next;
	} while (cursor !== undefined && all.length < limit);
	return all.slice(0, limit);
}
