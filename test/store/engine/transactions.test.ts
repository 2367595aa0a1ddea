import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as wait } from 'node:timers/promises';
import { sql } from 'kysely';
import type { StoreContext } from '../../../leads/store/context';
import { LostRace } from '../../../leads/store/engine/engine';
import {
	insertMany,
	q,
	together,
	updateMany,
	write,
	type Row,
	type Statement,
	type Step,
} from '../../../leads/store/step';
import { openStore, type LeadStore } from '../../../leads/store/store';
import { storeEngines } from '../../environment/engines';
import { startProcess } from '../../environment/process.mjs';
import { freshStores } from '../freshStores';
import { watched } from '../watched';

const columns = ['workspace_id', 'name', 'owner', 'leased_until'];

function* add(context: StoreContext, names: readonly string[], owner = 'me'): Step<number> {
	return yield* insertMany({
		table: 'leases',
		columns,
		rows: names.map((name) => [context.workspaceId, name, owner, 1]),
		onConflict: 'error',
	});
}

const leases = (context: StoreContext) =>
	q(
		context.db
			.selectFrom('leases')
			.select(['name', 'owner', 'leased_until'])
			.where('workspace_id', '=', context.workspaceId)
			.orderBy('name'),
	);

const namesIn = async (store: LeadStore) => (await store.read(leases)).map(({ name }) => name);

