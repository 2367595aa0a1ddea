import type { PoolSight } from '../model/actor';
import {
	isPoolMember,
	poolInputSchema,
	poolSettings,
	type PoolInput,
	type PoolSettings,
} from '../model/pool';
import type { StoreContext } from './context';
import type { RowOf } from './schema/tables';
import { q, type Step } from './step';

/** A pool as the rules of holding look at it. */
export interface StoredPool extends PoolSettings {
	id: string;
}

/** The settings in a row of the table; what an older version wrote and this one cannot read counts as not said. */
function storedPool(row: RowOf<'pools'>): StoredPool {
	const values: Record<string, unknown> = { ...(row.data as object), name: row.name };
	const parsed = poolInputSchema.safeParse(values);
	const input: PoolInput = parsed.success ? parsed.data : { name: row.name, reclaimWhen: [] };
	return { ...poolSettings(input), id: row.id };
}

/** All pools of the workspace by id, oldest first. They are few. */
export function* readPools(context: StoreContext): Step<ReadonlyMap<string, StoredPool>> {
	const rows = yield* q(
		context.db
			.selectFrom('pools')
			.selectAll()
			.where('workspace_id', '=', context.workspaceId)
			.where('deleted_at', 'is', null)
			.orderBy('id'),
	);
	return new Map(rows.map((row) => [row.id, storedPool(row)]));
}

/** All teams of a member. */
export function teamsOf(member: { team_id: string | null; data: unknown }): string[] {
	const { teamIds } = (member.data ?? {}) as { teamIds?: unknown };
	const named = Array.isArray(teamIds) ? teamIds.map(String) : [];
	return member.team_id === null || named.includes(member.team_id)
		? named
		: [member.team_id, ...named];
}

/** Which pools a member looks into, and the fields that one of them never shows its members. */
export function* poolSights(
	context: StoreContext,
	member: { id: string; team_id: string | null; data: unknown },
): Step<{ pools: { pools?: readonly PoolSight[] }; masked: readonly string[] }> {
	const person = { id: member.id, teamIds: teamsOf(member) };
	const own = [...(yield* readPools(context)).values()].filter((pool) =>
		isPoolMember(pool, person),
	);
	const isAdmin = ({ adminIds }: StoredPool) => adminIds.includes(person.id);
	const sights = own.map((pool) => ({
		id: pool.id,
		admin: isAdmin(pool),
		masked: isAdmin(pool) || pool.mask === 'never' ? [] : pool.maskedFields,
	}));
	const always = own.filter((pool) => pool.mask === 'always' && !isAdmin(pool));
	return {
		pools: sights.length === 0 ? {} : { pools: sights },
		masked: [...new Set(always.flatMap(({ maskedFields }) => maskedFields))],
	};
}

/** The pool whose rules hold for what a member gets from elsewhere: the oldest that covers them. */
export function coveringPool(
	pools: ReadonlyMap<string, StoredPool>,
	member: { id: string; teamIds: readonly string[] },
): StoredPool | undefined {
	return [...pools.values()].find((pool) => pool.coversMembers && isPoolMember(pool, member));
}
