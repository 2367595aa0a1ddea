import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { Actor, FieldAccess, PoolSight } from '../model/actor';
import { LeadflowError } from '../model/error';
import type { StoreContext } from './context';

/** Tables whose rows belong to a member and a team. */
export type OwnedTable =
	| 'leads'
	| 'accounts'
	| 'contacts'
	| 'deals'
	| 'activities'
	| 'tasks'
	| 'quarantine';

/**
 * How far into the public pools a read looks: `own` not at all, as every write; `unmasked` at leads
 * that the actor sees in full, for what is told of a lead elsewhere; `masked` at all of them, for
 * reads that present rows through `presentLeads`, which masks them.
 */
export type PoolReach = 'own' | 'unmasked' | 'masked';

/**
 * The condition that keeps an operation to the rows of its workspace that its actor may see. Every
 * read and every write of an owned table carries it, so a hidden row is the same as no row.
 */
export function visible(
	context: StoreContext,
	table: OwnedTable,
	reach: PoolReach = 'own',
): RawBuilder<SqlBool> {
	const { scope } = context.actor;
	const inWorkspace = sql<SqlBool>`${sql.ref(`${table}.workspace_id`)} = ${context.workspaceId}`;
	if (scope.kind === 'all') return inWorkspace;
	const seen = [sql<SqlBool>`${sql.ref(`${table}.owner_id`)} = ${scope.memberId}`];
	if (scope.kind === 'team' && scope.teamIds.length > 0) {
		seen.push(sql<SqlBool>`${sql.ref(`${table}.team_id`)} IN (${sql.join(scope.teamIds)})`);
	}
	if (table === 'leads') seen.push(...seenInPools(scope.pools ?? [], reach));
	if (seen.length === 1) return sql`(${inWorkspace} AND ${seen[0]})`;
	return sql`(${inWorkspace} AND (${sql.join(seen, sql` OR `)}))`;
}

/** Leads that lie in a pool: alive, and nobody's. */
const liesInPool = sql<SqlBool>`leads.owner_id IS NULL AND leads.deleted_at IS NULL
	AND leads.converted_at IS NULL`;

function seenInPools(pools: readonly PoolSight[], reach: PoolReach): Array<RawBuilder<SqlBool>> {
	if (reach === 'own') return [];
	const reached = pools.filter(({ masked }) => reach === 'masked' || masked.length === 0);
	const inOneOf = (some: readonly PoolSight[]) =>
		sql<SqlBool>`leads.pool_id IN (${sql.join(some.map(({ id }) => id))})`;
	const run = reached.filter(({ admin }) => admin);
	const conditions: Array<RawBuilder<SqlBool>> = [];
	if (reached.length > 0) conditions.push(sql`(${inOneOf(reached)} AND ${liesInPool})`);
	if (run.length > 0) conditions.push(sql`(${inOneOf(run)} AND leads.deleted_at IS NULL)`);
	return conditions;
}

/**
 * The actor as far as one lead is concerned: what a pool keeps from its members until they claim is
 * masked on leads that lie in it.
 */
export function actorBefore(
	actor: Actor,
	lead: { owner_id: string | null; pool_id: string | null },
): Actor {
	const { scope } = actor;
	if (scope.kind === 'all' || lead.owner_id !== null || lead.pool_id === null) return actor;
	const sight = scope.pools?.find(({ id }) => id === lead.pool_id);
	return sight ? { ...actor, fieldAccess: withMasks(actor.fieldAccess, sight.masked) } : actor;
}

/** Restrictions and masks together; what is hidden stays hidden. */
export function withMasks(
	fieldAccess: Actor['fieldAccess'],
	masked: readonly string[],
): Actor['fieldAccess'] {
	const all: Record<string, FieldAccess> = { ...fieldAccess };
	for (const field of masked) if (all[field] !== 'hidden') all[field] = 'masked';
	return all;
}