describe.each(storeEngines())('transactions on $name', (engine) => {
	const fresh = freshStores(engine);

	it('write all or nothing', async () => {
		const { store } = await fresh();
		await expect(
			store.run(function* (context) {
				yield* add(context, ['a', 'b']);
				throw new Error('changed my mind');
			}),
		).rejects.toThrow('changed my mind');
		expect(await namesIn(store)).toEqual([]);
		await expect(store.run((context) => add(context, ['a', 'b', 'a']))).rejects.toThrow();
		expect(await namesIn(store)).toEqual([]);
	});

	it('do not get into each other’s way when some of them fail', async () => {
		const { store } = await fresh();
		const runs = Array.from({ length: 40 }, (_, index) =>
			store.run(
				function* (context) {
					yield* add(context, [`name ${index}`]);
					if (index % 2 === 0) throw new Error(`no ${index}`);
					return index;
				},
				{ durable: index % 3 === 0 },
			),
		);
		const ends = await Promise.allSettled(runs);
		expect(ends.map(({ status }) => status)).toEqual(
			ends.map((_, index) => (index % 2 === 0 ? 'rejected' : 'fulfilled')),
		);
		const failures = ends.flatMap((end) => (end.status === 'rejected' ? [String(end.reason)] : []));
		expect(failures).toEqual(Array.from({ length: 20 }, (_, index) => `Error: no ${index * 2}`));
		expect(await namesIn(store)).toHaveLength(20);
	});

	it('start over after a lost race, from the top', async () => {
		const { store } = await fresh();
		let attempts = 0;
		const result = await store.run(function* (context) {
			attempts += 1;
			yield* add(context, ['once']);
			if (attempts < 4) throw new LostRace('something');
			return attempts;
		});
		expect([result, attempts]).toEqual([4, 4]);
		expect(await namesIn(store)).toEqual(['once']);
	});

	it('count up together without losing one', async () => {
		const { store } = await fresh();
		await store.run((context) => add(context, ['counter']));
		await Promise.all(
			Array.from({ length: 25 }, () =>
				store.run(function* (context) {
					const [{ leased_until: before }] = yield* leases(context);
					const found = yield* updateMany({
						table: 'leases',
						key: ['workspace_id', 'name', 'leased_until'],
						set: ['leased_until'],
						rows: [[context.workspaceId, 'counter', before, before + 1]],
					});
					if (found !== 1) throw new LostRace('counter');
				}),
			),
		);
		expect(await store.read(leases)).toEqual([{ name: 'counter', owner: 'me', leased_until: 26 }]);
	});

	it('take steps side by side: in order, each with its own answers', async () => {
		const { store } = await fresh();
		function* addTwo(context: StoreContext): Step<string> {
			yield* add(context, ['b']);
			const count = (yield* leases(context)).length;
			yield* add(context, [`${count} there`]);
			return 'two';
		}
		const told: string[] = [];
		const tell = (statement: Statement): void => {
			if (statement.kind === 'query') told.push('read');
			if (statement.kind === 'insertMany') told.push(statement.rows.map((row) => row[1]).join());
		};
		const results = await store.run((context) =>
			watched(
				together(addTwo(context), leases(context), add(context, ['c', 'd']), add(context, [])),
				tell,
			),
		);
		// The first statement of each goes out before any goes on.
		expect(told).toEqual(['b', 'read', 'c,d', 'read', '3 there']);
		expect(results).toEqual(['two', [{ name: 'b', owner: 'me', leased_until: 1 }], 2, 0]);
		expect(await namesIn(store)).toEqual(['3 there', 'b', 'c', 'd']);
	});

	it('write nothing where one of the steps side by side fails, and say why', async () => {
		const { store } = await fresh();
		const both = store.run((context) =>
			together(add(context, ['a']), add(context, ['a']), add(context, ['b'])),
		);
		await expect(both).rejects.toThrow(/unique|duplicate/i);
		expect(await namesIn(store)).toEqual([]);
		await store.run((context) => add(context, ['c']));
		expect(await namesIn(store)).toEqual(['c']);
	});

	it('say why a step within steps failed, not what its neighbours were told after it', async () => {
		const { store } = await fresh();
		function* addOneByOne(context: StoreContext, names: string): Step<void> {
			for (const name of names) yield* add(context, [name]);
		}
		const within = (context: StoreContext) =>
			together(addOneByOne(context, 'abc'), add(context, ['twice', 'twice']));
		// A server refuses this one before the steps within are through.
		const both = store.run((context) => together(within(context), add(context, ['beside'])));
		await expect(both).rejects.toThrow(/unique|duplicate/i);
		expect(await namesIn(store)).toEqual([]);
	});

	it('write nothing of steps that go on beside one that gave up', async () => {
		const { store } = await fresh();
		function* giveUp(context: StoreContext): Step<void> {
			yield* leases(context);
			throw new Error('gave up');
		}
		function* goOn(context: StoreContext): Step<void> {
			for (const name of 'abcde') yield* add(context, [name]);
		}
		const both = store.run((context) => together(giveUp(context), goOn(context)));
		await expect(both).rejects.toThrow('gave up');
		await store.run((context) => add(context, ['later']));
		expect(await namesIn(store)).toEqual(['later']);
	});

	it('survive a durable one, and are as quick to forget one that failed', async () => {
		const { store } = await fresh();
		await store.run((context) => add(context, ['durable']), { durable: true });
		await expect(
			store.run(
				function* (context) {
					yield* add(context, ['forgotten']);
					throw new Error('no');
				},
				{ durable: true },
			),
		).rejects.toThrow('no');
		await store.run((context) => add(context, ['after']));
		expect(await namesIn(store)).toEqual(['after', 'durable']);
	});
});

