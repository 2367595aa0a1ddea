import fc from 'fast-check';
import { captureLeads } from '../../../leads/capture/capture';
import type { Actor } from '../../../leads/model/actor';
import {
	bulkLeadHandlers,
	startBulkDelete,
	startBulkTransfer,
	startBulkUpdate,
} from '../../../leads/store/bulkLeads';
import { consentsOf } from '../../../leads/store/consents';
import type { Operation } from '../../../leads/store/context';
import { findEvents } from '../../../leads/store/eventLog';
import { deleteLead, restoreLead } from '../../../leads/store/leads/deleteLeads';
import {
	countLeads,
	findLeads,
	leadSorts,
	type LeadPageRequest,
} from '../../../leads/store/leads/findLeads';
import { getLead } from '../../../leads/store/leads/getLead';
import { leadOperators } from '../../../leads/store/leads/leadQuery';
import { markRead } from '../../../leads/store/leads/markRead';
import { updateLead, type LeadChanges } from '../../../leads/store/leads/updateLead';
import { runJob } from '../../../leads/store/runJob';
import type { LeadStore } from '../../../leads/store/store';
import { timelineOf } from '../../../leads/store/timeline';
import { storeEngines } from '../../environment/engines';
import { actorOf, freshStores } from '../freshStores';
import { addMember, addTeam, captured } from './captured';
import { rowsOf } from './integrity';

const sqlite = storeEngines().filter(({ name }) => name === 'sqlite');

const LEADS = 12;

const query: fc.Arbitrary<LeadPageRequest> = fc.record(
	{
		view: fc.constantFrom(
			'all',
			'unread',
			'recentlyCreated',
			'unassigned',
			'overdue',
			'converted',
			'bin',
			'mine',
		),
		search: fc.constantFrom('lead', '1', 'example'),
		match: fc.constantFrom('all', 'any'),
		conditions: fc.array(
			fc.record({
				field: fc.constantFrom(
					'name',
					'company',
					'ownerId',
					'teamId',
					'custom.x',
					'status',
					'employees',
				),
				operator: fc.constantFrom(...leadOperators),
				value: fc.constantFrom('lead', 'new', '1', ''),
			}),
			{ maxLength: 3 },
		),
		sort: fc.record({
			by: fc.constantFrom(...leadSorts),
			direction: fc.constantFrom('ascending', 'descending'),
		}),
		limit: fc.integer({ min: 1, max: 30 }),
		includeTest: fc.boolean(),
	},
	{ requiredKeys: [] },
);

const changes: fc.Arbitrary<LeadChanges> = fc.record(
	{
		fields: fc.record(
			{ title: fc.constantFrom('Boss', null), status: fc.constant('working') },
			{ requiredKeys: [] },
		),
		custom: fc.constant({ touched: true }),
		addTags: fc.constant(['touched']),
		ownerId: fc.constant(null),
	},
	{ requiredKeys: [] },
);

type Act = (store: LeadStore, ids: readonly string[]) => Promise<unknown>;

const place = fc.nat({ max: LEADS - 1 });

const read =
	(operation: (id: string) => Operation<unknown>) =>
	(index: number): Act =>
	(store, ids) =>
		store.read(operation(ids[index]));

const write =
	(operation: (id: string) => Operation<unknown>) =>
	(index: number): Act =>
	(store, ids) =>
		store.run(operation(ids[index]));

const act: fc.Arbitrary<Act> = fc.oneof(
	place.map(read(getLead)),
	place.map(read((id) => timelineOf('lead', id))),
	place.map(read((id) => findEvents({ entityId: id }))),
	place.map(read((id) => consentsOf({ entityType: 'lead', entityId: id }))),
	query.map(
		(request): Act =>
			(store) =>
				store.read(findLeads(request)),
	),
	query.map(
		(request): Act =>
			(store) =>
				store.read(countLeads(request)),
	),
	fc.constant<Act>((store) => store.read(findEvents({}))),
	fc
		.tuple(place, changes)
		.map(([index, change]) => write((id) => updateLead(id, change, { node: 'Test' }))(index)),
	place.map(write((id) => deleteLead(id, 'Test'))),
	place.map(write((id) => restoreLead(id, 'Test'))),
	place.map(write(markRead)),
	fc.tuple(query, changes).map(
		([request, change]): Act =>
			async (store) => {
				const job = await store.run(
					startBulkUpdate({ query: request, changes: change, node: 'Test' }),
				);
				return await runJob(store, job.id, bulkLeadHandlers);
			},
	),
	query.map(
		(request): Act =>
			async (store) => {
				const job = await store.run(
					startBulkTransfer({ query: request, ownerId: null, node: 'Test' }),
				);
				return await runJob(store, job.id, bulkLeadHandlers);
			},
	),
	query.map(
		(request): Act =>
			async (store) => {
				const job = await store.run(startBulkDelete({ query: request, node: 'Test' }));
				return await runJob(store, job.id, bulkLeadHandlers);
			},
	),
);

describe.each(sqlite)('leads out of scope ($name)', (engine) => {
	const fresh = freshStores(engine);

	it('are neither shown nor changed, whatever is done', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.array(fc.nat({ max: 3 }), { minLength: LEADS, maxLength: LEADS }),
				fc.constantFrom('own', 'team', 'teamless'),
				fc.array(act, { minLength: 1, maxLength: 8 }),
				async (owners, kind, acts) => {
					const { store } = await fresh();
					const teamId = await addTeam(store);
					const me = await addMember(store, { teamId });
					const mate = await addMember(store, { teamId });
					const stranger = await addMember(store);
					const people = [me, mate, stranger, undefined];
					const made = await captureLeads(
						store,
						owners.map((owner, index) =>
							captured(
								{ name: `Lead ${index}`, email: `lead${index}@example.com`, employees: index },
								{
									ownerId: people[owner],
									custom: { secret: `secret-of-${index}` },
									test: index === 3,
								},
							),
						),
					);
					const ids = made.map(({ lead }) => lead!.id);
					await store.run(deleteLead(ids[5], 'Test'));
					const actor: Actor =
						kind === 'own'
							? actorOf('member', { kind: 'own', memberId: me })
							: actorOf('manager', {
									kind: 'team',
									memberId: me,
									teamIds: kind === 'team' ? [teamId] : [],
								});
					const hidden = ids.filter(
						(_, index) => owners[index] !== 0 && !(kind === 'team' && owners[index] === 1),
					);
					const before = (await rowsOf(store, 'leads')).filter(({ id }) =>
						hidden.includes(String(id)),
					);

					const seen: unknown[] = [];
					for (const one of acts) {
						seen.push(
							await one(store.as(actor), ids).catch((error: Error & { code?: string }) => {
								expect(error.code).toMatch(/NOT_FOUND|INVALID_INPUT|FORBIDDEN|CONFLICT/);
								return error.message;
							}),
						);
					}
					const text = JSON.stringify(seen);
					for (const id of hidden) expect(text).not.toContain(id);
					ids.forEach((id, index) => {
						if (hidden.includes(id)) expect(text).not.toContain(`secret-of-${index}"`);
					});
					const after = (await rowsOf(store, 'leads')).filter(({ id }) =>
						hidden.includes(String(id)),
					);
					expect(after).toEqual(before);
				},
			),
			{ numRuns: 80 },
		);
	});
});
