import { sql, type SqlBool } from 'kysely';
import { LeadflowError } from '../../model/error';
import { isId } from '../../model/ids';
import type { Lead } from '../../model/lead';
import type { Operation, StoreContext } from '../context';
import { pageLimit } from '../paging';
import { requireReadable } from '../permissions';
import { q, type Step } from '../step';
import { leadCondition, type LeadQuery } from './leadQuery';
import type { LeadRow } from './leadRow';
import { presentLeads } from './presentLeads';

/** Orders that an index serves at any size of the store. */
export const leadSorts = ['createdAt', 'updatedAt', 'nextFollowUpAt'] as const;

export type LeadSort = (typeof leadSorts)[number];

const sortColumns = {
	// Ids are UUIDv7, so their order is the order of creation and the primary key serves it.
	createdAt: 'id',
	updatedAt: 'updated_at',
	nextFollowUpAt: 'next_follow_up_at',
} as const satisfies Record<LeadSort, keyof LeadRow>;

export interface LeadPageRequest extends LeadQuery {
	sort?: { by: LeadSort; direction: 'ascending' | 'descending' };
	/** 1 to 1000, default 50. */
	limit?: number;
	/** `nextCursor` of the page before. */
	after?: string;
}

export interface LeadPage {
	leads: Lead[];
	/** Absent on the last page. */
	nextCursor?: string;
}

/**
 * A page of leads by view, search and conditions, those of the actor's pools masked among them. Paging goes on where the page before ended, so rows that arrive meanwhile shift nothing.
 */
export function findLeads(request: LeadPageRequest): Operation<LeadPage> {
	return function* (context) {
		const limit = pageLimit(request.limit);
		const rows = yield* findLeadRows(context, request, limit + 1);
		const page = rows.slice(0, limit);
		return {
			leads: yield* presentLeads(context, page),
			...(rows.length > limit ? { nextCursor: cursorOf(request, page[limit - 1]) } : {}),
		};
	};
}

function findLeadRows(
	context: StoreContext,
	request: LeadPageRequest,
	limit: number,
): Step<LeadRow[]> {
	const { by, direction } = request.sort ?? { by: 'createdAt', direction: 'descending' };
	requireReadable(context.actor, by);
	const column = sql.ref(`leads.${sortColumns[by]}`);
	const order = direction === 'ascending' ? sql`ASC` : sql`DESC`;
	const condition = leadCondition(context, request, 'masked');
	const beyond = request.after ? sql<SqlBool>` AND ${beyondCursor(request)}` : sql``;
	// Rows without a follow-up time have no place in an order by it.
	const filled = by === 'nextFollowUpAt' ? sql<SqlBool>` AND ${column} IS NOT NULL` : sql``;
	return q(
		sql<LeadRow>`SELECT leads.* FROM leads WHERE ${condition}${filled}${beyond}
			ORDER BY ${column} ${order}, leads.id ${order} LIMIT ${sql.lit(limit)}`.compile(context.db),
	);
}

function cursorOf(request: LeadPageRequest, row: LeadRow): string {
	const by = request.sort?.by ?? 'createdAt';
	return by === 'createdAt' ? row.id : `${row[sortColumns[by]]}_${row.id}`;
}

function beyondCursor(request: LeadPageRequest): ReturnType<typeof sql<SqlBool>> {
	const { by, direction } = request.sort ?? { by: 'createdAt', direction: 'descending' };
	const match = /^(?:(-?\d{1,16})_)?([0-9a-f-]{36})$/.exec(request.after ?? '');
	if (!match || !isId(match[2]) || (by !== 'createdAt') !== (match[1] !== undefined)) {
		throw new LeadflowError('INVALID_INPUT', 'The cursor does not belong to this list', {
			field: 'after',
			hint: "Use 'nextCursor' of the page before, with the same sort order.",
		});
	}
	const than = direction === 'ascending' ? sql`>` : sql`<`;
	if (by === 'createdAt') return sql<SqlBool>`leads.id ${than} ${match[2]}`;
	return sql<SqlBool>`(${sql.ref(`leads.${sortColumns[by]}`)}, leads.id) ${than} (${Number(match[1])}, ${match[2]})`;
}

/** How many leads a query finds among those that the actor may change. */
export function countLeads(query: LeadQuery): Operation<number> {
	return function* (context) {
		const [row] = yield* q(
			sql<{
				count: number;
			}>`SELECT COUNT(*) AS count FROM leads WHERE ${leadCondition(context, query)}`.compile(
				context.db,
			),
		);
		return Number(row.count);
	};
}
