import { sql, type SqlBool } from 'kysely';
import { LeadflowError } from '../../model/error';
import { isId } from '../../model/ids';
import type { Operation, StoreContext } from '../../store/context';
import { absorbedBy, survivorsOf } from '../../store/leads/mergedIds';
import type { ReviewPairRow, ReviewState } from '../../store/leads/reviewPairs';
import { pageLimit, type Page } from '../../store/paging';
import { visible } from '../../store/permissions';
import { first, q, type Step } from '../../store/step';
import { afterCursor, cursorAfter, orderingOf, type PairOrder } from './pairOrder';
import type { ReviewPairView } from './pairView';
import { presentPairs, shownPairs, type ShownPair } from './presentPairs';

export interface ReviewPairRequest {
	/** Default: those that wait. */
	states?: readonly ReviewState[];
	kinds?: readonly string[];
	/** Only pairs of this lead. */
	leadId?: string;
	/** Default `oldest`. */
	order?: PairOrder;
	/** 1 to 1000, default 50. */
	limit?: number;
	/** `nextCursor` of the page before, in the same order; or `cursorAfter` a pair. */
	after?: string;
}

/** Pairs read at once while looking for those that are shown. */
const READ_AT_ONCE = 100;
/** How often one page reads on, where hardly anything is shown. */
const MOST_READS = 20;

/**
 * Pairs for review. Shown are those of which the actor may see both leads; of a
 * lead that was merged since, the one that lives on. A page may be shorter than asked for, because
 * what is not shown is left out: `nextCursor` tells whether there is more.
 *
 * @throws LeadflowError INVALID_INPUT for a cursor that is none
 */
export function findReviewPairs(request: ReviewPairRequest = {}): Operation<Page<ReviewPairView>> {
	return function* (context) {
		const limit = pageLimit(request.limit);
		const { shown, next } = yield* lookFor(context, request, limit);
		return {
			entries: yield* presentPairs(context, shown),
			...(next === undefined ? {} : { nextCursor: next }),
		};
	};
}

/**
 * One pair.
 *
 * @throws LeadflowError NOT_FOUND, also where the actor may not see one of the leads
 */
export function getReviewPair(id: string): Operation<ReviewPairView> {
	return function* (context) {
		const [view] = yield* presentPairs(context, [yield* requirePair(context, id)]);
		return view;
	};
}

/**
 * How many pairs wait that the actor may see, for a badge.
 *
 * @param most where counting stops; `more` then says that there may be more. Default 100
 */
export function countOpenPairs(most = 100): Operation<{ count: number; more: boolean }> {
	return function* (context) {
		const { shown, next } = yield* lookFor(context, {}, most);
		return { count: shown.length, more: next !== undefined };
	};
}

/** The pair with its leads, as `getReviewPair` finds it. */
export function* requirePair(context: StoreContext, id: string): Step<ShownPair> {
	// Whoever merges it between the two reads leaves a pair that waits for one lead: the next look sees
	// that it is decided.
	const shown = (yield* findPair(context, id)) ?? (yield* findPair(context, id));
	if (shown) return shown;
	throw new LeadflowError('NOT_FOUND', 'No review pair has this ID, or it is not yours to see', {
		field: 'id',
		hint: 'One of its leads may have been deleted, or both may have become one meanwhile.',
	});
}

function* findPair(context: StoreContext, id: string): Step<ShownPair | undefined> {
	const key = id.toLowerCase();
	if (!isId(key)) return undefined;
	const row = yield* first(
		context.db
			.selectFrom('review_pairs')
			.selectAll()
			.where('workspace_id', '=', context.workspaceId)
			.where('id', '=', key),
	);
	if (!row) return undefined;
	const [shown] = yield* shownPairs(context, [row]);
	return shown;
}

/** Reads on until the page is full, the pairs are at an end, or too many were passed over. */
function* lookFor(
	context: StoreContext,
	request: ReviewPairRequest,
	limit: number,
): Step<{ shown: ShownPair[]; next?: string }> {
	const ends = request.leadId === undefined ? undefined : yield* idsOf(context, request.leadId);
	const shown: ShownPair[] = [];
	const size = Math.max(limit + 1, READ_AT_ONCE);
	const { order = 'oldest' } = request;
	let { after } = request;
	for (let reads = 0; reads < MOST_READS; reads += 1) {
		const rows = yield* readPairs(context, request, ends, after, size);
		const some = yield* shownPairs(context, rows);
		for (const pair of some) {
			if (shown.length === limit) return { shown, next: cursorAfter(shown[limit - 1].pair, order) };
			shown.push(pair);
		}
		if (rows.length < size) return { shown };
		after = cursorAfter(rows[rows.length - 1], order);
	}
	return { shown, next: after };
}

function* readPairs(
	context: StoreContext,
	{ states = ['open'], kinds, order = 'oldest' }: ReviewPairRequest,
	ends: readonly string[] | undefined,
	after: string | undefined,
	limit: number,
): Step<ReviewPairRow[]> {
	if (states.length === 0 || ends?.length === 0) return [];
	let query = context.db
		.selectFrom('review_pairs')
		.selectAll()
		.where('workspace_id', '=', context.workspaceId)
		.where('state', 'in', states)
		.orderBy(orderingOf(order))
		.limit(limit);
	if (kinds?.length) query = query.where('kind', 'in', kinds);
	if (after !== undefined) query = query.where(afterCursor(after, order));
	if (context.actor.scope.kind !== 'all') {
		query = query.where((is) =>
			is.and([mayBeSeen(context, 'left_id'), mayBeSeen(context, 'right_id')]),
		);
	}
	if (ends) {
		query = query.where((is) => is.or([is('left_id', 'in', ends), is('right_id', 'in', ends)]));
	}
	return yield* q(query);
}

/** Leaves out most of what the actor may not see: of a merged lead, what lives on of it is looked at later. */
function mayBeSeen(context: StoreContext, end: 'left_id' | 'right_id') {
	return sql<SqlBool>`EXISTS (SELECT 1 FROM leads
		WHERE leads.id = ${sql.ref(`review_pairs.${end}`)} AND leads.workspace_id = ${context.workspaceId}
		AND (leads.merged_into IS NOT NULL OR ${visible(context, 'leads')}))`;
}

/** All ids under which a lead may have been put up. */
function* idsOf(context: StoreContext, leadId: string): Step<string[]> {
	const key = leadId.toLowerCase();
	if (!isId(key)) return [];
	const survivors = yield* survivorsOf(context, [key]);
	return [...(yield* absorbedBy(context, survivors.values())).keys()];
}
