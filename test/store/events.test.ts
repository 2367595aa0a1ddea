import { join } from 'node:path';
import fc from 'fast-check';
import { newId } from '../../leads/model/ids';
import { findEvents, type StoreEvent } from '../../leads/store/eventLog';
import { recordEvents, type NewEvent } from '../../leads/store/events';
import { numberEvents } from '../../leads/store/numberEvents';
import { insertMany } from '../../leads/store/step';
import type { LeadStore } from '../../leads/store/store';
import { storeEngines } from '../environment/engines';
import { runProcesses } from '../environment/process.mjs';
import { actorOf, freshStores } from './freshStores';
import { addLead, addMember, addTeam } from './sampleRows';

const some = (more: Partial<NewEvent> = {}): NewEvent => ({
	entityType: 'lead',
	entityId: newId(Date.now()),
	version: 1,
	type: 'lead.updated',
	...more,
});

async function record(store: LeadStore, ...events: NewEvent[]): Promise<string[]> {
	return await store.run((context) => recordEvents(context, events));
}

async function allBySeq(store: LeadStore): Promise<StoreEvent[]> {
	return (await store.read(findEvents({ afterSeq: 0, limit: 1000 }))).entries;
}

describe.each(storeEngines())('event log on $name', (engine) => {
	const fresh = freshStores(engine);

	it('numbers events without gaps and shows them by number only once they have one', async () => {
		const { store } = await fresh();
		const ids = await record(store, some(), some(), some());
		expect(await allBySeq(store)).toEqual([]);
		expect(await store.run(numberEvents({ limit: 2 }))).toBe(2);
		expect(await store.run(numberEvents({ limit: 2 }))).toBe(1);
		expect(await store.run(numberEvents())).toBe(0);
		const [later] = await record(store, some());
		await store.run(numberEvents());
		const events = await allBySeq(store);
		expect(events.map(({ seq }) => seq)).toEqual([1, 2, 3, 4]);
		expect(events.map(({ id }) => id)).toEqual([...ids, later]);
		expect(
			(await store.read(findEvents({ afterSeq: 2, limit: 1 }))).entries.map(({ seq }) => seq),
		).toEqual([3]);
	});

	it('follows the versions of an entity where clocks differ', async () => {
		const { store } = await fresh();
		const entityId = newId(Date.now());
		// Written by processes whose clocks run apart: the ids are the wrong way round.
		await record(
			store,
			some({ entityId, version: 3 }),
			some(),
			some({ entityId, version: 2 }),
			some({ entityId, version: 1 }),
		);
		while ((await store.run(numberEvents({ limit: 2 }))) > 0);
		const events = await allBySeq(store);
		expect(
			events.filter((event) => event.entityId === entityId).map(({ version }) => version),
		).toEqual([1, 2, 3]);
		expect(events.map(({ seq }) => seq)).toEqual([1, 2, 3, 4]);
	});

	it('numbers any order of versions by version, in batches of any size', async () => {
		const { store } = await fresh();
		await fc.assert(
			fc.asyncProperty(
				fc.array(fc.tuple(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 1, max: 9 })), {
					minLength: 1,
					maxLength: 25,
				}),
				fc.integer({ min: 1, max: 9 }),
				async (pairs, limit) => {
					const entities = Array.from({ length: 4 }, () => newId(Date.now()));
					const before = (await allBySeq(store)).length;
					await record(
						store,
						...pairs.map(([entity, version]) => some({ entityId: entities[entity], version })),
					);
					while ((await store.run(numberEvents({ limit }))) > 0);
					const events = (await store.read(findEvents({ afterSeq: before, limit: 1000 }))).entries;
					expect(events.map(({ seq }) => seq)).toEqual(pairs.map((_, index) => before + index + 1));
					for (const entity of entities) {
						const versions = events
							.filter(({ entityId }) => entityId === entity)
							.map(({ version }) => version);
						expect(versions).toEqual([...versions].sort((a, b) => a - b));
					}
				},
			),
			{ numRuns: 15 },
		);
	});

	it('lets one process number at a time, and another when the lease is over', async () => {
		const { store, clock } = await fresh();
		await record(store, some());
		expect(await store.run(numberEvents({ owner: 'a' }))).toBe(1);
		await record(store, some());
		expect(await store.run(numberEvents({ owner: 'b' }))).toBe(0);
		expect(await store.run(numberEvents({ owner: 'a' }))).toBe(1);
		await record(store, some());
		clock.now += 10_000;
		expect(await store.run(numberEvents({ owner: 'b' }))).toBe(1);
	});

	it('numbers without gaps while eight processes write and number', async () => {
		const { store, config } = await fresh();
		const inputs = Array.from({ length: 8 }, (_, index) => ({ config, index, writes: 25 }));
		await runProcesses(join(__dirname, 'processes', 'events.process.ts'), inputs);
		// The lease of the process that numbered last may still run.
		while ((await allBySeq(store)).length < 200) await store.run(numberEvents({ owner: 'test' }));
		const events = await allBySeq(store);
		expect(events.map(({ seq }) => seq)).toEqual(
			Array.from({ length: 200 }, (_, index) => index + 1),
		);
		const versions = new Map<string, number>();
		for (const event of events) {
			expect(event.version).toBe((versions.get(event.entityId) ?? 0) + 1);
			versions.set(event.entityId, event.version);
		}
	});

	it('finds events by record, type and time, newest first, page by page', async () => {
		const { store, clock } = await fresh();
		const entityId = newId(Date.now());
		const first = await record(
			store,
			some({ entityId }),
			some({ entityId, version: 2, type: 'lead.deleted' }),
			some(),
		);
		clock.now += 1000;
		const second = await record(store, some({ entityId, version: 3 }));
		const ids = async (request: Parameters<typeof findEvents>[0]) =>
			(await store.read(findEvents(request))).entries.map(({ id }) => id);
		expect(await ids({ entityId })).toEqual([...second, first[1], first[0]]);
		expect(await ids({ types: ['lead.deleted'] })).toEqual([first[1]]);
		expect(await ids({ since: new Date(clock.now).toISOString() })).toEqual(second);
		const page = await store.read(findEvents({ limit: 2 }));
		expect(page.entries.map(({ id }) => id)).toEqual([second[0], first[2]]);
		expect(await ids({ after: page.nextCursor })).toEqual([first[1], first[0]]);
		expect(await ids({ entityId: 'nonsense' })).toEqual([]);
		await expect(store.read(findEvents({ since: 'yesterday' }))).rejects.toMatchObject({
			field: 'since',
		});
	});

	it('tells what changed, why and by whom', async () => {
		const { store, clock } = await fresh();
		const memberId = await addMember(store, { name: '李娜' });
		const actor = actorOf('admin');
		const decision = {
			node: 'Lead Desk',
			outcome: 'updated',
			reasons: [{ code: 'changed', text: 'Changed: company' }],
		};
		const entityId = await addLead(store);
		const by = store.as({ ...actor, memberId });
		await record(
			by,
			some({
				entityId,
				version: 2,
				decision,
				payload: { changes: { company: [null, 'Acme'] }, note: 'n' },
			}),
		);
		const [event] = (await store.read(findEvents({ entityId }))).entries;
		expect(event).toMatchObject({
			type: 'lead.updated',
			entityType: 'lead',
			version: 2,
			at: new Date(clock.now).toISOString(),
			actor: `member:${memberId}`,
			actorName: '李娜',
			decision,
			changes: { company: [null, 'Acme'] },
			payload: { note: 'n' },
		});
	});

	it('takes the changes of a capture from its source record', async () => {
		const { store } = await fresh();
		const entityId = newId(Date.now());
		await store.run(function* (context) {
			const sourceRecordId = context.newId();
			yield* insertMany({
				table: 'source_records',
				columns: ['workspace_id', 'id', 'channel', 'outcome', 'changes', 'captured_at'],
				rows: [
					[
						context.workspaceId,
						sourceRecordId,
						'form',
						'updated',
						{ mobile: [null, '+8613800138000'] },
						context.now,
					],
				],
				onConflict: 'error',
			});
			yield* recordEvents(context, [some({ entityId, sourceRecordId })]);
		});
		const masked = store.as(actorOf('admin', { kind: 'all' }, { mobile: 'masked' }));
		expect((await store.read(findEvents({ entityId }))).entries[0].changes).toEqual({
			mobile: [null, '+8613800138000'],
		});
		expect((await masked.read(findEvents({ entityId }))).entries[0].changes).toEqual({
			mobile: [null, '138****8000'],
		});
	});

	it('masks and hides values wherever they stand in an event', async () => {
		const { store } = await fresh();
		const entityId = newId(Date.now());
		const payload = {
			changes: {
				mobile: ['+8613800138000', '+8613900139000'],
				email: [null, 'wang.wei@example.com'],
				'custom.budget': [1, 200000],
				city: ['上海', '北京'],
			},
			before: { email: 'wang.wei@example.com', custom: { budget: 200000, size: 5 } },
		};
		await record(store, some({ entityId, payload }));
		const actor = actorOf(
			'admin',
			{ kind: 'all' },
			{ mobile: 'masked', email: 'hidden', 'custom.budget': 'hidden', city: 'readOnly' },
		);
		const [event] = (await store.as(actor).read(findEvents({ entityId }))).entries;
		expect(event.changes).toEqual({
			mobile: ['138****8000', '139****9000'],
			city: ['上海', '北京'],
		});
		expect(event.payload).toEqual({ before: { custom: { size: 5 } } });
	});

	it("keeps events of other members' records from a member and of other teams' from a manager", async () => {
		const { store } = await fresh();
		const [ours, theirs] = [await addTeam(store), await addTeam(store, 'Beijing')];
		const me = await addMember(store, { teamId: ours });
		const leads = {
			mine: await addLead(store, { owner_id: me, team_id: ours }),
			ours: await addLead(store, { team_id: ours }),
			theirs: await addLead(store, { team_id: theirs }),
			nobodys: await addLead(store),
		};
		const memberId = await addMember(store, { name: 'Somebody' });
		await record(
			store,
			...Object.values(leads).map((entityId) => some({ entityId })),
			some({ entityType: 'member', entityId: memberId, type: 'member.created' }),
			some({ entityType: 'import', type: 'import.done' }),
		);
		const seen = async (scope: Parameters<typeof actorOf>[1]) =>
			(await store.as(actorOf('member', scope)).read(findEvents({}))).entries
				.map(({ entityId }) => entityId)
				.sort();
		expect(await seen({ kind: 'own', memberId: me })).toEqual([leads.mine, memberId].sort());
		expect(await seen({ kind: 'team', memberId: me, teamIds: [ours] })).toEqual(
			[leads.mine, leads.ours, memberId].sort(),
		);
		expect(await seen({ kind: 'all' })).toHaveLength(6);
	});
});
