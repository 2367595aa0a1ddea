import { REJECT_COLUMNS } from '../../../leads/capture/imports/columns';
import { findImportedLeads, listImports } from '../../../leads/capture/imports/listImports';
import { findRejects } from '../../../leads/capture/imports/rejects';
import { rehearseImport } from '../../../leads/capture/imports/rehearseImport';
import { runImport, sweepImports } from '../../../leads/capture/imports/runImport';
import { stageImport } from '../../../leads/capture/imports/stageImport';
import { FIRST_ID } from '../../../leads/capture/imports/undo/touchedEntities';
import { cancelJob, getJob } from '../../../leads/store/jobs';
import { findEvents } from '../../../leads/store/eventLog';
import { countLeads, findLeads } from '../../../leads/store/leads/findLeads';
import type { Statement } from '../../../leads/store/step';
import { countRows } from '../../../leads/store/tableRows';
import { LeadflowError } from '../../../leads/model/error';
import { storeEngines } from '../../environment/engines';
import { actorOf, freshStores } from '../freshStores';
import { watched } from '../watched';
import { importRows, person, requestOf, sampleFile } from './sampleFile';

const people = (count: number) => Array.from({ length: count }, (_, index) => person(index));

describe.each(storeEngines())('imports on $name', (engine) => {
	const fresh = freshStores(engine);

	it('brings every row in once, with counts, source records and events, and leaves nothing staged', async () => {
		const { store } = await fresh();
		const job = await importRows(store, [
			...people(230),
			{ ...person(3), 城市: '苏州' },
			{ 姓名: '' },
		]);
		expect(job).toMatchObject({
			kind: 'import',
			state: 'done',
			total: 232,
			done: 231,
			failed: 1,
			result: { created: 230, updated: 1, attached: 0, rejected: 1, quarantined: 0 },
		});
		expect(await store.read(countLeads({}))).toBe(230);
		expect(await store.read(countRows('import_chunks'))).toBe(0);
		expect(await store.read(countRows('source_records'))).toBe(232);
		const { leads } = await store.read(findLeads({ search: 'user3@example.com' }));
		expect(leads).toMatchObject([{ name: '刘洋', city: '苏州市', source: 'import' }]);
		const events = await store.read(findEvents({ entityId: leads[0].id }));
		expect(events.entries.map(({ type }) => type)).toEqual(['lead.updated', 'lead.created']);
	});

	it('gives out the rejected rows as they came, with what is wrong by field', async () => {
		const { store } = await fresh();
		const rows = [person(1), { 城市: '苏州', 备注: 'x' }, { ...person(2), 邮箱: 'no address' }];
		const job = await importRows(store, rows, { validation: 'strict' });
		expect(job).toMatchObject({ done: 1, failed: 2 });
		const rejects = await store.read(findRejects(job.id, 0, 10));
		expect(rejects).toMatchObject([
			{ number: 2, row: { number: 3, cells: rows[1] }, problems: [{ code: 'nobody' }] },
			{
				number: 3,
				row: { number: 4, cells: rows[2] },
				problems: [{ code: 'invalidEmail', field: 'email' }],
			},
		]);
		expect(await store.read(findRejects(job.id, 2, 10))).toHaveLength(1);
		const other = store.as(
			actorOf('member', { kind: 'own', memberId: '01900000-0000-7000-8000-000000000001' }),
		);
		await expect(other.read(findRejects(job.id, 0, 10))).rejects.toMatchObject({
			code: 'NOT_FOUND',
		});
	});

	it('rejects what the reader could not read whole, and notes what does no harm', async () => {
		const { store } = await fresh();
		const rows = [person(1), person(2), { ...person(3), 订单: 1.2e20 }, person(4)];
		const lost = { code: 'precisionLost', message: 'The number lost digits' };
		const source = sampleFile(rows, {
			2: { ...lost, field: '手机' },
			3: { code: 'cellTooLong', message: 'A cell is too long', field: '公司' },
			4: { ...lost, field: '订单' },
			5: { code: 'cellError', message: 'A formula failed', field: '公司' },
		});
		const { id } = await stageImport(store, source, requestOf());
		expect(await runImport(store, id)).toMatchObject({ result: { created: 2, rejected: 2 } });
		expect(await store.read(findRejects(id, 0, 10))).toMatchObject([
			{ row: { number: 2 }, problems: [{ code: 'precisionLost', field: 'mobile' }] },
			{ row: { number: 3 }, problems: [{ code: 'cellTooLong', field: 'company' }] },
		]);
		const { entries } = await store.read(findEvents({ types: ['lead.created'] }));
		expect(entries[1].decision?.reasons).toContainEqual(
			expect.objectContaining({ code: 'precisionLost', field: '订单' }),
		);
	});

	it('turns a row that the database cannot hold away alone', async () => {
		const { store } = await fresh();
		const rows = people(100);
		const { id } = await stageImport(store, sampleFile(rows), requestOf());
		// A row that no reader lets through and no database takes: its payload is no JSON of ours.
		const refused = (cells: object) => JSON.stringify(cells).includes('user57@');
		const run = store.run.bind(store);
		let refusals = 0;
		const refuse = (statement: Statement): void => {
			if (statement.kind !== 'insertMany' || statement.table !== 'source_records') return;
			if (!statement.rows.some((row) => refused(row))) return;
			refusals += 1;
			throw new LeadflowError('INVALID_INPUT', 'Refused by the database');
		};
		const picky = Object.assign(Object.create(Object.getPrototypeOf(store)), store, {
			as: () => picky,
			run: async (operation: Parameters<typeof run>[0]) =>
				await run((context) => watched(operation(context), refuse)),
		});
		expect(await runImport(picky, id)).toMatchObject({
			state: 'done',
			result: { created: 99, rejected: 1 },
		});
		expect(refusals).toBeGreaterThan(3);
		expect(await store.read(findRejects(id, 0, 10))).toMatchObject([
			{ number: 58, row: { number: 59 }, problems: [{ code: 'unstorable' }] },
		]);
	});

	it('changes nothing where the file turns out to be damaged at its end', async () => {
		const { store } = await fresh();
		const good = sampleFile(people(90));
		const source = {
			...good,
			rows: (async function* () {
				yield* good.rows;
				throw new LeadflowError('INVALID_INPUT', 'The file ends in the middle');
			})(),
		};
		await expect(stageImport(store, source, requestOf())).rejects.toThrow('ends in the middle');
		expect(await store.read(countRows('import_chunks'))).toBe(0);
		expect(await store.read(countRows('jobs'))).toBe(0);
	});

	it('stops on a signal while it reads, and as a job; what is done stays done', async () => {
		const { store } = await fresh();
		const before = new AbortController();
		const staging = stageImport(store, sampleFile(people(2000)), requestOf(), {
			signal: before.signal,
			onProgress: () => before.abort(),
		});
		await expect(staging).rejects.toMatchObject({ code: 'INVALID_INPUT' });
		expect(await store.read(countRows('import_chunks'))).toBe(0);

		const { id } = await stageImport(store, sampleFile(people(900)), requestOf());
		const while_ = new AbortController();
		const ended = await runImport(store, id, {
			signal: while_.signal,
			onProgress: () => while_.abort(),
		});
		expect(ended.state).toBe('cancelled');
		expect(await store.read(countLeads({}))).toBe(ended.done);
		expect(ended.done).toBeGreaterThan(0);
		expect(ended.done).toBeLessThan(900);
		expect(await store.read(countRows('import_chunks'))).toBe(0);
	});

	it('is cancelled by its id, and the sweep removes what it left', async () => {
		const { store } = await fresh();
		const { id } = await stageImport(store, sampleFile(people(100)), requestOf());
		await store.run(cancelJob(id));
		expect(await store.read(countRows('import_chunks'))).toBeGreaterThan(0);
		expect(await sweepImports(store)).toBe(0);
		expect(await store.read(countRows('import_chunks'))).toBe(0);
		expect(await store.read(countLeads({}))).toBe(0);
	});

	it('removes rows of a process that died while it read the file, a day later', async () => {
		const { store, clock } = await fresh();
		const endless = {
			layout: { format: 'csv', headers: ['name'] },
			rows: (async function* () {
				for (let index = 0; ; index += 1) yield sampleFilePage(index);
			})(),
		};
		const dead = new AbortController();
		void stageImport(
			Object.assign(Object.create(Object.getPrototypeOf(store)), store, {
				run: async (operation: Parameters<typeof store.run>[0]) => {
					await store.run(operation);
					dead.abort();
					// The process is gone: nothing after this happens.
					return await new Promise(() => undefined);
				},
			}),
			endless,
			requestOf(),
		);
		await new Promise((resolve) => dead.signal.addEventListener('abort', resolve));
		await sweepImports(store);
		expect(await store.read(countRows('import_chunks'))).toBeGreaterThan(0);
		clock.now += 25 * 60 * 60 * 1000;
		await sweepImports(store);
		expect(await store.read(countRows('import_chunks'))).toBe(0);
	});

	it('forgets rejected rows after thirty days', async () => {
		const { store, clock } = await fresh();
		await importRows(store, [{ 城市: 'x' }, { 城市: 'y' }]);
		clock.now += 29 * 24 * 60 * 60 * 1000;
		await sweepImports(store);
		expect(await store.read(countRows('import_rejects'))).toBe(2);
		clock.now += 2 * 24 * 60 * 60 * 1000;
		await sweepImports(store);
		expect(await store.read(countRows('import_rejects'))).toBe(0);
	});

	it('works on rows as the member who began it, whoever carries it out', async () => {
		const { store } = await fresh();
		const memberId = '01900000-0000-7000-8000-000000000002';
		const member = store.as(actorOf('member', { kind: 'own', memberId }));
		const { id } = await stageImport(member, sampleFile(people(3)), requestOf());
		expect(await sweepImports(store)).toBe(1);
		const { leads } = await store.read(findLeads({}));
		expect(leads.map(({ owner }) => owner?.id)).toEqual([memberId, memberId, memberId]);
		expect((await member.read(listImports())).entries).toMatchObject([
			{ importId: id, state: 'done', rows: 3, created: 3, startedBy: `member:${memberId}` },
		]);
		const stranger = store.as(actorOf('member', { kind: 'own', memberId: id }));
		expect((await stranger.read(listImports())).entries).toEqual([]);
		await expect(
			stageImport(store.as(actorOf('viewer')), sampleFile(people(1)), requestOf()),
		).rejects.toMatchObject({ code: 'FORBIDDEN' });
	});

	it('lists what it made and met, page by page', async () => {
		const { store } = await fresh();
		await importRows(store, people(2));
		const job = await importRows(store, people(5));
		const first = await store.read(findImportedLeads(job.id, { after: FIRST_ID, limit: 3 }));
		expect(first.entries.map(({ outcome }) => outcome)).toEqual([
			'attached',
			'attached',
			'created',
		]);
		expect(first.entries[2].lead).toMatchObject({ email: 'user2@example.com' });
		const after = first.nextCursor ?? '';
		const rest = await store.read(findImportedLeads(job.id, { after, limit: 3 }));
		expect(rest.entries).toHaveLength(2);
		expect(rest.nextCursor).toBeUndefined();
	});

	it('says what an import would do and writes nothing', async () => {
		const { store } = await fresh();
		await importRows(store, people(2));
		const before = await store.read(countRows('events'));
		const rows: string[] = [];
		const rehearsal = await rehearseImport(
			store,
			sampleFile([...people(5), { ...person(4), 城市: '苏州' }, { 城市: 'x' }]),
			requestOf(),
			{ onRow: ({ row, result }) => rows.push(`${row.number} ${result.outcome}`) },
		);
		expect(rehearsal).toEqual({
			rows: 7,
			counts: { created: 3, updated: 1, attached: 2, rejected: 1, quarantined: 0 },
		});
		expect(rows).toEqual([
			'2 attached',
			'3 attached',
			'4 created',
			'5 created',
			'6 created',
			'7 updated',
			'8 rejected',
		]);
		expect(await store.read(countRows('events'))).toBe(before);
		const few = await rehearseImport(store, sampleFile(people(50)), requestOf(), { rows: 20 });
		expect(few.rows).toBe(20);
	});

	it('imports a file of rejected rows again without its own columns', async () => {
		const { store } = await fresh();
		const job = await importRows(store, [
			{ ...person(1), [REJECT_COLUMNS.row]: 17, [REJECT_COLUMNS.reason]: 'Email is no address' },
		]);
		expect(job.result).toMatchObject({ created: 1 });
		const { leads } = await store.read(findLeads({}));
		expect(leads[0].custom).toEqual({});
	});

	it('gives two workers one import to work on, and each row is captured once', async () => {
		const { store } = await fresh();
		const { id } = await stageImport(store, sampleFile(people(400)), requestOf());
		const [one, other] = await Promise.all([runImport(store, id), runImport(store, id)]);
		expect(one).toMatchObject({ state: 'done', done: 400 });
		expect(other).toEqual(one);
		expect(await store.read(countLeads({}))).toBe(400);
		expect(await store.read(getJob(id))).toMatchObject({ result: { created: 400 } });
	});
});

function sampleFilePage(index: number) {
	return Array.from({ length: 200 }, (_, row) => ({
		number: index * 200 + row + 1,
		cells: { name: `Person ${index} ${row}` },
	}));
}
