import { LeadflowError } from '../../model/error';
import { isPoolMember } from '../../model/pool';
import type { Operation, StoreContext } from '../../store/context';
import { isWorkedOn } from '../../store/leads/holding';
import type { LeadRow } from '../../store/leads/leadRow';
import { canSee, requireWriter } from '../../store/permissions';
import { readPools, type StoredPool } from '../../store/pools';
import type { Step } from '../../store/step';
import { isCoolingDown, readDepartures, type Departures } from './coolDown';
import { countClaims, countOne, limitReached, type Claims } from './limits';
import { holdMember, type HeldMember } from './member';
import { carryOut, type Move } from './move';
import { lockNamedLeads, runsPool } from './namedLeads';
import { refused, type PoolRefusal, type PoolResult } from './result';
import { takeBackDue } from './takeBack';

export interface ClaimRequest {
	/** Only out of this pool. */
	poolId?: string;
	/** For whom; default the acting member. */
	memberId?: string;
	/** Tells what would be claimed. */
	dryRun?: boolean;
}

/** Everything that decides whether a member may have a lead, read under the locks. */
interface Claiming {
	member: HeldMember;
	request: ClaimRequest;
	pools: ReadonlyMap<string, StoredPool>;
	departures: Departures;
	claims: Claims;
}

function claimantId({ actor }: StoreContext, { memberId }: ClaimRequest): string {
	const id = memberId?.toLowerCase() ?? actor.memberId;
	if (id === null) {
		throw new LeadflowError('INVALID_INPUT', 'Claiming needs to know for which member', {
			field: 'memberId',
			hint: "Name a member, or set 'Acting Member ID' in the 'Leadflow Store API' credential.",
		});
	}
	if (actor.scope.kind === 'all' || id === actor.memberId) return id;
	throw new LeadflowError('FORBIDDEN', 'Members claim for themselves only', {
		field: 'memberId',
		hint: 'Administrators of a pool give its leads to others by a transfer.',
	});
}

function* settleDue(
	context: StoreContext,
	named: Map<string, LeadRow>,
	pools: ReadonlyMap<string, StoredPool>,
	options: { node: string; dryRun?: boolean },
): Step<void> {
	const rows = [...new Map([...named.values()].map((row) => [row.id, row])).values()];
	const { now } = yield* takeBackDue(context, rows, pools, options);
	for (const [asked, row] of named) named.set(asked, now.get(row.id) ?? row);
}

function refusalOf(
	context: StoreContext,
	{ member, request, pools, departures, claims }: Claiming,
	lead: LeadRow | undefined,
): PoolRefusal | undefined {
	const pool = pools.get(lead?.pool_id ?? '');
	const belongs = pool !== undefined && isPoolMember(pool, member);
	if (!lead || !(belongs || canSee(context.actor, lead))) return 'notFound';
	if (lead.owner_id === member.id) return 'alreadyYours';
	if (!isWorkedOn(lead)) return 'converted';
	if (lead.owner_id !== null) return 'alreadyOwned';
	if (!pool || (request.poolId !== undefined && pool.id !== request.poolId.toLowerCase())) {
		return 'notInPool';
	}
	if (!belongs) return 'notMember';
	if (pool.assignMode !== 'claim' && !runsPool(context, pool)) return 'notClaimable';
	const hoursOf = (id: string | null) => pools.get(id ?? '')?.previousOwnerCoolDownHours ?? 0;
	if (isCoolingDown(departures, lead, member.id, hoursOf, context.now)) return 'coolDown';
	return limitReached(claims, member, pool, pools);
}

/**
 * Claims leads out of public pools (领取): of several who claim one at the same moment, one gets it.
 * Whether the member belongs to the pool, had the lead lately, and how many they have claimed and
 * hold is looked at under locks, so no limit is ever exceeded. Leads whose protection is over count as
 * lying in their pool already.
 *
 * @param ids at most 200; limits are used up in this order
 * @param node name of the node or page, for the decisions
 * @returns one result an id, in order; the refused do not hold up the others
 * @throws LeadflowError INVALID_INPUT without a member, FORBIDDEN for another one than the acting
 */
export function claimLeads(
	ids: readonly string[],
	request: ClaimRequest,
	node: string,
): Operation<PoolResult[]> {
	return function* (context) {
		requireWriter(context.actor);
		const memberId = claimantId(context, request);
		const options = { node, dryRun: request.dryRun === true };
		const named = yield* lockNamedLeads(context, ids);
		const member = yield* holdMember(context, memberId, 'memberId');
		const pools = yield* readPools(context);
		yield* settleDue(context, named, pools, options);
		const leadIds = [...named.values()].map(({ id }) => id);
		const hours = Math.max(
			0,
			...[...pools.values()].map((pool) => pool.previousOwnerCoolDownHours ?? 0),
		);
		const claiming: Claiming = {
			member,
			request,
			pools,
			departures: yield* readDepartures(context, leadIds, hours, member.id),
			claims: yield* countClaims(context, member, [...pools.values()]),
		};
		const results = new Map<number, PoolResult>();
		const moves: Array<{ index: number; move: Move }> = [];
		const claimed = new Set<string>();
		for (const [index, asked] of ids.entries()) {
			const lead = named.get(asked);
			const refusal =
				lead && claimed.has(lead.id) ? 'alreadyYours' : refusalOf(context, claiming, lead);
			if (refusal !== undefined || !lead) {
				results.set(index, refused(asked, refusal ?? 'notFound', node));
				continue;
			}
			claimed.add(lead.id);
			countOne(claiming.claims, lead);
			moves.push({ index, move: claimOf(asked, lead, member) });
		}
		const { results: done } = yield* carryOut(
			context,
			moves.map(({ move }) => move),
			options,
		);
		moves.forEach(({ index }, place) => results.set(index, done[place]));
		return ids.map((asked, index) => results.get(index) ?? refused(asked, 'notFound', node));
	};
}

function claimOf(asked: string, lead: LeadRow, member: HeldMember): Move {
	return {
		asked,
		before: lead,
		after: { ...lead, owner_id: member.id, team_id: member.teamId },
		outcome: 'claimed',
		reason: { code: 'claimed', text: 'Claimed from the public pool' },
	};
}
