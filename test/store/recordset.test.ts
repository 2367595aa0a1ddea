import fc from 'fast-check';
import { sql } from 'kysely';
import { cleanText } from '../../leads/store/engine/values';
import { fixedQuery } from '../../leads/store/fixedQuery';
import { hasId, recordset, recordsetParameters } from '../../leads/store/fragments';
import { first, insertMany, q, updateMany } from '../../leads/store/step';
import type { LeadStore } from '../../leads/store/store';
import { storeEngines } from '../environment/engines';
import { freshStores } from './freshStores';

const columns = { word: 'text', number: 'bigint' } as const;

type Given = Readonly<Record<'word', string | null> & Record<'number', number | null>>;

async function readBack(store: LeadStore, rows: readonly Given[]): Promise<unknown[]> {
	return await store.read((context) =>
		q(
			sql`SELECT word, number FROM ${recordset(context.dialect, 'given', columns, rows)}`.compile(
				context.db,
			),
		),
	);
}

/** Texts that an array or JSON writes in another way, or takes for something else. */
const awkward = [
	'',
	'NULL',
	'null',
	'{}',
	'{"a",b}',
	'"',
	'\\',
	'\\"',
	'a\nb',
	' x ',
	"'; --",
	'智云',
];

describe.each(storeEngines())('rows handed to a query on $name', (engine) => {
	const fresh = freshStores(engine);

	it('arrive as they are, in their order, whatever text they hold', async () => {
		const { store } = await fresh();
		const given = awkward.map((word, number): Given => ({ word, number }));
		expect(await readBack(store, given)).toEqual(given);
		expect(await readBack(store, [])).toEqual([]);
		const text = fc.oneof(
			fc.constantFrom(...awkward),
			fc.string({ unit: 'binary', maxLength: 20 }),
		);
		const row = fc.record<Given>({
			word: fc.option(text),
			number: fc.option(fc.maxSafeInteger()),
		});
		await fc.assert(
			fc.asyncProperty(fc.array(row, { maxLength: 8 }), async (rows) => {
				const clean = rows.map(({ word, number }) => ({
					word: word === null ? null : cleanText(word),
					number,
				}));
				expect(await readBack(store, rows)).toEqual(clean);
			}),
			{ numRuns: 60 },
		);
	});

	it('may be the parameters of a query that is put together once', async () => {
		const { store } = await fresh();
		const twice = fixedQuery<{ word: string; number: number }>(
			(dialect) =>
				sql`SELECT word, number * 2 AS number FROM ${recordset(dialect, 'given', columns, [])}
					WHERE word <> ${''}`,
		);
		const ask = async (rows: readonly Given[], without: string): Promise<unknown[]> =>
			await store.read((context) => {
				const given = recordsetParameters(context.dialect, columns, rows);
				return q(twice(context, ...given, without));
			});
		const rows = [
			{ word: 'a', number: 1 },
			{ word: 'b', number: 2 },
		];
		expect(await ask(rows, 'b')).toEqual([{ word: 'a', number: 2 }]);
		expect(await ask(rows.slice(1), 'c')).toEqual([{ word: 'b', number: 4 }]);
		await expect(store.read((context) => q(twice(context, 'too few')))).rejects.toThrow(
			'parameters',
		);
	});

	it('are inserted as they are, also where all of them have something in common', async () => {
		const { store } = await fresh();
		const names = ['id', 'node_key', 'channel', 'external_id', 'payload'] as const;
		const more = ['received_at', 'state', 'attempts', 'leased_until'] as const;
		const own = fc.record({
			node_key: fc.constantFrom(...awkward),
			channel: fc.constantFrom('one', 'two'),
			payload: fc.constantFrom(null, {}, { a: ['{"b"}', null] }),
			attempts: fc.constantFrom(0, 1),
			leased_until: fc.constantFrom(null, 9_007_199_254_740_991),
		});
		await fc.assert(
			fc.asyncProperty(fc.array(own, { minLength: 1, maxLength: 4 }), async (given) => {
				const { inserted, stored } = await store.run(function* (context) {
					const rows = given.map((one) => {
						const id = context.newId();
						return { ...one, id, external_id: id, received_at: 0, state: 'open' };
					});
					yield* insertMany({
						table: 'inbox',
						columns: ['workspace_id', ...names, ...more],
						rows: rows.map((row) => [
							context.workspaceId,
							...[...names, ...more].map((name) => row[name]),
						]),
						onConflict: 'error',
					});
					const found = yield* q(
						context.db
							.selectFrom('inbox')
							.select([...names, ...more])
							.where(
								hasId(
									context.dialect,
									'id',
									rows.map(({ id }) => id),
								),
							)
							.orderBy('id'),
					);
					return { inserted: rows, stored: found };
				});
				expect(stored).toEqual(inserted);
			}),
			{ numRuns: 30 },
		);
	});

	it('may all be the same row', async () => {
		const { store } = await fresh();
		const found = await store.run(function* (context) {
			const row = [context.workspaceId, 7, 5];
			yield* insertMany({
				table: 'match_locks',
				columns: ['workspace_id', 'hash', 'at'],
				rows: [row, row],
				onConflict: 'ignore',
			});
			return yield* q(context.db.selectFrom('match_locks').select(['hash', 'at']));
		});
		expect(found).toEqual([{ hash: 7, at: 5 }]);
	});

	it('are written by an update as they are: text, JSON, numbers and nothing', async () => {
		const { store } = await fresh();
		const updated = awkward.map((channel, index) => ({
			channel,
			payload: index % 2 ? null : { [`${channel}x`]: [channel, index, null] },
			attempts: index,
			leased_until: index % 3 ? 9_007_199_254_740_991 : null,
		}));
		const stored = await store.run(function* (context) {
			const ids = updated.map(() => context.newId());
			yield* insertMany({
				table: 'inbox',
				columns: [
					'workspace_id',
					'id',
					'node_key',
					'channel',
					'external_id',
					'received_at',
					'state',
					'attempts',
				],
				rows: ids.map((id) => [context.workspaceId, id, 'node', '?', id, 0, 'open', 0]),
				onConflict: 'error',
			});
			const set = ['channel', 'payload', 'attempts', 'leased_until'] as const;
			const written = yield* updateMany({
				table: 'inbox',
				key: ['workspace_id', 'id'],
				set,
				rows: updated.map((row, index) => [
					context.workspaceId,
					ids[index],
					...set.map((column) => row[column]),
				]),
			});
			expect(written).toBe(updated.length);
			return yield* q(
				context.db
					.selectFrom('inbox')
					.select(set)
					.where('workspace_id', '=', context.workspaceId)
					.orderBy('attempts'),
			);
		});
		expect(stored).toEqual(updated);
	});
});

// SQLite looks each row up in any case.
const servers = storeEngines(['sqlite']);
if (servers.length > 0) {
	describe.each(servers)('rows handed to a query on $name', (engine) => {
		const fresh = freshStores(engine);

		it('are as many to a planner as they are', async () => {
			const { store } = await fresh();
			const given = awkward.slice(0, 3).map((word, number): Given => ({ word, number }));
			const explained = await store.read(function* (context) {
				const rows = recordset(context.dialect, 'given', columns, given);
				return yield* first(
					sql<{ 'QUERY PLAN': [{ Plan: { 'Plan Rows': number } }] }>`EXPLAIN (FORMAT JSON)
						SELECT * FROM ${rows}`.compile(context.db),
				);
			});
			expect(explained?.['QUERY PLAN'][0].Plan['Plan Rows']).toBe(given.length);
		});
	});
}
