import { sql, type RawBuilder } from 'kysely';
import type { Member } from '../model/member';
import type { StoreContext } from '../store/context';
import { readPools, type StoredPool } from '../store/pools';
import { memberRecords } from '../store/records/colleagueRecords';
import { presentRecords } from '../store/records/presentRecords';
import { q, type Step } from '../store/step';
import { withinHoldLimits } from './pool/holdLimits';
import type { AssignmentRule, RuleSet } from './ruleSet';

/** Everybody and everything that the rules of a set name, as it stands in the transaction. */
export interface Cast {
	members: ReadonlyMap<string, Member>;
	/** Members of a team, by the team's id. */
	ofTeam: ReadonlyMap<string, readonly string[]>;
	ofPool: ReadonlyMap<string, readonly string[]>;
	/** All active members, where a rule gives to everybody. */
	everybody: readonly string[];
	/** Whom a team's leads are escalated to. */
	managerOf: ReadonlyMap<string, string>;
	/** Names of the pools that are there. */
	pools: ReadonlyMap<string, string>;
}

interface Named {
	members: Set<string>;
	teams: Set<string>;
	pools: Set<string>;
	/** Pools whose members are given leads, of `pools`. */
	givenFrom: Set<string>;
}

function namedBy({ rules, defaultMemberId }: RuleSet): Named {
	const named: Named = {
		members: new Set(),
		teams: new Set(),
		pools: new Set(),
		givenFrom: new Set(),
	};
	if (defaultMemberId !== undefined) named.members.add(defaultMemberId);
	for (const { target, bands, poolId, method } of rules) {
		if ('members' in target) for (const { id } of target.members) named.members.add(id);
		if ('teamId' in target) named.teams.add(target.teamId);
		if ('poolId' in target) {
			named.pools.add(target.poolId);
			if (method !== 'claimOnly') named.givenFrom.add(target.poolId);
		}
		if (poolId !== undefined) named.pools.add(poolId);
		for (const band of bands ?? []) for (const id of band.members) named.members.add(id);
	}
	return named;
}

function hasTeam({ dialect }: StoreContext, teamId: string): RawBuilder<boolean> {
	return dialect === 'postgres'
		? sql<boolean>`(members.team_id = ${teamId} OR (members.data -> 'teamIds') @> to_jsonb(${teamId}::text))`
		: sql<boolean>`(members.team_id = ${teamId}
				OR EXISTS (SELECT 1 FROM json_each(members.data, '$.teamIds') WHERE value = ${teamId}))`;
}

function* idsOfTeams(
	context: StoreContext,
	teams: Iterable<string>,
): Step<Map<string, readonly string[]>> {
	const ofTeam = new Map<string, readonly string[]>();
	for (const teamId of teams) {
		const rows = yield* q(
			context.db
				.selectFrom('members')
				.select('id')
				.where('workspace_id', '=', context.workspaceId)
				.where('deleted_at', 'is', null)
				.where(hasTeam(context, teamId))
				.orderBy('id'),
		);
		ofTeam.set(
			teamId,
			rows.map(({ id }) => id),
		);
	}
	return ofTeam;
}

/** Who may be given leads of a pool: those it names, or everybody where it names nobody. */
function* idsOfPool(context: StoreContext, pool: StoredPool): Step<string[]> {
	const { memberIds, teamIds } = pool;
	if (memberIds.length > 0 || teamIds.length > 0) {
		const ofTeams = yield* idsOfTeams(context, [...teamIds].sort());
		return [...new Set([...memberIds, ...[...ofTeams.values()].flat()])];
	}
	return yield* idsOfEverybody(context);
}

function* idsOfEverybody(context: StoreContext): Step<string[]> {
	const rows = yield* q(
		context.db
			.selectFrom('members')
			.select('id')
			.where('workspace_id', '=', context.workspaceId)
			.where('active', '=', 1)
			.where('deleted_at', 'is', null)
			.orderBy('id'),
	);
	return rows.map(({ id }) => id);
}

/** The managers of teams whose leads somebody may be asked to escalate. */
function* readManagers(
	context: StoreContext,
	rules: readonly AssignmentRule[],
	memberIds: ReadonlySet<string>,
): Step<Map<string, string>> {
	if (!rules.some(({ onNoneAvailable }) => onNoneAvailable === 'escalate')) return new Map();
	const teamIds = new Set(
		rules.flatMap(({ target }) => ('teamId' in target ? [target.teamId] : [])),
	);
	if (memberIds.size > 0) {
		const rows = yield* q(
			context.db
				.selectFrom('members')
				.select('team_id')
				.where('workspace_id', '=', context.workspaceId)
				.where('id', 'in', [...memberIds]),
		);
		for (const { team_id } of rows) if (team_id !== null) teamIds.add(team_id);
	}
	if (teamIds.size === 0) return new Map();
	const teams = yield* q(
		context.db
			.selectFrom('teams')
			.select(['id', 'manager_id'])
			.where('workspace_id', '=', context.workspaceId)
			.where('id', 'in', [...teamIds])
			.where('deleted_at', 'is', null),
	);
	return new Map(
		teams.flatMap(({ id, manager_id }) => (manager_id === null ? [] : [[id, manager_id]])),
	);
}

/** Members by id; held, so that two rule sets cannot fill the last place of one member at once. */
function* readMembers(
	context: StoreContext,
	ids: ReadonlySet<string>,
	lock: boolean,
): Step<Map<string, Member>> {
	if (ids.size === 0) return new Map();
	const query = context.db
		.selectFrom('members')
		.selectAll()
		.where('workspace_id', '=', context.workspaceId)
		.where('id', 'in', [...ids].sort())
		.orderBy('id');
	const rows = yield* q(lock && context.dialect === 'postgres' ? query.forUpdate() : query);
	const members = yield* presentRecords(context, memberRecords, rows);
	return new Map(members.map((member) => [member.id, member]));
}

/**
 * Reads whom the rules name.
 *
 * @param more members who may be asked beside, such as existing owners
 * @param lock holds the members until the transaction ends
 */
export function* readCast(
	context: StoreContext,
	ruleSet: RuleSet,
	more: Iterable<string>,
	lock: boolean,
): Step<Cast> {
	const named = namedBy(ruleSet);
	const all: ReadonlyMap<string, StoredPool> =
		named.pools.size === 0 ? new Map() : yield* readPools(context);
	const pools = [...named.pools].flatMap((id) => all.get(id) ?? []);
	const ofPool = new Map<string, readonly string[]>();
	for (const pool of pools) {
		if (named.givenFrom.has(pool.id)) ofPool.set(pool.id, yield* idsOfPool(context, pool));
	}
	const ofTeam = yield* idsOfTeams(context, [...named.teams].sort());
	const asksEverybody = ruleSet.rules.some(({ target }) => 'everybody' in target);
	const everybody = asksEverybody ? yield* idsOfEverybody(context) : [];
	const ids = new Set([...named.members, ...everybody, ...more]);
	for (const list of [...ofTeam.values(), ...ofPool.values()]) for (const id of list) ids.add(id);
	const managerOf = yield* readManagers(context, ruleSet.rules, ids);
	for (const id of managerOf.values()) ids.add(id);
	const members = yield* readMembers(context, ids, lock);
	return {
		members: ruleSet.holdLimits ? yield* withinHoldLimits(context, members) : members,
		ofTeam,
		ofPool,
		everybody,
		managerOf,
		pools: new Map(pools.map(({ id, name }) => [id, name])),
	};
}
