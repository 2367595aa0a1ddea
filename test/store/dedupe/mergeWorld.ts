import fc from 'fast-check';
import { captureLeads } from '../../../leads/capture/capture';
import type { LeadFieldValues } from '../../../leads/model/lead';
import { without } from '../../../leads/model/without';
import { openReviewPairs } from '../../../leads/store/leads/reviewPairs';
import { activityRecords } from '../../../leads/store/records/activityRecords';
import { createRecord } from '../../../leads/store/records/createRecord';
import { taskRecords } from '../../../leads/store/records/taskRecords';
import { tables, type TableName } from '../../../leads/store/schema/tables';
import { insertRows } from '../../../leads/store/tableRows';
import type { LeadStore } from '../../../leads/store/store';
import { suppress } from '../../../leads/store/suppressions';
import { setTimer } from '../../../leads/store/timers';
import { write, type Row } from '../../../leads/store/step';
import { captured } from '../leads/captured';
import { rowsOf } from '../leads/integrity';
import { addMember, addTeam } from '../sampleRows';

/** Something that belongs to a lead, by the lead's place in the world. */
export interface Belonging {
	lead: number;
	kind: 'activity' | 'task' | 'enquiry' | 'timer' | 'contact' | 'deal' | 'assignment' | 'queue';
	word: string;
}

export interface MergeWorld {
	leads: Array<{
		fields: LeadFieldValues;
		custom: Record<string, unknown>;
		tags: string[];
		owned: boolean;
		consents: Array<{ channel: string; granted: boolean }>;
	}>;
	belongings: Belonging[];
	/** Pairs of leads that are up for review, or were declared to be different. */
	pairs: Array<{ left: number; right: number; kind: string; state: 'open' | 'merged' }>;
}

const word = fc.constantFrom('A', 'Bb', 'Ccc');
const some = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined, freq: 3 });

const fieldsOf = (index: number): fc.Arbitrary<LeadFieldValues> =>
	fc
		.record({
			name: some(fc.constantFrom('王伟', 'Anna Weber', 'Bo Li')),
			mobile: some(fc.constant(`1390000000${index}`)),
			email: some(fc.constant(`p${index}@example.com`)),
			company: some(word),
			title: some(word),
			city: some(fc.constantFrom('苏州市', '杭州市')),
			state: some(fc.constantFrom('江苏省', '浙江省')),
			description: some(word),
			employees: some(fc.integer({ min: 1, max: 3 })),
			status: some(fc.constantFrom('new', 'working', 'junk')),
			nextFollowUpAt: some(
				fc.constantFrom(
					'2099-01-01T00:00:00.000Z',
					'2098-01-01T00:00:00.000Z',
					'2020-01-01T00:00:00.000Z',
				),
			),
			emailOptOut: some(fc.boolean()),
			utmSource: some(word),
		})
		.map((fields) => ({
			// A lead says something of somebody.
			message: `m${index}`,
			phone: `021-5888880${index}`,
			...Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)),
		}));

export const mergeWorlds: fc.Arbitrary<MergeWorld> = fc
	.integer({ min: 2, max: 6 })
	.chain((count) => {
		const place = fc.nat({ max: count - 1 });
		return fc.record({
			leads: fc.tuple(
				...Array.from({ length: count }, (_, index) =>
					fc.record({
						fields: fieldsOf(index),
						custom: fc.dictionary(fc.constantFrom('size', '颜色', '__proto__'), word, {
							maxKeys: 2,
						}),
						tags: fc.subarray(['x', 'y', 'z']),
						owned: fc.boolean(),
						consents: fc.array(
							fc.record({ channel: fc.constantFrom('email', 'sms'), granted: fc.boolean() }),
							{ maxLength: 2 },
						),
					}),
				),
			),
			belongings: fc.array(
				fc.record({
					lead: place,
					kind: fc.constantFrom<Belonging['kind']>(
						'activity',
						'task',
						'enquiry',
						'timer',
						'contact',
						'deal',
						'assignment',
						'queue',
					),
					word,
				}),
				{ maxLength: 10 },
			),
			pairs: fc.array(
				fc.record({
					left: place,
					right: place,
					kind: fc.constantFrom('duplicate', 'conflictingKeys'),
					state: fc.constantFrom('open' as const, 'merged' as const),
				}),
				{ maxLength: 5 },
			),
		});
	});

function rowOf(table: TableName, row: Row): Row {
	const blank = Object.fromEntries(Object.keys(tables[table]).map((column) => [column, null]));
	return { ...blank, version: 1, data: {}, custom: {}, created_at: 1, updated_at: 1, ...row };
}

