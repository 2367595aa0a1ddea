import { sql, type SqlBool } from 'kysely';
import { LeadflowError } from '../../model/error';
import { fieldDefinition } from '../../model/leadFields';
import {
	queryTokens,
	searchedFields,
	tokenRanges,
	type TokenClass,
} from '../../model/searchTokens';
import { openStatuses } from '../../model/status';
import type { StoreContext } from '../context';
import {
	actorBeforePools,
	fieldAccess,
	requireReadable,
	visible,
	type PoolReach,
} from '../permissions';
import { columnKind } from '../schema/tables';
import {
	operators,
	renderCondition,
	type Condition,
	type FieldCondition,
	type Operand,
	type Operator,
} from '../conditions';
import { jsonNumber, jsonText } from '../fragments';
import { binReachesBackTo } from './bin';
import { leadColumn } from './leadRow';

export const leadOperators = operators;

export type LeadOperator = Operator;

/** One condition on a standard field, a custom field (`custom.x`) or a system field such as `createdAt`. */
export type LeadCondition = FieldCondition;

/** Ready-made lists. `mine` needs an acting member; `pool` is what lies in public pools. */
export const leadViews = [
	'all',
	'mine',
	'unread',
	'recentlyCreated',
	'unassigned',
	'pool',
	'overdue',
	'converted',
	'bin',
] as const;

export type LeadView = (typeof leadViews)[number];

export interface LeadQuery {
	view?: LeadView;
	/** Words to find in names, companies, e-mail addresses and phone numbers, Chinese or English. All must be there. */
	search?: string;
	conditions?: readonly LeadCondition[];
	match?: 'all' | 'any';
	/** Test leads are left out unless asked for. */
	includeTest?: boolean;
}

const DAY = 24 * 60 * 60 * 1000;
/** What counts as recently created. */
const RECENT_MS = 7 * DAY;

/** Columns of system fields. Instants are compared as epoch milliseconds. */
const systemColumns: Record<string, string> = {
	id: 'id',
	ownerId: 'owner_id',
	teamId: 'team_id',
	poolId: 'pool_id',
	previousOwnerId: 'previous_owner_id',
	returnedCount: 'returned_count',
	ownedSince: 'owned_since',
	protectedUntil: 'protected_until',
	accountId: 'account_id',
	contactId: 'contact_id',
	regionCode: 'region_code',
	score: 'score',
	grade: 'grade',
	createdAt: 'created_at',
	updatedAt: 'updated_at',
	lastActivityAt: 'last_activity_at',
	nextFollowUpAt: 'next_follow_up_at',
	convertedAt: 'converted_at',
	readAt: 'read_at',
};

const instantColumns = new Set(
	Object.values(systemColumns).filter((column) => columnKind('leads', column) === 'instant'),
);
const idColumns = new Set(
	Object.values(systemColumns).filter((column) => columnKind('leads', column) === 'id'),
);

/**
 * The WHERE of a lead list: workspace, scope, view, search and conditions.
 *
 * @param reach `masked` for lists that are shown; default `own`, the leads that the actor may change
 */
export function leadCondition(
	context: StoreContext,
	query: LeadQuery,
	reach: PoolReach = 'own',
): Condition {
	const parts: Condition[] = [
		inSight(context, query, reach),
		sql<SqlBool>`leads.merged_into IS NULL`,
		query.view === 'bin' ? inBin(context) : sql<SqlBool>`leads.deleted_at IS NULL`,
	];
	if (!query.includeTest) parts.push(sql<SqlBool>`leads.is_test = 0`);
	const view = viewCondition(context, query.view ?? 'all');
	if (view) parts.push(view);
	const conditions = (query.conditions ?? []).map((condition) =>
		fieldCondition(context, condition),
	);
	if (conditions.length > 0) {
		const glue = query.match === 'any' ? sql` OR ` : sql` AND `;
		parts.push(sql<SqlBool>`(${sql.join(conditions, glue)})`);
	}
	return sql<SqlBool>`${sql.join(parts, sql` AND `)}`;
}

/**
 * Scope and search. Leads that the actor sees masked only are not found by what is masked of them:
 * whoever looks for a number must not learn that it is there.
 */
function inSight(context: StoreContext, query: LeadQuery, reach: PoolReach): Condition {
	const { actor } = context;
	const found = (one: StoreContext): Condition[] =>
		query.search?.trim() ? [searchCondition(one, query.search)] : [];
	const fully = and([
		visible(context, 'leads', reach === 'own' ? 'own' : 'unmasked'),
		...found(context),
	]);
	const before = actorBeforePools(actor);
	if (reach !== 'masked' || before === actor) return fully;
	const asks = (query.conditions ?? []).some(({ field }) => {
		const access = fieldAccess(before, field);
		return access === 'hidden' || access === 'masked';
	});
	if (asks) return fully;
	const inPools = and([
		visible(context, 'leads', 'masked'),
		...found({ ...context, actor: before }),
	]);
	return sql<SqlBool>`(${fully} OR ${inPools})`;
}

