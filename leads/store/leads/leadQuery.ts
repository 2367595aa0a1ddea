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
import { fieldAccess, requireReadable, visible } from '../permissions';
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

/** Ready-made lists. `mine` needs an acting member. */
export const leadViews = [
	'all',
	'mine',
	'unread',
	'recentlyCreated',
	'unassigned',
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
	Object.values(systemColumns).filter((column) => column.endsWith('_at')),
);
const idColumns = new Set(['id', 'owner_id', 'team_id', 'account_id', 'contact_id']);

/** The WHERE of a lead list: workspace, scope, view, search and conditions. */
export function leadCondition(context: StoreContext, query: LeadQuery): Condition {
	const parts: Condition[] = [
		visible(context, 'leads'),
		sql<SqlBool>`leads.merged_into IS NULL`,
		query.view === 'bin' ? inBin(context) : sql<SqlBool>`leads.deleted_at IS NULL`,
	];
	if (!query.includeTest) parts.push(sql<SqlBool>`leads.is_test = 0`);
	const view = viewCondition(context, query.view ?? 'all');
	if (view) parts.push(view);
	if (query.search?.trim()) parts.push(searchCondition(context, query.search));
	const conditions = (query.conditions ?? []).map((condition) =>
		fieldCondition(context, condition),
	);
	if (conditions.length > 0) {
		const glue = query.match === 'any' ? sql` OR ` : sql` AND `;
		parts.push(sql<SqlBool>`(${sql.join(conditions, glue)})`);
	}
	return sql<SqlBool>`${sql.join(parts, sql` AND `)}`;
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
	return { kind: column === 'score' ? 'number' : 'text', sql: left };
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
