import { findDuplicateItems, type Item } from '../../../../leads/dedupe/findAll/inputItems';
import { itemTable, leadFieldsOf } from '../../../../leads/dedupe/findAll/itemTable';
import { runInSlices } from '../../../../leads/matching/runInSlices';
import { evaluateItems } from '../../../../leads/dedupe/evaluate';

const people: Item[] = [
	{ name: '王小伟', company: '上海智云科技有限公司', mobile: '13800138000', age: 30 },
	{ name: '李娜', company: '北京远山文化', mobile: '13900139000', age: 31 },
	{ name: 'Wang Xiaowei', company: '智云科技', mobile: '+86 138-0013-8000' },
	{ name: '赵敏', company: '广州银河贸易有限公司', mobile: '13600136000', tags: ['a'] },
	{ name: '李娜', company: '北京远山文化传媒有限公司', mobile: '139 0013 9000' },
];

/** Books, each twice: nothing that looks like a lead. */
function books(count: number): Item[] {
	const nouns = ['harbour', 'winter', 'garden', 'letter', 'mountain', 'silence', 'engine'];
	const adjectives = ['broken', 'golden', 'hidden', 'distant', 'quiet'];
	return Array.from({ length: count }, (_, index) => {
		const book = Math.floor(index / 2);
		const isbn = `978${String((book * 7_368_787 + 1_234_567) % 1_000_000_000).padStart(9, '0')}`;
		const title = `The ${adjectives[book % 5]} ${nouns[book % 7]} ${book.toString(36)}`;
		return { isbn, title: index % 2 === 0 ? title : title.toUpperCase(), pages: 100 + book };
	});
}

it('numbers clusters, marks the first of each, and tells why', async () => {
	const found = await findDuplicateItems(people, { preset: 'leadflow' });
	expect(found).toMatchObject({ clusters: 2, duplicates: 2, schema: { name: 'name' } });
	expect(found.items.map(({ cluster }) => cluster)).toEqual([1, 2, 1, 3, 2]);
	expect(found.items.map(({ isFirst }) => isFirst)).toEqual([true, true, false, true, false]);
	expect(found.items.map((item) => item.with)).toEqual([2, 4, 0, undefined, 1]);
	for (const { bits, parts } of found.items) {
		if (bits === undefined || !parts) continue;
		expect(parts.reduce((sum, part) => sum + part.bits, 0)).toBeCloseTo(bits, 9);
	}
});

it('has nothing to say about none and one', async () => {
	expect((await findDuplicateItems([], { preset: 'leadflow' })).items).toEqual([]);
	const one = await findDuplicateItems(people.slice(0, 1), { preset: 'leadflow' });
	expect(one.items).toEqual([{ cluster: 1, size: 1, isFirst: true, possible: [] }]);
});

it.each(['identityOnly', 'salesforce', 'zoho'] as const)(
	'judges by the rules of %s',
	async (preset) => {
		const found = await findDuplicateItems(people, { preset });
		const clusters = found.items.map(({ cluster }) => cluster);
		expect(clusters[1]).toBe(clusters[4]);
		expect(new Set(clusters).size).toBeGreaterThanOrEqual(3);
	},
);

it('takes fields under any name, if it is told what they hold', async () => {
	const items = people.map(({ name, company, mobile }) => ({ a: name, b: company, c: mobile }));
	const schema = { a: 'name', b: 'company', c: 'phone' } as const;
	for (const preset of ['leadflow', 'identityOnly'] as const) {
		const found = await findDuplicateItems(items, { preset, schema });
		expect(found.items[4].cluster).toBe(found.items[1].cluster);
	}
});

it('looks at records of any kind', async () => {
	const found = await findDuplicateItems(books(200), { preset: 'leadflow' });
	expect(found.clusters).toBe(100);
	expect(found.items.every(({ size }) => size === 2)).toBe(true);
});

it('finds the same in a thread as in slices', async () => {
	const items = books(1200);
	const [all, some] = [
		await findDuplicateItems(items, { preset: 'leadflow' }),
		await findDuplicateItems(items.slice(0, 600), { preset: 'leadflow' }),
	];
	expect(all.clusters).toBe(600);
	expect(some.clusters).toBe(300);
});

it('says so when there is nothing to compare', async () => {
	const items = [{ tags: ['a'] }, { tags: ['b'] }];
	await expect(findDuplicateItems(items, { preset: 'leadflow' })).rejects.toMatchObject({
		code: 'INVALID_INPUT',
	});
	await expect(
		findDuplicateItems(people, { preset: 'leadflow', joinAt: -1, reviewAt: 0 }),
	).rejects.toMatchObject({ code: 'INVALID_INPUT' });
});

it('ends when it is cancelled', async () => {
	const stop = new AbortController();
	stop.abort();
	const options = { preset: 'leadflow', signal: stop.signal } as const;
	for (const items of [books(400), books(1200)]) {
		await expect(findDuplicateItems(items, options)).rejects.toMatchObject({ code: 'CONFLICT' });
	}
});

it('measures itself against a column that tells what belongs together', async () => {
	const labels = ['w', 'l', 'w', 'z', 'l'];
	const items = people.map((item, index) => ({ ...item, person: labels[index] }));
	const right = await evaluateItems(items, 'person', { preset: 'leadflow' });
	expect(right).toMatchObject({ truePositives: 2, falsePositives: 0, falseNegatives: 0, f1: 1 });
	expect(right).toMatchObject({ trueNegatives: 8, pairs: 10, skipped: 0, mistakes: [] });
	const wrong = items.map((item, index) => (index === 4 ? { ...item, person: 'x' } : item));
	const measured = await evaluateItems(wrong, 'person', { preset: 'leadflow' });
	expect(measured).toMatchObject({ truePositives: 1, falsePositives: 1, precision: 0.5 });
	expect(measured.mistakes).toMatchObject([{ left: 1, right: 4, same: false }]);
	const unlabelled = items.map((item, index) => (index === 3 ? { ...item, person: '' } : item));
	expect(await evaluateItems(unlabelled, 'person', { preset: 'leadflow' })).toMatchObject({
		pairs: 6,
		skipped: 1,
	});
	await expect(evaluateItems(items, 'nothing', { preset: 'leadflow' })).rejects.toMatchObject({
		code: 'INVALID_INPUT',
	});
});

it('lets n8n have its turn while it reads items for a preset of rules', async () => {
	const items = books(4000).map(({ isbn, title }) => ({ name: title, mobile: isbn }));
	let turns = 0;
	let next = setImmediate(function turn() {
		turns += 1;
		next = setImmediate(turn);
	});
	const table = await runInSlices(itemTable(items, undefined), { sliceMs: 0 });
	const before = turns;
	expect(await runInSlices(leadFieldsOf(table, items.length), { sliceMs: 0 })).toHaveLength(4000);
	clearImmediate(next);
	expect(before).toBeGreaterThanOrEqual(2);
	expect(turns - before).toBeGreaterThanOrEqual(4000 / 50 - 1);
});