/** Makes the world and returns the ids of its leads. */
export async function makeWorld(
	store: LeadStore,
	clock: { now: number },
	world: MergeWorld,
): Promise<string[]> {
	const owner = await addMember(store, { teamId: await addTeam(store) });
	const ids: string[] = [];
	for (const { fields, custom, tags, owned, consents } of world.leads) {
		clock.now += 60_000;
		const [{ lead }] = await captureLeads(
			store,
			[
				captured(fields, {
					custom,
					tags,
					...(owned ? { ownerId: owner } : {}),
					consents: consents.map((one) => ({ ...one, purpose: 'marketing', text: 'Yes' })),
				}),
			],
			{ onSpam: 'off', validation: 'off', similar: 'ignore', onDuplicate: 'createAnyway' },
		);
		if (!lead) throw new Error('No lead was made');
		ids.push(lead.id);
	}
	for (const one of world.belongings) {
		clock.now += 60_000;
		await giveBelonging(store, one, ids[one.lead], { owner, fields: world.leads[one.lead].fields });
	}
	for (const { left, right, kind, state } of world.pairs) {
		if (left === right) continue;
		await store.run(function* (context) {
			yield* openReviewPairs(context, [
				{ kind, leftId: ids[left], rightId: ids[right], reasons: [] },
			]);
			if (state === 'open') return;
			yield* write(
				context.db
					.updateTable('review_pairs')
					.set({ state })
					.where('workspace_id', '=', context.workspaceId)
					.where('kind', '=', kind)
					.where('left_id', 'in', [ids[left], ids[right]])
					.where('right_id', 'in', [ids[left], ids[right]]),
			);
		});
	}
	await store.run(
		suppress(
			world.leads.flatMap(({ fields: { email } }) =>
				email
					? [{ channel: 'email', purpose: 'any', key: email, reason: 'unsubscribed' as const }]
					: [],
			),
		),
	);
	return ids;
}

async function giveBelonging(
	store: LeadStore,
	{ kind, word: subject }: Belonging,
	leadId: string,
	{ owner, fields }: { owner: string; fields: LeadFieldValues },
): Promise<void> {
	if (kind === 'activity') {
		await store.run(createRecord(activityRecords, { type: 'note', leadId, subject }));
	} else if (kind === 'task') {
		const dueAt = '2098-06-01T00:00:00.000Z';
		await store.run(createRecord(taskRecords, { leadId, subject, dueAt }));
	} else if (kind === 'enquiry') {
		const again = captured({ ...fields, company: subject }, { leadId });
		await captureLeads(store, [again], {
			onDuplicate: 'overwrite',
			onSpam: 'off',
			similar: 'ignore',
		});
	} else {
		await store.run(function* (context) {
			const id = context.newId();
			const lead_id = leadId;
			if (kind === 'timer') {
				yield* setTimer(context, {
					kind: `made.${subject}`,
					entityType: 'lead',
					entityId: leadId,
					dueAt: context.now + 1000,
				});
			} else if (kind === 'contact') {
				yield* insertRows('contacts', [rowOf('contacts', { id, lead_id, name: subject })])(context);
			} else if (kind === 'deal') {
				const row = { id, lead_id, name: subject, stage: 'new' };
				yield* insertRows('deals', [rowOf('deals', row)])(context);
			} else if (kind === 'queue') {
				const row = { id, lead_id, rule_set: 's', rule: subject, queued_at: context.now };
				yield* insertRows('assignment_queue', [rowOf('assignment_queue', row)], 'ignore')(context);
			} else {
				const row = { id, lead_id, outcome: 'assigned', member_id: owner, at: context.now };
				yield* insertRows('assignments', [rowOf('assignments', { ...row, decision: {} })])(context);
			}
		});
	}
}

/** Tables that say what happened, or count roughly, and are not put back. */
const audit: readonly string[] = [
	'events',
	'event_payloads',
	'merges',
	'match_counts',
	'match_locks',
];

/** Everything that a merge and its undoing must leave as it was, row by row. */
export async function stateOf(store: LeadStore): Promise<Record<string, unknown[]>> {
	const state: Record<string, unknown[]> = {};
	for (const table of Object.keys(tables) as TableName[]) {
		if (audit.includes(table)) continue;
		const rows = (await rowsOf(store, table)).map((row) => {
			if (table === 'leads') return without(row, 'version', 'updated_at');
			// A clock that is set anew is the same clock.
			return table === 'timers' ? without(row, 'id', 'created_at') : row;
		});
		const key = (row: Row) => `${String(row.id ?? row.lead_id ?? '')} ${JSON.stringify(row)}`;
		state[table] = rows
			.map((row) => JSON.parse(JSON.stringify(sorted(row))) as Row)
			.sort((one, other) => (key(one) < key(other) ? -1 : 1));
	}
	return state;
}

/** A value with the members of its objects in one order: PostgreSQL gives them back in another. */
function sorted(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(sorted);
	if (typeof value !== 'object' || value === null) return value;
	return Object.fromEntries(
		Object.entries(value)
			.sort(([one], [other]) => (one < other ? -1 : 1))
			.map(([name, member]) => [name, sorted(member)]),
	);
}
