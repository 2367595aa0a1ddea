import type { StoreContext } from '../context';
import { q, type Step } from '../step';
import { absorbedBy, survivorsOf } from './mergedIds';

/** A pair that was put up before, by what lives on of its two records. */
export interface KnownPair {
	id: string;
	kind: string;
	state: string;
	leftId: string;
	rightId: string;
}

/** Ids in one statement; SQLite and PostgreSQL take tens of thousands of parameters. */
const AT_ONCE = 500;

/** Two ids as one text, whatever their order. */
export function coupleOf(one: string, other: string): string {
	return one < other ? `${one} ${other}` : `${other} ${one}`;
}

/**
 * What was said before of these records, two by two: also of records that were merged into them since.
 *
 * @param ids of leads that live on
 * @returns pairs by `coupleOf` of the ids given
 */
export function* knownCouples(
	context: StoreContext,
	ids: Iterable<string>,
): Step<Map<string, KnownPair[]>> {
	const livesOnIn = yield* absorbedBy(context, ids);
	const couples = new Map<string, KnownPair[]>();
	const all = [...livesOnIn.keys()];
	for (let from = 0; from < all.length; from += AT_ONCE) {
		const rows = yield* q(
			context.db
				.selectFrom('review_pairs')
				.select(['id', 'kind', 'state', 'left_id', 'right_id'])
				.where('workspace_id', '=', context.workspaceId)
				.where('left_id', 'in', all.slice(from, from + AT_ONCE)),
		);
		for (const row of rows) {
			const leftId = livesOnIn.get(row.left_id);
			const rightId = livesOnIn.get(row.right_id);
			if (leftId === undefined || rightId === undefined || leftId === rightId) continue;
			const { id, kind, state } = row;
			const couple = coupleOf(leftId, rightId);
			const before = couples.get(couple) ?? [];
			couples.set(couple, [...before, { id, kind, state, leftId, rightId }]);
		}
	}
	return couples;
}

/**
 * Which of these leads somebody declared to be different, two by two; what was said of a lead counts
 * for the lead that it was merged into.
 *
 * @param ids of leads that live on
 * @returns the lower id of each two first
 */
export function* differentAmong(
	context: StoreContext,
	ids: Iterable<string>,
): Step<Array<[leftId: string, rightId: string]>> {
	const couples = yield* knownCouples(context, ids);
	return [...couples.values()].flatMap((pairs) => {
		const verdict = pairs.find(({ state }) => state === 'different');
		if (!verdict) return [];
		const { leftId, rightId } = verdict;
		const couple: [string, string] = leftId < rightId ? [leftId, rightId] : [rightId, leftId];
		return [couple];
	});
}

const PAGE = 1000;

/** A page of everything that was ever declared to be different, by what lives on of it today. */
export function* differentCouples(
	context: StoreContext,
	after: string | undefined,
): Step<{ couples: Array<[leftId: string, rightId: string]>; next?: string }> {
	let query = context.db
		.selectFrom('review_pairs')
		.select(['id', 'left_id', 'right_id'])
		.where('workspace_id', '=', context.workspaceId)
		.where('state', '=', 'different')
		.orderBy('id')
		.limit(PAGE);
	if (after !== undefined) query = query.where('id', '>', after);
	const rows = yield* q(query);
	const survivors = yield* survivorsOf(
		context,
		rows.flatMap(({ left_id, right_id }) => [left_id, right_id]),
	);
	const couples = rows.map(({ left_id, right_id }): [string, string] => [
		survivors.get(left_id) ?? left_id,
		survivors.get(right_id) ?? right_id,
	]);
	return { couples, ...(rows.length === PAGE ? { next: rows[PAGE - 1].id } : {}) };
}