describe.each(storeEngines())('many rows at once on $name', (engine) => {
	const fresh = freshStores(engine);

	it('need no statement where there are none', async () => {
		const { store } = await fresh();
		const counts = await store.run(function* (context) {
			const updated = yield* updateMany({
				table: 'leases',
				key: ['name'],
				set: ['owner'],
				rows: [],
			});
			return [yield* add(context, []), updated];
		});
		expect(counts).toEqual([0, 0]);
	});

	it('are skipped, replaced or refused where the key is taken', async () => {
		const { store } = await fresh();
		await store.run((context) => add(context, ['a', 'b']));
		const insert = (
			names: string[],
			onConflict: Parameters<typeof insertMany>[0]['onConflict'],
			until = 1,
		) =>
			store.run((context) =>
				insertMany({
					table: 'leases',
					columns,
					rows: names.map((name) => [context.workspaceId, name, 'new', until]),
					onConflict,
				}),
			);
		expect(await insert(['b', 'c'], 'ignore')).toBe(1);
		await expect(insert(['d', 'b'], 'error')).rejects.toThrow();
		const replace = { key: ['workspace_id', 'name'], set: ['owner', 'leased_until'] };
		expect(await insert(['a', 'e'], replace)).toBe(2);
		expect(
			await insert(
				['a', 'b'],
				{ ...replace, onlyIf: 'leases.leased_until < excluded.leased_until' },
				1,
			),
		).toBe(0);
		expect(
			await insert(['b'], { ...replace, onlyIf: 'leases.leased_until < excluded.leased_until' }, 2),
		).toBe(1);
		expect(await store.read(leases)).toEqual([
			{ name: 'a', owner: 'new', leased_until: 1 },
			{ name: 'b', owner: 'new', leased_until: 2 },
			{ name: 'c', owner: 'new', leased_until: 1 },
			{ name: 'e', owner: 'new', leased_until: 1 },
		]);
	});

	it('are updated by key, and found ones counted', async () => {
		const { store } = await fresh();
		await store.run((context) => add(context, ['a', 'b', 'c']));
		const found = await store.run((context) =>
			updateMany({
				table: 'leases',
				key: ['workspace_id', 'name'],
				set: ['owner', 'leased_until'],
				rows: ['a', 'c', 'x'].map((name, index) => [
					context.workspaceId,
					name,
					`owner of ${name}`,
					index,
				]),
			}),
		);
		expect(found).toBe(2);
		expect(await store.read(leases)).toEqual([
			{ name: 'a', owner: 'owner of a', leased_until: 0 },
			{ name: 'b', owner: 'me', leased_until: 1 },
			{ name: 'c', owner: 'owner of c', leased_until: 1 },
		]);
	});

	it('may be more than any statement has parameters for', async () => {
		const { store } = await fresh();
		const names = Array.from(
			{ length: 20_000 },
			(_, index) => `n${String(index).padStart(5, '0')}`,
		);
		expect(await store.run((context) => add(context, names))).toBe(20_000);
		expect(await namesIn(store)).toEqual(names);
	});

	it('report what a statement changed', async () => {
		const { store } = await fresh();
		await store.run((context) => add(context, ['a', 'b']));
		const deleteAll = (context: StoreContext) =>
			write(
				sql`DELETE FROM leases WHERE workspace_id = ${context.workspaceId}`.compile(context.db),
			);
		expect([await store.run(deleteAll), await store.run(deleteAll)]).toEqual([2, 0]);
	});
});

const sqlite = storeEngines().filter(({ name }) => name === 'sqlite');

describe.each(sqlite)(
	'another process that writes into the same file ($name)',
	({ config: freshConfig }) => {
		it('is waited for while the event loop goes on', async () => {
			const config = await freshConfig();
			const store = await openStore(config);
			const holder = startProcess(join(__dirname, 'processes', 'holdWrites.process.ts'), config);
			expect(await holder.message()).toBe('held');
			let done = false;
			const writing = store
				.run((context) => add(context, ['waited']))
				.then(() => {
					done = true;
				});
			for (let ticks = 0; ticks < 50; ticks += 1) {
				expect(await namesIn(store)).toEqual([]);
				await wait(5);
			}
			expect(done).toBe(false);
			holder.send('let go');
			await writing;
			await holder.ended;
			expect(await namesIn(store)).toEqual(['waited']);
			await store.close();
		});

		it('may change the columns of a table: rows that are read have the new ones', async () => {
			const config = await freshConfig();
			const store = await openStore(config);
			const whole = (context: StoreContext) =>
				q(sql<Row>`SELECT * FROM leases`.compile(context.db));
			await store.run((context) => add(context, ['a']));
			const [before] = await store.read(whole);
			const other = new DatabaseSync(store.engine.location);
			other.exec("ALTER TABLE leases ADD COLUMN colour TEXT DEFAULT 'red'");
			expect(await store.read(whole)).toEqual([{ ...before, colour: 'red' }]);
			other.exec('ALTER TABLE leases DROP COLUMN owner');
			const [after] = await store.read(whole);
			expect(Object.keys(after).sort()).toEqual(['colour', 'leased_until', 'name', 'workspace_id']);
			expect(after).toMatchObject({ name: 'a', leased_until: 1, colour: 'red' });
			other.close();
			await store.close();
		});
	},
);
