import type { Member } from '../../model/member';
import { isPoolMember } from '../../model/pool';
import type { StoreContext } from '../../store/context';
import { hasId } from '../../store/fragments';
import { readPools } from '../../store/pools';
import { q, type Step } from '../../store/step';

/**
 * Members whose limit of open leads is the smallest of their own and those of the pools that they
 * belong to (持有上限), as claiming has it. Converted leads take up room where a pool counts them.
 */
export function* withinHoldLimits(
	context: StoreContext,
	members: ReadonlyMap<string, Member>,
): Step<Map<string, Member>> {
	const pools = [...(yield* readPools(context)).values()].filter(
		({ holdLimit }) => typeof holdLimit === 'number',
	);
	const converted = pools.some(({ holdCountsConverted }) => holdCountsConverted)
		? yield* countConverted(context, [...members.keys()])
		: new Map<string, number>();
	const limited = [...members.values()].map((member): Member => {
		const rooms = pools
			.filter((pool) => isPoolMember(pool, member))
			.map(({ holdLimit, holdCountsConverted }) => {
				const taken = holdCountsConverted ? (converted.get(member.id) ?? 0) : 0;
				return Math.max(0, (holdLimit ?? Infinity) - taken);
			});
		const maxOpen = Math.min(member.capacity.maxOpen ?? Infinity, ...rooms);
		if (maxOpen === Infinity) return member;
		return { ...member, capacity: { ...member.capacity, maxOpen } };
	});
	return new Map(limited.map((member) => [member.id, member]));
}

/** Converted leads of each member, test leads not counted. */
function* countConverted(
	context: StoreContext,
	memberIds: readonly string[],
): Step<Map<string, number>> {
	const rows = yield* q(
		context.db
			.selectFrom('leads')
			.select(['owner_id', (the) => the.fn.countAll<number>().as('count')])
			.where('workspace_id', '=', context.workspaceId)
			.where(hasId(context.dialect, 'leads.owner_id', memberIds))
			.where('status', '=', 'converted')
			.where('deleted_at', 'is', null)
			.where('merged_into', 'is', null)
			.where('is_test', '=', 0)
			.groupBy('owner_id'),
	);
	return new Map(
		rows.flatMap(({ owner_id, count }) => (owner_id === null ? [] : [[owner_id, Number(count)]])),
	);
}
