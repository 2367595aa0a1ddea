import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { onLeadDedupe } from './onLeadDedupe';
import { runNode } from './runWorkflow';

/** Duplicates among the items alone: no store is looked at. */

const wang = { 姓名: '王伟', 手机: '138 0013 8000', 公司: '上海智云科技有限公司' };
const wangAgain = {
	姓名: 'Wang Wei',
	手机: '+86 13800138000',
	公司: '上海智云科技',
	邮箱: 'wang.wei@zhiyun.example.com',
};
const li = { 姓名: '李娜', 手机: '13900139000', 公司: '北京长城机械有限公司' };

async function check(input: IDataObject[], parameters: INodeParameters = {}) {
	return await onLeadDedupe('lead.check', { scope: 'items', ...parameters }, input);
}

test('one person in two spellings: the first stays, the other leaves by Duplicate with the evidence', async () => {
	const { outputs, error } = await check([wang, li, wangAgain]);
	expect(error).toBeUndefined();
	expect(outputs).toHaveLength(3);
	const [unique, duplicate, review] = outputs;
	expect(unique).toMatchObject([
		{ ...wang, duplicate: { outcome: 'unique', size: 2, keptItem: 0, matches: [] } },
		{ ...li, duplicate: { outcome: 'unique', matches: [] } },
	]);
	expect(duplicate).toMatchObject([
		{
			...wangAgain,
			duplicate: {
				outcome: 'duplicate',
				keptItem: 0,
				matches: [{ entityType: 'item', item: 0, record: wang }],
			},
			decision: { node: 'Lead Dedupe', outcome: 'duplicate' },
		},
	]);
	expect(review).toEqual([]);
});

test('the evidence of a match adds up to its bits', async () => {
	const { outputs } = await check([wang, wangAgain]);
	const { matches } = outputs[1][0].duplicate as {
		matches: Array<{ bits: number; parts: Array<{ bits: number }> }>;
	};
	const [{ bits, parts }] = matches;
	expect(parts.reduce((sum, part) => sum + part.bits, 0)).toBeCloseTo(bits, 6);
});

test.each([
	['first', 0],
	['last', 2],
	['mostComplete', 1],
])('keeps the %s item of a group', async (keep, kept) => {
	const items = [wang, { ...wangAgain, 城市: '上海' }, wang];
	const { outputs } = await check(items, { keep });
	expect(outputs[0]).toHaveLength(1);
	expect(outputs[0][0]).toMatchObject(items[kept]);
	expect(outputs[1]).toHaveLength(2);
});

test('keeps none where all of a group are to be looked at', async () => {
	const { outputs } = await check([wang, li, wangAgain], { keep: 'none' });
	expect(outputs.map((items) => items.length)).toEqual([1, 2, 0]);
});

test('every item leaves by exactly one output, paired with the item that it was', async () => {
	const items = [wang, li, wangAgain, {}, wang];
	const run = await onLeadDedupe('lead.check', { scope: 'items' }, items);
	const paired = [0, 1, 2].flatMap((output) =>
		run.items('leadDedupe', output).map(({ pairedItem }) => pairedItem),
	);
	expect(paired).toHaveLength(items.length);
	expect(paired).toEqual(expect.arrayContaining(items.map((_, item) => ({ item }))));
});

test('an item with nothing in it is for a person to look at, and a hint says so', async () => {
	const { outputs, hints } = await check([wang, {}, { 姓名: '  ' }]);
	expect(outputs[2]).toMatchObject([
		{ duplicate: { outcome: 'notChecked' } },
		{ duplicate: { outcome: 'notChecked' } },
	]);
	expect(hints('leadDedupe').map(({ message }) => message)).toEqual([
		expect.stringContaining('2 of 3 items hold nothing to compare'),
	]);
});

test('compares only the fields that are listed, also inside objects', async () => {
	const items = [
		{ code: 'A-1001', detail: { title: 'Blue chair' }, price: 10 },
		{ code: 'A-1001', detail: { title: 'Blue chair' }, price: 99 },
		{ code: 'B-2002', detail: { title: 'Red table' }, price: 10 },
	];
	const fieldsToCompare = {
		field: [
			{ from: 'code', kind: 'id' },
			{ from: 'detail.title', kind: 'text' },
		],
	};
	const { outputs, error } = await check(items, { mapping: 'listed', fieldsToCompare });
	expect(error).toBeUndefined();
	expect(outputs[0].map(({ price, code }) => [code, price])).toEqual([
		['A-1001', 10],
		['B-2002', 10],
	]);
	expect(outputs[1]).toMatchObject([{ price: 99 }]);
});

test('what is equal in all fields is one, whatever it is about', async () => {
	const { outputs, error } = await check([{ colour: 'Blue' }, { colour: ' blue' }]);
	expect(error).toBeUndefined();
	expect(outputs[0]).toHaveLength(1);
	expect(outputs[1]).toMatchObject([
		{ duplicate: { matches: [{ item: 0, parts: [{ level: 'equal in all fields' }] }] } },
	]);
});

test('Identity Only asks for the same key, also of what is equal', async () => {
	const items = [{ name: '王伟' }, { name: '王伟' }, li, { ...li, 姓名: 'L' }];
	const { outputs } = await check(items, { preset: 'identityOnly' });
	expect(outputs.map((output) => output.length)).toEqual([3, 1, 0]);
});

test('a thousand items with five hundred people', async () => {
	const people = Array.from({ length: 500 }, (_, index) => ({
		name: `Person${index} Number${index}`,
		company: `Company ${index} Ltd`,
		email: `person${index}@company${index}.example.com`,
	}));
	const { outputs, error } = await check([...people, ...people]);
	expect(error).toBeUndefined();
	expect(outputs.map((items) => items.length)).toEqual([500, 500, 0]);
});

test('leads out of the store are compared by what they say, not by ID and dates', async () => {
	const { outputs: captured } = await runNode(
		'leadCapture',
		{ operation: 'capture', onDuplicate: 'createAnyway' },
		[wang, { ...wang, 职位: '经理' }, li],
	);
	const { outputs } = await check(captured[0]);
	expect(outputs.map((items) => items.length)).toEqual([2, 1, 0]);
});

test('IDs only: no evidence, no other records', async () => {
	const { outputs } = await check([wang, wangAgain], { options: { matches: 'ids' } });
	expect(outputs[1][0].duplicate).toMatchObject({
		matches: [{ entityType: 'item', item: 0, probability: expect.any(Number) }],
	});
	expect(JSON.stringify(outputs[1][0].duplicate)).not.toContain('parts');
});

describe('without a store', () => {
	const { EXECUTIONS_MODE } = process.env;
	beforeAll(() => {
		process.env.EXECUTIONS_MODE = 'queue';
	});
	afterAll(() => {
		if (EXECUTIONS_MODE === undefined) delete process.env.EXECUTIONS_MODE;
		else process.env.EXECUTIONS_MODE = EXECUTIONS_MODE;
	});

	test('it works where no store can be opened', async () => {
		const { outputs, error } = await check([wang, wangAgain]);
		expect(error).toBeUndefined();
		expect(outputs[1]).toHaveLength(1);
		const stored = await onLeadDedupe('lead.check', { scope: 'store' }, [wang]);
		expect(stored.error?.message).toContain('queue mode');
	});
});
