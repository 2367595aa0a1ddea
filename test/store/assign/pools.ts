import { poolInputSchema, type PoolInput } from '../../../leads/model/pool';
import type { Actor } from '../../../leads/model/actor';
import { memberActor } from '../../../leads/store/memberActor';
import { createRecord } from '../../../leads/store/records/createRecord';
import { poolRecords } from '../../../leads/store/records/poolRecords';
import type { LeadStore } from '../../../leads/store/store';
import { putIntoPool } from '../../../leads/assign/pool/release';
import type { PoolResult } from '../../../leads/assign/pool/result';
import { leadOf } from '../leads/captured';
import { rowsOf } from '../leads/integrity';

export const DAY = 24 * 60 * 60 * 1000;

/** Makes a pool; without a reason to give, unless a test asks for it. */
export async function addPool(store: LeadStore, more: Partial<PoolInput> = {}): Promise<string> {
	const input = poolInputSchema.parse({ name: '公海', returnReasonRequired: false, ...more });
	return (await store.run(createRecord(poolRecords, input))).record.id;
}

let people = 0;

/** New leads that lie in a pool. */
export async function leadsInPool(store: LeadStore, poolId: string, count = 1): Promise<string[]> {
	const ids: string[] = [];
	for (let index = 0; index < count; index += 1) {
		people += 1;
		const lead = await leadOf(store, {
			name: `Person ${people}`,
			email: `person${people}@example.com`,
			mobile: `139${String(10_000_000 + people)}`,
		});
		ids.push(lead.id);
	}
	await store.run(putIntoPool(ids, { poolId }, 'Test'));
	return ids;
}

/** The store as a member sees it. */
export async function asMember(
	store: LeadStore,
	memberId: string,
	role: 'member' | 'manager' | 'viewer' = 'member',
): Promise<LeadStore> {
	const actor: Actor = await store.read(memberActor({ memberId, role, fieldAccess: {} }));
	return store.as(actor);
}

/** What became of each, in short. */
export const ends = (results: readonly PoolResult[]): string[] =>
	results.map(({ outcome, refusal }) => refusal ?? outcome);

export async function rowOf(store: LeadStore, id: string): Promise<Record<string, unknown>> {
	const row = (await rowsOf(store, 'leads')).find((one) => one.id === id);
	if (!row) throw new Error('No such lead');
	return row;
}

/** Types of the events of a lead, in order. */
export async function eventsOf(store: LeadStore, id: string): Promise<string[]> {
	const events = await rowsOf(store, 'events');
	return events
		.filter(({ entity_id }) => entity_id === id)
		.sort((a, b) => Number(a.entity_version) - Number(b.entity_version))
		.map(({ type }) => String(type));
}
