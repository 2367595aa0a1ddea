import type { HoldingFacts } from '../../model/protection';
import type { StoreContext } from '../context';
import { jsonText } from '../fragments';
import type { StoredPool } from '../pools';
import { q, type Step } from '../step';
import type { LeadRow } from './leadRow';

/** Names of stages, in English and Chinese, in which a deal is won: 成交 and 已成交, not 未成交 or 预计成交. */
const WON = /^\s*(?:(?:closed[ _-]?)?won\s*$|已?(?:赢单|成交)(?!失败|中|概率))/i;

interface FollowUpRow {
	entity_id: string;
	type: string;
	at: number;
	owner_id: string | null;
	direction: string | null;
	channel: string | null;
}

/** What the owner did: not what the person sent, nor what a channel reports of itself. */
function isFollowUp(row: FollowUpRow, lead: LeadRow, pool: StoredPool): boolean {
	if (row.owner_id !== lead.owner_id || row.direction === 'inbound') return false;
	if (row.channel !== null && row.direction !== 'outbound') return false;
	return pool.extendOn.some((type) => type === row.type);
}

/**
 * What happened to leads since their owners got them.
 *
 * @param held leads with an owner, each with its pool
 */
export function* readHoldingFacts(
	context: StoreContext,
	held: ReadonlyArray<{ lead: LeadRow; pool: StoredPool }>,
): Step<ReadonlyMap<string, HoldingFacts>> {
	const facts = new Map<string, HoldingFacts>();
	if (held.length === 0) return facts;
	const activities = yield* readFollowUps(context, held);
	const deals = yield* readDeals(context, held);
	for (const { lead, pool } of held) {
		const since = lead.owned_since ?? lead.created_at;
		const stages = deals.get(lead.id) ?? [];
		facts.set(lead.id, {
			since,
			followUps: activities
				.filter((row) => row.entity_id === lead.id && row.at >= since)
				.filter((row) => isFollowUp(row, lead, pool))
				.map(({ at }) => at),
			hasDeal: stages.length > 0,
			isWon: lead.converted_at !== null || stages.some((stage) => WON.test(stage)),
		});
	}
	return facts;
}

function* readFollowUps(
	context: StoreContext,
	held: ReadonlyArray<{ lead: LeadRow; pool: StoredPool }>,
): Step<FollowUpRow[]> {
	const types = [...new Set(held.flatMap(({ pool }) => pool.extendOn))];
	if (types.length === 0) return [];
	const earliest = Math.min(...held.map(({ lead }) => lead.owned_since ?? lead.created_at));
	return yield* q(
		context.db
			.selectFrom('activities')
			.select(['entity_id', 'type', 'at', 'owner_id'])
			.select([
				jsonText(context.dialect, 'activities.data', 'direction').as('direction'),
				jsonText(context.dialect, 'activities.data', 'channel').as('channel'),
			])
			.where('workspace_id', '=', context.workspaceId)
			.where(
				'entity_id',
				'in',
				held.map(({ lead }) => lead.id),
			)
			.where('at', '>=', earliest)
			// What is said to happen later has not happened yet.
			.where('at', '<=', context.now)
			.where('type', 'in', types)
			.where('deleted_at', 'is', null)
			.orderBy('at'),
	);
}

/** Stages of the deals of each lead, where a pool asks for deals. */
function* readDeals(
	context: StoreContext,
	held: ReadonlyArray<{ lead: LeadRow; pool: StoredPool }>,
): Step<ReadonlyMap<string, string[]>> {
	const stages = new Map<string, string[]>();
	const asked = held.filter(({ pool }) =>
		pool.reclaimWhen.some(({ when }) => when === 'noDeal' || when === 'notWon'),
	);
	if (asked.length === 0) return stages;
	const rows = yield* q(
		context.db
			.selectFrom('deals')
			.select(['lead_id', 'stage'])
			.where('workspace_id', '=', context.workspaceId)
			.where(
				'lead_id',
				'in',
				asked.map(({ lead }) => lead.id),
			)
			.where('deleted_at', 'is', null),
	);
	for (const { lead_id, stage } of rows) {
		if (lead_id !== null) stages.set(lead_id, [...(stages.get(lead_id) ?? []), stage]);
	}
	return stages;
}
