import { findMerges } from '../../../leads/dedupe/merge/findMerges';
import { findReviewPairs } from '../../../leads/dedupe/review/findReviewPairs';
import type { EarlierMerge } from '../../../pages/desk/review/earlierMerges';
import { leadName } from '../../../pages/desk/leadRow';
import { actorNames } from './actorNames';
import type { DeskVisit } from './deskPage';

/** Pairs of one lead that its page leads to; the others wait in the list. */
const MOST_PAIRS = 5;

/** What was merged into a lead, and the pairs with it that wait to be judged. */
export async function duplicatesOf(
	visit: DeskVisit,
	leadId: string,
): Promise<{ merges: EarlierMerge[]; openPairs: string[] }> {
	const { store, view } = visit;
	const [found, pairs] = await Promise.all([
		store.read(findMerges(leadId)),
		store.read(findReviewPairs({ leadId, limit: MOST_PAIRS })),
	]);
	const taken = found.filter(({ survivorId }) => survivorId === leadId);
	const nameOf = await actorNames(
		visit,
		taken.map(({ actor }) => actor),
	);
	const merges = taken.map(({ id, at, actor, loser, undoneAt, canBeUndone }): EarlierMerge => {
		const by = nameOf(actor);
		return {
			id,
			at,
			undoable: canBeUndone,
			...(loser ? { name: leadName(loser, view) } : {}),
			...(by === undefined ? {} : { by }),
			...(undoneAt === undefined ? {} : { undoneAt }),
		};
	});
	return { merges, openPairs: pairs.entries.map(({ id }) => id) };
}
