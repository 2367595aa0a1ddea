import { checkLeads, type CheckResult } from '../../../leads/dedupe/check';
import { evaluatePairs } from '../../../leads/dedupe/evaluate';
import { explainFields, explainLeads } from '../../../leads/dedupe/explain';
import { mergeLeads } from '../../../leads/dedupe/merge/mergeLeads';
import { decidePair } from '../../../leads/dedupe/review/decidePair';
import { findReviewPairs } from '../../../leads/dedupe/review/findReviewPairs';
import {
	activateWeights,
	findWeights,
	resetWeights,
	runTraining,
	startTraining,
	type TrainResult,
} from '../../../leads/dedupe/train/train';
import type { LeadFieldValues } from '../../../leads/model/lead';
import { recountFrequencies } from '../../../leads/store/leads/matchUpkeep';
import { keepWeights, readActiveWeights } from '../../../leads/store/leads/matchWeights';
import { openReviewPairs } from '../../../leads/store/leads/reviewPairs';
import type { LeadStore } from '../../../leads/store/store';
import { storeEngines } from '../../environment/engines';
import { actorOf, freshStores } from '../freshStores';
import { generatedLeads } from './generatedLeads';
import { plantLeads } from './plantLeads';

const node = 'Lead Dedupe';
const company = '上海智云科技有限公司';
const people = [
	{ name: '王小伟', company, mobile: '13800138000', email: 'wang.xiaowei@example.com' },
	{ name: 'Wang Xiaowei', company: '智云科技', email: 'wang.xiaowei@example.com' },
	{ name: '张丽华', company, email: 'zhang.lihua@example.com' },
	{ name: '李思思', company: '北京远山文化传媒有限公司', mobile: '13900139000' },
];

function weights(m: number) {
	return {
		weights: { features: { person: { 'same name': { m, u: 0.001 } } } },
		trainedAt: 0,
		trainedBy: 'system',
		leads: 1000,
		pairs: 5000,
	};
}