/** The actor as in front of a lead of which every pool they look into masks what it masks. */
export function actorBeforePools(actor: Actor): Actor {
	const { scope } = actor;
	const masked = scope.kind === 'all' ? [] : (scope.pools ?? []).flatMap((pool) => pool.masked);
	if (masked.length === 0) return actor;
	return { ...actor, fieldAccess: withMasks(actor.fieldAccess, masked) };
}

/** Whether the actor may see a row with this owner and team: the same rule for rows already read. */
export function canSee(
	actor: Actor,
	row: { owner_id: string | null; team_id: string | null },
): boolean {
	const { scope } = actor;
	if (scope.kind === 'all') return true;
	if (row.owner_id === scope.memberId) return true;
	return scope.kind === 'team' && row.team_id !== null && scope.teamIds.includes(row.team_id);
}

/**
 * Fields that hold parts or copies of each other: a name is split into its parts, a mobile number
 * typed as phone fills both. What is kept from an actor in one must not show in the other.
 */
const relatives: Readonly<Record<string, readonly string[]>> = {
	name: ['firstName', 'lastName'],
	firstName: ['name'],
	lastName: ['name'],
	mobile: ['phone'],
	phone: ['mobile'],
	email: ['secondaryEmail'],
	secondaryEmail: ['email'],
};

const CUSTOM = 'custom.';

function related(field: string): readonly string[] {
	if (Object.hasOwn(relatives, field)) return relatives[field];
	// What a field could not hold of its value lies under the same name among the custom fields.
	return field.startsWith(CUSTOM) ? [field.slice(CUSTOM.length)] : [];
}

const severity: Readonly<Record<FieldAccess, number>> = { readOnly: 1, masked: 2, hidden: 3 };

/**
 * What an actor may not do with a field: what is said of it, or of a field it may show, whichever
 * is stricter. Custom fields are `custom.<name>`.
 */
export function fieldAccess(actor: Actor, field: string): FieldAccess | undefined {
	const said = (name: string) =>
		Object.hasOwn(actor.fieldAccess, name) ? actor.fieldAccess[name] : undefined;
	let strictest = said(field);
	for (const other of related(field)) {
		const access = said(other);
		// To write a field, one need not be allowed to write its relatives.
		if (access === undefined || access === 'readOnly') continue;
		if (strictest === undefined || severity[access] > severity[strictest]) strictest = access;
	}
	return strictest;
}

/**
 * Refuses to filter, sort or search by a field whose value the actor may not read: the answer would
 * give the value away.
 */
export function requireReadable(actor: Actor, field: string): void {
	const access = fieldAccess(actor, field);
	if (access === 'hidden' || access === 'masked') {
		throw new LeadflowError(
			'FORBIDDEN',
			`'${field}' is ${access} for you and cannot be searched or sorted by`,
			{
				field,
				hint: 'Use another field, or a credential without this restriction.',
			},
		);
	}
}

/** Refuses writes of an actor who may only look. */
export function requireWriter(actor: Actor): void {
	if (actor.role === 'viewer') {
		throw new LeadflowError('FORBIDDEN', 'This credential may read leads, not change them', {
			hint: "Choose a 'Leadflow Store API' credential with a role that may write.",
		});
	}
}

/** Refuses what only the system and administrators may do, such as erase and backup. */
export function requireAdmin(actor: Actor, what: string): void {
	if (actor.role !== 'system' && actor.role !== 'admin') {
		throw new LeadflowError('FORBIDDEN', `${what} needs an administrator`, {
			hint: "Choose a 'Leadflow Store API' credential with the role Administrator.",
		});
	}
}

/** Refuses what cannot be cut down to some members' leads, such as the inbox. */
export function requireWholeScope(actor: Actor, what: string): void {
	if (actor.scope.kind !== 'all') {
		throw new LeadflowError('FORBIDDEN', `${what} is open to those who see all leads only`, {
			hint: "Choose a 'Leadflow Store API' credential with the role Administrator, or a viewer without a member.",
		});
	}
}
