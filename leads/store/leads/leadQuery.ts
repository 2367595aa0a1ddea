import { sql, type RawBuilder, type SqlBool } from 'kysely';
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
import { jsonText } from '../fragments';
import { leadColumn } from './leadRow';

export const leadOperators = [
	'equals',
	'notEquals',
	'contains',
	'startsWith',
	'in',
	'isEmpty',
	'isNotEmpty',
	'greaterThan',
	'lessThan',
] as const;

export type LeadOperator = (typeof leadOperators)[number];

/** One condition on a standard field, a custom field (`custom.x`) or a system field such as `createdAt`. */
export interface LeadCondition {
	field: string;
	operator: LeadOperator;
	value?: string | number | boolean | readonly (string | number)[] | null;
}

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

type Condition = RawBuilder<SqlBool>;

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
		query.view === 'bin'
			? sql<SqlBool>`leads.deleted_at IS NOT NULL`
			: sql<SqlBool>`leads.deleted_at IS NULL`,
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

function operandOf(
	context: StoreContext,
	field: string,
): { operand: RawBuilder<unknown>; column?: string; numeric: boolean } {
	const column =
		leadColumn(field) ?? (Object.hasOwn(systemColumns, field) ? systemColumns[field] : undefined);
	if (column) {
		return {
			operand: sql`${sql.ref(`leads.${column}`)}`,
			column,
			numeric: instantColumns.has(column) || column === 'score',
		};
	}
	const kind = fieldDefinition(field)?.kind;
	if (kind) return { operand: jsonText(context.dialect, 'leads.extra', field), numeric: false };
	if (field.startsWith('custom.') && field.length > 7) {
		return { operand: jsonText(context.dialect, 'leads.custom', field.slice(7)), numeric: false };
	}
	throw new LeadflowError('INVALID_INPUT', `Leads have no field '${field.slice(0, 60)}'`, {
		field,
		hint: "Use a lead field such as 'email', a system field such as 'createdAt', or 'custom.' and the name of your own field.",
	});
}

function comparable(
	field: string,
	value: string | number | boolean,
	column: string | undefined,
	numeric: boolean,
): string | number {
	if (column && instantColumns.has(column)) {
		const instant = typeof value === 'number' ? value : Date.parse(String(value));
		if (Number.isNaN(instant)) throw unfit(field, 'a date such as 2026-03-01T09:00:00Z');
		return instant;
	}
	if (numeric) {
		const number = Number(value);
		if (Number.isNaN(number)) throw unfit(field, 'a number');
		return number;
	}
	return column && idColumns.has(column) ? String(value).toLowerCase() : String(value);
}

function unfit(field: string, expected: string): LeadflowError {
	return new LeadflowError('INVALID_INPUT', `The condition on '${field}' needs ${expected}`, {
		field,
	});
}

/** Wildcards of LIKE in the user's text stand for themselves. */
function likePattern(value: unknown, before: string): string {
	return `${before}${String(value)
		.toLowerCase()
		.replace(/[\\%_]/g, '\\$&')}%`;
}

function fieldCondition(context: StoreContext, condition: LeadCondition): Condition {
	const { field, operator, value } = condition;
	requireReadable(context.actor, field);
	const { operand, column, numeric } = operandOf(context, field);
	// UUID columns of PostgreSQL compare as text, so that a malformed id is no match instead of an error.
	const left = column && idColumns.has(column) ? sql`CAST(${operand} AS TEXT)` : operand;
	if (operator === 'isEmpty')
		return sql<SqlBool>`(${operand} IS NULL OR CAST(${operand} AS TEXT) = '')`;
	if (operator === 'isNotEmpty')
		return sql<SqlBool>`(${operand} IS NOT NULL AND CAST(${operand} AS TEXT) <> '')`;
	if (operator === 'in') {
		const list = Array.isArray(value) ? value : String(value ?? '').split(/[,，;；]/);
		const values = list.map((one) =>
			comparable(field, typeof one === 'string' ? one.trim() : one, column, numeric),
		);
		return values.length === 0
			? sql<SqlBool>`1 = 0`
			: sql<SqlBool>`${left} IN (${sql.join(values)})`;
	}
	if (value === undefined || value === null || typeof value === 'object')
		throw unfit(field, 'a value');
	switch (operator) {
		case 'contains':
			return sql<SqlBool>`LOWER(CAST(${operand} AS TEXT)) LIKE ${likePattern(value, '%')} ESCAPE '\\'`;
		case 'startsWith':
			return sql<SqlBool>`LOWER(CAST(${operand} AS TEXT)) LIKE ${likePattern(value, '')} ESCAPE '\\'`;
		case 'notEquals':
			return sql<SqlBool>`(${left} IS NULL OR ${left} <> ${comparable(field, value, column, numeric)})`;
		case 'greaterThan':
			return sql<SqlBool>`${left} > ${comparable(field, value, column, numeric)}`;
		case 'lessThan':
			return sql<SqlBool>`${left} < ${comparable(field, value, column, numeric)}`;
		default:
			return sql<SqlBool>`${left} = ${comparable(field, value, column, numeric)}`;
	}
}