describe.each(storeEngines(['pgbouncer', 'serializable']))(
	'the engine explains itself on $name',
	(engine) => {
		const fresh = freshStores(engine);

		it('keeps each version of weights that are learned at the same time', async () => {
			const { store } = await fresh();
			const shares = [0.5, 0.6, 0.7, 0.8];
			const kept = await Promise.all(
				shares.map(async (m) => await store.run((context) => keepWeights(context, weights(m)))),
			);
			expect(kept.map(({ version }) => version).sort()).toEqual([1, 2, 3, 4]);
			const known = await store.read(findWeights());
			expect(known.map(({ version }) => version)).toEqual([4, 3, 2, 1]);
		});

		it('why two leads are one, in parts that add up', async () => {
			const { store } = await fresh();
			const [a, b, c] = await plantLeads(store, people);
			const same = await store.read(explainLeads(a, b));
			expect(same).toMatchObject({ leftId: a, rightId: b, decision: 'certain', vetoed: false });
			expect(same.sharedKeys).toEqual(['email']);
			expect(same.parts.reduce((sum, { bits }) => sum + bits, 0)).toBeCloseTo(same.bits, 9);
			expect(same.probability).toBeCloseTo(1 / (1 + 2 ** -same.bits), 9);
			expect(await store.read(explainLeads(b, a))).toMatchObject({ bits: same.bits });
			const colleagues = await store.read(explainLeads(a, c));
			expect(colleagues).toMatchObject({ decision: 'unlikely', sharedKeys: [] });
			expect(colleagues.bits).toBeLessThan(0);
		});

		it('says where somebody declared otherwise', async () => {
			const { store } = await fresh();
			const [a, b, c] = await plantLeads(store, people);
			await store.run((context) =>
				openReviewPairs(context, [{ kind: 'duplicate', leftId: a, rightId: b, reasons: [] }]),
			);
			const [pair] = (await store.read(findReviewPairs())).entries;
			await store.run(decidePair(pair.id, { verdict: 'different' }, node));
			const vetoed = { decision: 'different', vetoed: true };
			expect(await store.read(explainLeads(a, b))).toMatchObject(vetoed);
			await store.run(mergeLeads({ ids: [b, c], masterRule: 'manual', masterId: c }, node));
			expect(await store.read(explainLeads(a, b))).toMatchObject({ rightId: c, ...vetoed });
		});

		it('compares what is typed in as if it were stored', async () => {
			const { store } = await fresh();
			const [a, b] = await plantLeads(store, people);
			const stored = await store.read(explainLeads(a, b));
			const typed = await store.read(explainFields(people[0], people[1]));
			expect(typed).toMatchObject({ decision: 'certain', sharedKeys: ['email'] });
			expect(typed.bits).toBeCloseTo(stored.bits, 6);
		});

		it('weighs alike who is looked for alone, among many, and who is explained', async () => {
			const { store } = await fresh();
			const names = ['王小伟', 'Wang Xiaowei', '王小玮', '李思思', '李思', 'Wang X.'];
			const companies = [company, '智云科技', '上海智云信息科技', '北京远山文化传媒有限公司'];
			const leads = names.flatMap((name, row) =>
				companies.map((at, column) => ({
					name,
					company: at,
					title: ['销售经理', '总监'][(row + column) % 2],
					email: `mail${row}${column}@${['zhiyun', 'yuanshan'][column % 2]}-example.com`,
				})),
			);
			await plantLeads(store, [...leads, ...leads.filter((_, index) => index % 3 === 0)]);
			await recountFrequencies(store);
			const options = { preset: 'leadflow', node, reviewAt: 0 } as const;
			const check = async (some: typeof leads): Promise<CheckResult[]> =>
				await store.read(
					checkLeads(
						some.map((fields) => ({ fields })),
						options,
					),
				);
			const together = await check(leads);
			let compared = 0;
			for (const [index, fields] of leads.entries()) {
				const [alone] = await check([fields]);
				expect(alone.matches).toEqual(together[index].matches);
				for (const { lead, bits } of alone.matches) {
					const { name, company: at, title, email } = lead as LeadFieldValues;
					const explained = await store.read(
						explainFields(fields, { name, company: at, title, email }),
					);
					expect(bits).toBeCloseTo(explained.bits, 9);
					compared += 1;
				}
			}
			expect(compared).toBeGreaterThan(leads.length);
		});

		it('knows no pair of one lead, and no lead that is hidden', async () => {
			const { store } = await fresh();
			const [a, b] = await plantLeads(store, people);
			await expect(store.read(explainLeads(a, a))).rejects.toMatchObject({ code: 'INVALID_INPUT' });
			const memberId = '00000000-0000-7000-8000-000000000001';
			const other = store.as(actorOf('member', { kind: 'own', memberId }));
			await expect(other.read(explainLeads(a, b))).rejects.toMatchObject({ code: 'NOT_FOUND' });
		});

		it('measures itself against what a person said', async () => {
			const { store } = await fresh();
			const [a, b, c, d] = await plantLeads(store, people);
			const labels = [
				{ leftId: a, rightId: b, same: true },
				{ leftId: a, rightId: c, same: false },
				{ leftId: a, rightId: d, same: true },
				{ leftId: a, rightId: a, same: true },
			];
			const measured = await evaluatePairs(store, labels);
			expect(measured).toMatchObject({ pairs: 3, skipped: 1, precision: 1, recall: 0.5 });
			expect(measured).toMatchObject({ truePositives: 1, falseNegatives: 1, trueNegatives: 1 });
			expect(measured.mistakes).toMatchObject([{ left: a, right: d, same: true }]);
			const twenty = Array.from({ length: 20 }, () => labels).flat();
			let turns = 0;
			const other = setInterval(() => (turns += 1), 0);
			expect(await evaluatePairs(store, twenty)).toMatchObject({ pairs: 60, skipped: 20 });
			clearInterval(other);
			expect(turns).toBeGreaterThanOrEqual(1);
			const rates = measured.byThreshold.map(({ recall }) => recall);
			expect([...rates].sort((one, other) => other - one)).toEqual(rates);
			expect(measured.byThreshold.find(({ bits }) => bits === measured.bestAt)?.f1).toBe(
				Math.max(...measured.byThreshold.map(({ f1 }) => f1)),
			);
			await expect(evaluatePairs(store, labels.slice(3))).rejects.toMatchObject({
				code: 'INVALID_INPUT',
			});
		});
	},
);

