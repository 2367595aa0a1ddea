import type { StoreContext } from '../store/context';
import type { LeadRow } from '../store/leads/leadRow';
import type { Step } from '../store/step';

/** How many merges an old id is followed through; a longer chain would be a circle. */
const MERGES_FOLLOWED = 50;

/** Which leads live on for those that were merged away. */
export interface Survivors {
	/** Rows that had to be read for it. */
	more: readonly LeadRow[];
	/** Whom an id leads to in the end: itself, for a lead that was not merged. */
	of(id: string): string;
}

/**
 * Follows merged leads to the ones that live on.
 *
 * @param read reads leads by id, and holds them where the others are held
 */
export function* followMerges(
	context: StoreContext,
	found: readonly LeadRow[],
	read: (context: StoreContext, ids: readonly string[]) => Step<LeadRow[]>,
): Step<Survivors> {
	const rows = new Map(found.map((row) => [row.id, row]));
	const more: LeadRow[] = [];
	let fresh = found;
	for (let merges = 0; merges < MERGES_FOLLOWED; merges += 1) {
		const next = fresh.flatMap(({ merged_into }) =>
			merged_into !== null && !rows.has(merged_into) ? [merged_into] : [],
		);
		if (next.length === 0) break;
		fresh = yield* read(context, [...new Set(next)].sort());
		for (const row of fresh) rows.set(row.id, row);
		more.push(...fresh);
	}
	const of = (id: string): string => {
		let last = id;
		for (let merges = 0; merges < MERGES_FOLLOWED; merges += 1) {
			const into = rows.get(last)?.merged_into;
			if (!into || !rows.has(into)) break;
			last = into;
		}
		return last;
	};
	return { more, of };
}
