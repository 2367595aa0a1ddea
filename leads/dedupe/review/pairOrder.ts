import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { ReviewPairRow } from '../../store/leads/reviewPairs';
import { cursorId } from '../../store/paging';

/**
 * In which order pairs come: the `oldest` first, or the `surest` first and last those that keys put
 * up, of which nobody said how sure they are.
 */
export type PairOrder = 'oldest' | 'surest';

type Place = Pick<ReviewPairRow, 'id'> & { bits?: number | null };

/** Below all bits there are, so that both engines put pairs without bits last; see the index in 0003-matching. */
const UNKNOWN = -1_000_000;
const bitsOrLeast = sql<number>`COALESCE(bits, ${sql.lit(UNKNOWN)})`;

/** What `ORDER BY` says. */
export function orderingOf(order: PairOrder): RawBuilder<unknown> {
	return order === 'oldest' ? sql`id` : sql`${bitsOrLeast} DESC, id`;
}

/** The cursor that goes on after a pair. */
export function cursorAfter({ id, bits }: Place, order: PairOrder): string {
	return order === 'oldest' ? id : `${bits ?? UNKNOWN}_${id}`;
}

/**
 * The pairs that a cursor goes on with.
 *
 * @throws LeadflowError INVALID_INPUT for a cursor of another order, or none
 */
export function afterCursor(cursor: string, order: PairOrder): RawBuilder<SqlBool> {
	if (order === 'oldest') return sql<SqlBool>`id > ${cursorId(cursor)}`;
	const [, number, id = ''] = /^(-?\d+(?:\.\d+)?(?:e-?\d+)?)_(.+)$/.exec(cursor) ?? [];
	const after = cursorId(id);
	const bits = Number(number);
	return sql<SqlBool>`(${bitsOrLeast} <= ${bits} AND (${bitsOrLeast} < ${bits} OR id > ${after}))`;
}