describe.each(storeEngines(['pgbouncer', 'serializable']))('weights on $name', (engine) => {
	const fresh = freshStores(engine);
	const active = async (store: LeadStore) => await store.read(readActiveWeights);

	it('are the shipped ones until the store has learned', async () => {
		const { store } = await fresh();
		expect(await active(store)).toBeUndefined();
		expect(await store.read(findWeights())).toEqual([]);
		await plantLeads(store, people);
		await expect(store.run(startTraining(node))).rejects.toMatchObject({
			code: 'CONFLICT',
			message: 'Too few leads to learn from: 4 of 1,000',
		});
		const manager = store.as(actorOf('manager'));
		for (const refused of [startTraining(node), resetWeights(), activateWeights(1)]) {
			await expect(manager.run<unknown>(refused)).rejects.toMatchObject({ code: 'FORBIDDEN' });
		}
	});

	it('are kept in five versions, of which one is in use', async () => {
		const { store } = await fresh();
		for (let m = 1; m <= 6; m += 1) {
			await store.run((context) => keepWeights(context, weights(m / 10)));
		}
		const kept = await store.read(findWeights());
		expect(kept.map(({ version }) => version)).toEqual([6, 5, 4, 3, 2]);
		expect(kept.map((one) => one.active)).toEqual([true, false, false, false, false]);
		expect(await active(store)).toEqual(weights(0.6).weights);
		await store.run(activateWeights(3));
		expect(await active(store)).toEqual(weights(0.3).weights);
		await expect(store.run(activateWeights(1))).rejects.toMatchObject({ code: 'NOT_FOUND' });
		expect((await store.run(resetWeights())).some((one) => one.active)).toBe(false);
		expect(await active(store)).toBeUndefined();
		expect((await store.run((context) => keepWeights(context, weights(0.7)))).version).toBe(7);
	});

	it('decide what a pair is worth', async () => {
		const { store } = await fresh();
		const twins = [people[0], { ...people[0], mobile: undefined, email: undefined }];
		const [a, b] = await plantLeads(store, twins);
		const before = await store.read(explainLeads(a, b));
		await store.run((context) => keepWeights(context, weights(0.001)));
		const after = await store.read(explainLeads(a, b));
		expect(after.bits).toBeLessThan(before.bits - 1);
		await store.run(resetWeights());
		expect((await store.read(explainLeads(a, b))).bits).toBeCloseTo(before.bits, 9);
	});

	it('are learned from the leads of the store, without the prior, and told in the log', async () => {
		const { store } = await fresh();
		const leads = await generatedLeads(1000, 3);
		await plantLeads(
			store,
			leads.map(({ fields }) => fields),
		);
		const job = await store.run(startTraining(node));
		const ended = await runTraining(store, job.id);
		expect(ended).toMatchObject({ state: 'done', result: { version: 1, leads: 1000 } });
		expect((ended.result as TrainResult).matches).toBeGreaterThan(50);
		const learned = await active(store);
		expect(Object.keys(learned?.features ?? {})).toContain('person');
		expect(learned?.prior).toBeUndefined();
	});

	it('are not learned where there are no duplicates', async () => {
		const { store } = await fresh();
		const strangers = Array.from({ length: 1000 }, (_, index) => ({
			company: `Example ${index}`,
			email: `stranger.${index}@example${index}.com`,
		}));
		await plantLeads(store, strangers);
		const job = await store.run(startTraining(node));
		const ended = await runTraining(store, job.id);
		expect(ended.state).toBe('failed');
		expect(ended.error).toContain('Too few duplicates to learn from');
		expect(await active(store)).toBeUndefined();
	});
});
