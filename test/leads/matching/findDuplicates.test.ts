import * as fc from 'fast-check';
import { detectSchema } from '../../../leads/matching/features/detectSchema';
import type { Cells } from '../../../leads/matching/features/fieldModel';
import {
	findDuplicates,
	type FindOptions,
	type FoundDuplicates,
} from '../../../leads/matching/findDuplicates';
import { findInThread } from '../../../leads/matching/findInThread';
import { runAtOnce, runInSlices } from '../../../leads/matching/runInSlices';

const FIELDS = ['name', 'company', 'email', 'phone', 'address', 'city'] as const;
type Row = Partial<Record<(typeof FIELDS)[number], string>>;

function table(rows: readonly Row[]): Cells {
	return Object.fromEntries(FIELDS.map((field) => [field, rows.map((row) => row[field] ?? '')]));
}

const LEADS = {
	name: 'name',
	company: 'company',
	email: 'email',
	phone: 'phone',
	address: 'address',
	city: 'city',
} as const;

/** Made-up people, so that the interesting ones are a few among many, as in a real store. */
const FAMILIES = [...'赵钱孙周吴郑冯陈褚卫蒋沈韩杨朱秦尤许何吕'];
const GIVEN = [...'伟芳娜敏静丽强磊军洋勇艳杰娟涛明超兰霞平'];
const CROWD: readonly Row[] = FAMILIES.flatMap((family, i) =>
	GIVEN.map((given, j) => ({
		name: family + given,
		company: `成都第${i}号${given}木业有限公司`,
		email: `person${i}x${j}@example${i * 20 + j}.com`,
		phone: `13${String(700_000_000 + i * 7_654_321 + j * 12_345)}`,
	})),
);

function find(rows: readonly Row[], options?: FindOptions): FoundDuplicates {
	return runAtOnce(findDuplicates(table([...rows, ...CROWD]), LEADS, options));
}

function areOne(a: Row, b: Row): boolean {
	const { of } = find([a, b]);
	return of[0] === of[1];
}

const wang: Row = {
	name: '王建国',
	company: '上海智云科技有限公司',
	email: 'jianguo.wang@zhiyun-example.cn',
	phone: '13800138000',
	address: '上海市徐汇区长江路374号2616室',
};

test.each<[string, Row]>([
	['in another script', { name: 'Jianguo WANG', phone: '+86 138-0013-8000' }],
	['in traditional characters', { name: '王建國', company: '上海智雲科技有限公司' }],
	['by surname only', { name: '王总', email: 'JIANGUO.WANG@zhiyun-example.cn' }],
	['with a slip in the number', { ...wang, email: '', phone: '13800138001' }],
	[
		'with a slip in the domain',
		{ name: '王建国', company: '智云科技', email: 'jianguo.wang@zhiyun-exmaple.cn' },
	],
	['without legal form', { name: '王建国', company: '智云科技（上海）' }],
	['after a job change', { name: '王建国', company: '青岛通旋食品有限公司', phone: '13800138000' }],
])('one person %s', (_, other) => {
	expect(areOne(wang, other)).toBe(true);
});

test.each<[string, Row]>([
	['a colleague with the same switchboard and address', { ...wang, name: '李娜', email: '' }],
	[
		'a namesake elsewhere',
		{
			name: '王建国',
			company: '青岛通旋食品有限公司',
			phone: '13900139000',
			email: 'wjg@example.net',
		},
	],
	['a namesake at the sister company', { name: '王建国', company: '上海智远科技有限公司' }],
	[
		'a colleague of the same family',
		{ ...wang, name: '王芳', email: 'f.wang@zhiyun-example.cn', phone: '' },
	],
	['a record without a name or a contact', { company: '上海智云科技有限公司' }],
])('%s is somebody else', (_, other) => {
	expect(areOne(wang, other)).toBe(false);
});

test('a number under several family names is no identity any more', () => {
	const phone = '13600136000';
	const { of } = find([
		{ name: '王建国', phone },
		{ name: '李娜', phone },
		{ name: '张敏', phone },
		{ phone },
	]);
	expect(new Set(of.slice(0, 4)).size).toBe(4);
});

