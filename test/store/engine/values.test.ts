import fc from 'fast-check';
import { columnBinder, toJson, toParameter } from '../../../leads/store/engine/values';

import { first, insertMany, q } from '../../../leads/store/step';
import { storeEngines } from '../../environment/engines';
import { freshStores } from '../freshStores';

const toColumn = (kind: string, value: unknown) => columnBinder(kind)(value);

const REPLACED = '\ufffd';

describe('a value on its way into a column', () => {
	it('is null where there is none', () => {
		for (const kind of ['id', 'text', 'integer', 'real', 'flag', 'instant', 'json']) {
			expect([toColumn(kind, undefined), toColumn(kind, null)]).toEqual([null, null]);
		}
	});

	it('stays text in a text column, numbers included', () => {
		expect(toColumn('text', '4915112345678')).toBe('4915112345678');
		expect(toColumn('text', 7)).toBe('7');
	});

	it('is refused where it does not fit', () => {
		const misfits: Array<[string, unknown]> = [
			['integer', '12'],
			['integer', 1.5],
			['integer', NaN],
			['real', Infinity],
			['instant', new Date(0)],
			['instant', 2 ** 60],
			['text', new Date(0)],
			['text', { a: 1 }],
			['text', true],
			['flag', 'yes'],
			['id', []],
			['integer', 10n],
		];
		for (const [kind, value] of misfits) {
			expect(() => toColumn(kind, value)).toThrow(
				expect.objectContaining({ code: 'INVALID_INPUT' }),
			);
		}
	});

	it('never shows up in the error', () => {
		expect(() => toColumn('integer', 'secret')).toThrow(expect.not.stringContaining('secret'));
	});

	it('turns a flag into 0 or 1', () => {
		expect([toColumn('flag', true), toColumn('flag', false)]).toEqual([1, 0]);
	});

	it('is refused as a parameter unless it is text, a finite number, a flag or nothing', () => {
		expect([toParameter(undefined), toParameter('a'), toParameter(1.5), toParameter(true)]).toEqual(
			[null, 'a', 1.5, 1],
		);
		for (const value of [NaN, new Date(0), {}, [], 1n]) {
			expect(() => toParameter(value)).toThrow(expect.objectContaining({ code: 'INVALID_INPUT' }));
		}
	});

	it('is refused as JSON where JSON cannot hold it', () => {
		const circle: unknown[] = [];
		circle.push(circle);
		for (const value of [{ count: 1n }, circle]) {
			expect(() => toJson(value)).toThrow(expect.objectContaining({ code: 'INVALID_INPUT' }));
		}
	});

	it('becomes JSON without what databases cannot hold', () => {
		expect(JSON.parse(toJson({ 'a\u0000': ['\ud800x', '\u{1f600}'] }))).toEqual({
			[`a${REPLACED}`]: [`${REPLACED}x`, '\u{1f600}'],
		});
		expect(toJson('\\u0000 stays as it was typed')).toBe(
			JSON.stringify('\\u0000 stays as it was typed'),
		);
		expect(toJson(() => 1)).toBe('null');
		expect(toJson({ when: new Date(0), nothing: undefined, number: NaN })).toBe(
			'{"when":"1970-01-01T00:00:00.000Z","number":null}',
		);
	});
});

describe.each(storeEngines())('values on $name', (engine) => {
	const fresh = freshStores(engine);

	/** Any text, half surrogate pairs and control characters included. */
	const text = fc.string({ unit: 'binary', maxLength: 30 });

	it('come back as they went in, whatever JSON they are', async () => {
		const { store } = await fresh();
		const stored = (value: unknown) =>
			store.run(function* (context) {
				const id = context.newId();
				yield* insertMany({
					table: 'event_payloads',
					columns: ['workspace_id', 'event_id', 'entity_id', 'payload'],
					rows: [[context.workspaceId, id, id, value]],
					onConflict: 'error',
				});
				const row = yield* first(
					context.db
						.selectFrom('event_payloads')
						.select('payload')
						.where('workspace_id', '=', context.workspaceId)
						.where('event_id', '=', id),
				);
				return row?.payload;
			});
		const json = fc
			.jsonValue({ stringUnit: 'binary', maxDepth: 4 })
			.filter((value) => value !== null);
		await fc.assert(
			fc.asyncProperty(json, async (value) => {
				expect(await stored(value)).toEqual(JSON.parse(toJson(value)));
			}),
			{ numRuns: 60 },
		);
		const big = {
			rows: Array.from({ length: 20_000 }, (_, index) => ({ index, text: '数据'.repeat(10) })),
		};
		expect(await stored(big)).toEqual(big);
	});

	it('are the same text in a column and as a parameter', async () => {
		const { store } = await fresh();
		await fc.assert(
			fc.asyncProperty(text, fc.integer(), async (value, at) => {
				const found = await store.run(function* (context) {
					yield* insertMany({
						table: 'leases',
						columns: ['workspace_id', 'name', 'owner', 'leased_until'],
						rows: [[context.workspaceId, value, value, at]],
						onConflict: { key: ['workspace_id', 'name'], set: ['owner', 'leased_until'] },
					});
					return yield* q(
						context.db
							.selectFrom('leases')
							.select(['name', 'owner', 'leased_until'])
							.where('workspace_id', '=', context.workspaceId)
							.where('name', '=', value),
					);
				});
				const clean = toColumn('text', value);
				expect(found).toEqual([{ name: clean, owner: clean, leased_until: at }]);
			}),
			{ numRuns: 60 },
		);
	});

	it('keep a number that is typed as text, and a whole number in a column of fractions', async () => {
		const { store } = await fresh();
		const row = await store.run(function* (context) {
			const id = context.newId();
			yield* insertMany({
				table: 'deals',
				columns: [
					'workspace_id',
					'id',
					'version',
					'name',
					'stage',
					'amount',
					'data',
					'custom',
					'created_at',
					'updated_at',
				],
				rows: [
					[context.workspaceId, id, 1, '4915112345678', '7', 12, {}, {}, 9_007_199_254_740_991, 0],
				],
				onConflict: 'error',
			});
			return yield* first(context.db.selectFrom('deals').selectAll().where('id', '=', id));
		});
		expect(row).toMatchObject({
			name: '4915112345678',
			stage: '7',
			amount: 12,
			created_at: 9_007_199_254_740_991,
		});
	});
});