function and(parts: readonly Condition[]): Condition {
	return sql<SqlBool>`(${sql.join(parts, sql` AND `)})`;
}

/** What can still be restored: what was erased, or deleted too long ago, cannot. */
function inBin({ dialect, now }: StoreContext): Condition {
	return sql<SqlBool>`leads.deleted_at >= ${binReachesBackTo(now)}
		AND ${jsonText(dialect, 'leads.extra', 'erasedAt')} IS NULL`;
}

function viewCondition(context: StoreContext, view: LeadView): Condition | undefined {
	switch (view) {
		case 'mine': {
			const { memberId } = context.actor;
			if (memberId === null) {
				throw new LeadflowError('INVALID_INPUT', "The view 'Mine' needs an acting member", {
					hint: "Set 'Acting Member ID' in the 'Leadflow Store API' credential.",
				});
			}
			return sql<SqlBool>`leads.owner_id = ${memberId}`;
		}
		case 'unread':
			return sql<SqlBool>`leads.read_at IS NULL`;
		case 'recentlyCreated':
			return sql<SqlBool>`leads.created_at >= ${context.now - RECENT_MS}`;
		case 'unassigned':
			return sql<SqlBool>`leads.owner_id IS NULL AND leads.converted_at IS NULL`;
		case 'pool':
			return sql<SqlBool>`leads.pool_id IS NOT NULL AND leads.owner_id IS NULL AND leads.converted_at IS NULL`;
		case 'overdue':
			return sql<SqlBool>`leads.next_follow_up_at < ${context.now} AND leads.status IN (${sql.join([...openStatuses])})`;
		case 'converted':
			return sql<SqlBool>`leads.converted_at IS NOT NULL`;
		default:
			return undefined;
	}
}

const tokenClasses: readonly TokenClass[] = ['n', 'e', 'p'];

/** Leads that have every word. A class of tokens is searched only where all fields behind it may be read. */
function searchCondition(context: StoreContext, search: string): Condition {
	const allowed = tokenClasses.filter((tokenClass) =>
		searchedFields[tokenClass].every((field) => {
			const access = fieldAccess(context.actor, field);
			return access !== 'hidden' && access !== 'masked';
		}),
	);
	const words = queryTokens(search).map((word) => {
		const ranges = tokenRanges(word, allowed).map(
			({ from, below }) => sql`(token >= ${from} AND token < ${below})`,
		);
		return ranges.length === 0
			? sql<SqlBool>`1 = 0`
			: sql<SqlBool>`leads.id IN (SELECT lead_id FROM search_tokens WHERE workspace_id = ${context.workspaceId} AND (${sql.join(ranges, sql` OR `)}))`;
	});
	return words.length === 0 ? sql<SqlBool>`1 = 0` : sql<SqlBool>`(${sql.join(words, sql` AND `)})`;
}

function columnOperand(column: string): Operand {
	const left = sql`${sql.ref(`leads.${column}`)}`;
	if (idColumns.has(column)) return { kind: 'id', sql: left };
	if (instantColumns.has(column)) return { kind: 'instant', sql: left };
	const isNumber = column === 'score' || column === 'returned_count';
	return { kind: isNumber ? 'number' : 'text', sql: left };
}

function operandOf({ dialect }: StoreContext, field: string): Operand {
	const column =
		leadColumn(field) ?? (Object.hasOwn(systemColumns, field) ? systemColumns[field] : undefined);
	if (column) return columnOperand(column);
	const kind = fieldDefinition(field)?.kind;
	if (kind) {
		const text = jsonText(dialect, 'leads.extra', field);
		return kind === 'integer' || kind === 'number'
			? { kind: 'number', sql: jsonNumber(dialect, 'leads.extra', field), text }
			: { kind: 'text', sql: text };
	}
	const own = /^custom\.(.+)$/s.exec(field)?.[1];
	if (own !== undefined) {
		const text = jsonText(dialect, 'leads.custom', own);
		return { kind: 'any', sql: text, number: jsonNumber(dialect, 'leads.custom', own) };
	}
	throw new LeadflowError('INVALID_INPUT', `Leads have no field '${field.slice(0, 60)}'`, {
		field,
		hint: "Use a lead field such as 'email', a system field such as 'createdAt', or 'custom.' and the name of your own field.",
	});
}

function fieldCondition(context: StoreContext, condition: LeadCondition): Condition {
	requireReadable(context.actor, condition.field);
	return renderCondition(operandOf(context, condition.field), condition);
}