test('info@ joins nobody', () => {
	const email = 'info@zhiyun-example.cn';
	expect(areOne({ name: '王建国', email }, { name: '李娜', email })).toBe(false);
});

test('blank fields never make a match', () => {
	const { of } = find([{}, {}, { name: '  ' }, { name: 'n/a', company: '-' }]);
	expect(new Set(of.slice(0, 4)).size).toBe(4);
});

test('the parts of every explanation add up to its bits', () => {
	const found = find([
		wang,
		{ ...wang, name: '王建國' },
		{ name: 'Jianguo Wang', phone: wang.phone },
	]);
	const row = fc.integer({ min: 0, max: CROWD.length + 2 });
	fc.assert(
		fc.property(row, row, (left, right) => {
			fc.pre(left !== right);
			const { bits, parts } = found.explain(left, right);
			expect(parts.reduce((sum, part) => sum + part.bits, 0)).toBeCloseTo(bits, 9);
			expect(bits).toBeCloseTo(found.explain(right, left).bits, 9);
			expect(parts[0].feature).toBe('prior');
		}),
	);
	for (const pair of found.pairs) {
		expect(found.explain(pair.left, pair.right).bits).toBeCloseTo(pair.bits, 3);
	}
});

test('the order of the rows does not matter', () => {
	const rows: Row[] = [
		wang,
		{ name: '王总', phone: wang.phone },
		{ name: 'Wang Jianguo', email: wang.email },
		{ name: '李娜', company: wang.company },
		...CROWD.slice(0, 60),
		...CROWD.slice(0, 20).map(({ name, phone }) => ({ name, phone })),
	];
	const partition = (order: readonly number[]): string => {
		const { of } = runAtOnce(findDuplicates(table(order.map((i) => rows[i])), LEADS));
		const groups = new Map<number, number[]>();
		for (const [place, row] of order.entries()) {
			groups.set(of[place], [...(groups.get(of[place]) ?? []), row]);
		}
		return [...groups.values()]
			.map((group) => group.sort((a, b) => a - b).join(' '))
			.sort()
			.join('|');
	};
	const plain = rows.map((_, i) => i);
	const expected = partition(plain);
	fc.assert(
		fc.property(fc.shuffledSubarray(plain, { minLength: plain.length }), (order) => {
			expect(partition(order)).toBe(expected);
		}),
		{ numRuns: 8 },
	);
});

test('who was declared different stays apart, through others, too', () => {
	const rows = [wang, { ...wang, name: '王建國' }, { ...wang, name: '王建国先生' }];
	const { of, refused } = find(rows, {
		vetoed: (left, right) => Math.min(left, right) === 0 && Math.max(left, right) === 2,
	});
	expect(of[0]).not.toBe(of[2]);
	expect(refused.length).toBeGreaterThan(0);
});

test('no cluster outgrows its guard', () => {
	const rows = Array.from({ length: 9 }, () => wang);
	const { of } = find(rows, { mostRecords: 4 });
	const sizes = new Map<number, number>();
	for (const cluster of of) sizes.set(cluster, (sizes.get(cluster) ?? 0) + 1);
	expect(Math.max(...sizes.values())).toBe(4);
});

test('blocks that were cut are named', () => {
	const rows = Array.from({ length: 70 }, (_, i) => ({
		name: `${FAMILIES[i % 20]}娜`,
		phone: '02155550000',
	}));
	expect(find(rows).cut.map(({ rule }) => rule)).toContain('number');
});

test('any table: kinds are told by titles and cells, columns about the record are left out', () => {
	const people = CROWD.slice(0, 50);
	expect(
		detectSchema({
			given_name: people.map((_, i) => `anna${i}`),
			'Last Name': people.map((_, i) => `berg${i}`),
			reachable: people.map(({ email = '' }) => email),
			dob: people.map((_, i) => `1980-01-${String((i % 28) + 1).padStart(2, '0')}`),
			手机号: people.map(({ phone = '' }) => phone),
			src: people.map((_, i) => (i % 2 === 0 ? 'a' : 'b')),
			created_at: people.map((_, i) => `2024-01-${String((i % 28) + 1).padStart(2, '0')}`),
			always: people.map(() => 'yes'),
		}),
	).toEqual({
		given_name: 'givenName',
		'Last Name': 'surname',
		reachable: 'email',
		dob: 'date',
		手机号: 'phone',
		src: 'ignore',
		created_at: 'ignore',
		always: 'ignore',
	});
});

test('records of any fields: slips, swapped names, and strangers who share a city', () => {
	const rows = Array.from({ length: 120 }, (_, i) => ({
		given: ['anna', 'bertram', 'clara', 'dietrich'][i % 4] + String.fromCharCode(97 + (i % 23)),
		surname:
			['berg', 'kowal', 'mendez', 'ito', 'achterm', 'vuk'][i % 6] +
			((i * 7919) % 1000).toString(36),
		born: `19${50 + ((i * 17) % 47)}-0${((i * 5) % 9) + 1}-1${(i * 3) % 10}`,
		city: 'Bonn',
	}));
	const [first, second] = rows;
	const all = [
		...rows,
		{ ...first, surname: `${first.surname}e` },
		{ ...second, given: second.surname, surname: second.given },
	];
	const cells = Object.fromEntries(
		(['given', 'surname', 'born', 'city'] as const).map((f) => [f, all.map((row) => row[f])]),
	);
	const schema = { given: 'givenName', surname: 'surname', born: 'date', city: 'city' } as const;
	const { of } = runAtOnce(findDuplicates(cells, schema));
	expect(of[120]).toBe(0);
	expect(of[121]).toBe(1);
	expect(new Set(of).size).toBeGreaterThanOrEqual(118);
});

test('in slices, others get their turn; a cancelled search ends', async () => {
	let turns = 0;
	const timer = setInterval(() => (turns += 1), 1);
	const found = await runInSlices(findDuplicates(table(CROWD), LEADS), { sliceMs: 1 });
	clearInterval(timer);
	expect(turns).toBeGreaterThan(0);
	expect(found.of).toHaveLength(CROWD.length);
	const cancelled = runInSlices(findDuplicates(table(CROWD), LEADS), {
		sliceMs: 1,
		signal: AbortSignal.abort(),
	});
	await expect(cancelled).rejects.toMatchObject({ code: 'CONFLICT' });
});

test('a thread finds the same, and as much of it', async () => {
	const crowds = Array.from({ length: 4 }, (_, crowd) =>
		CROWD.map((row) => ({ ...row, company: `${crowd}${row.company}`, city: `城${crowd}` })),
	);
	const rows = [wang, { name: '王总', phone: wang.phone }, ...crowds.flat()];
	const schema = LEADS;
	const options = { joinAt: 12 };
	const here = runAtOnce(findDuplicates(table(rows), schema, options));
	expect(here.pairs.length).toBeGreaterThan(1000);
	const there = await findInThread({ cells: table(rows), schema, options, explained: Infinity });
	expect(there.of).toEqual(here.of);
	expect(there.pairs).toEqual(here.pairs);
	expect(there.refused).toEqual(here.refused);
	expect(there.weights).toEqual(here.weights);
	expect(there.explanations.map(({ left, right }) => [left, right])).toEqual(
		here.pairs.map(({ left, right }) => [left, right]),
	);
	const { left, right, explanation } = there.explanations[0];
	expect(explanation).toEqual(here.explain(left, right));
	const sure = await findInThread({ cells: table(rows), schema, options, explained: 12 });
	expect(sure.explanations.every(({ bits }) => bits < 12)).toBe(true);
	expect(sure.explanations.length).toBeLessThan(here.pairs.length);
});

test('a thread that is cancelled ends', async () => {
	const search = { cells: table(CROWD), schema: LEADS, options: {}, explained: 0 };
	const stop = new AbortController();
	const searching = findInThread(search, stop.signal);
	stop.abort();
	await expect(searching).rejects.toMatchObject({ code: 'CONFLICT' });
	await expect(findInThread(search, stop.signal)).rejects.toMatchObject({ code: 'CONFLICT' });
});
