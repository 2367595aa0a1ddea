import { findAllClusters } from '../../../../leads/dedupe/findAll/findAllClusters';
import {
	findAllSummary,
	startFindAll,
	type FindAllRequest,
	type FindAllSummary,
} from '../../../../leads/dedupe/findAll/findAllJob';
import { runFindAll } from '../../../../leads/dedupe/findAll/runFindAll';
import { findAllHandler } from '../../../../leads/dedupe/findAll/findAllHandler';
import { readLeadsFor } from '../../../../leads/dedupe/findAll/readLeads';
import { sweepDedupe } from '../../../../leads/dedupe/sweepDedupe';
import { unmergeLead } from '../../../../leads/dedupe/merge/unmergeLead';
import { decidePair } from '../../../../leads/dedupe/review/decidePair';
import { findReviewPairs } from '../../../../leads/dedupe/review/findReviewPairs';
import type { RawLeadFields } from '../../../../leads/model/normalizeLead';
import { cancelJob, getJob } from '../../../../leads/store/jobs';
import { getLead } from '../../../../leads/store/leads/getLead';
import { openReviewPairs } from '../../../../leads/store/leads/reviewPairs';
import { updateLead } from '../../../../leads/store/leads/updateLead';
import { runJob } from '../../../../leads/store/runJob';
import type { LeadStore } from '../../../../leads/store/store';
import { countRows } from '../../../../leads/store/tableRows';
import { storeEngines } from '../../../environment/engines';
import { actorOf, freshStores } from '../../freshStores';
import { rowsOf } from '../../leads/integrity';
import { plantLeads } from '../plantLeads';

const node = 'Lead Dedupe';
const DAY = 24 * 60 * 60 * 1000;
const member = '00000000-0000-7000-8000-000000000001';
const company = '上海智云科技有限公司';

/** One person in three spellings: each has something of the other two. */
const wang: RawLeadFields[] = [
	{ name: '王小伟', company, mobile: '13800138000', email: 'wang.xiaowei@example.com' },
	{ name: 'Wang Xiaowei', company: '智云科技', email: 'Wang.Xiaowei@example.com' },
	{ name: '王小偉', company: '智雲科技', mobile: '+86 138-0013-8000' },
];
/** Probably one person: the name and the company, and nothing else. */
const li: RawLeadFields[] = [
	{ name: '李思思', company: '北京远山文化传媒有限公司', email: 'lisisi@example.com' },
	{ name: '李思思', company: '远山文化', mobile: '13900139000' },
];
const others: RawLeadFields[] = [
	{ name: '赵敏', company: '广州银河贸易有限公司', mobile: '13600136000' },
	{ name: 'John Smith', company: 'Example Ltd', email: 'john.smith@example.org' },
];

async function findAll(
	store: LeadStore,
	request: Partial<FindAllRequest> = {},
): Promise<FindAllSummary & { jobId: string; state: string }> {
	const job = await store.run(
		startFindAll({ preset: 'leadflow', apply: 'report', node, ...request }),
	);
	const ended = await runFindAll(store, job.id);
	return { ...findAllSummary(ended), jobId: job.id, state: ended.state };
}

async function openPairs(store: LeadStore): Promise<string[][]> {
	const { entries } = await store.read(findReviewPairs());
	return entries.map(({ left, right }) => [left.id, right.id].sort());
}

describe.each(storeEngines())('find all on $name', (engine) => {
	const fresh = freshStores(engine);

	it('tells what it found and why, and changes nothing', async () => {
		const { store } = await fresh();
		const ids = await plantLeads(store, [...wang, ...li, ...others]);
		const found = await findAll(store);
		expect(found).toMatchObject({ state: 'done', leads: 7, clusters: 2, duplicates: 3 });
		expect(found).toMatchObject({ merged: 0, reviewPairs: 0 });
		const { entries } = await store.read(findAllClusters(found.jobId));
		expect(entries.map(({ leadIds }) => leadIds)).toEqual([ids.slice(0, 3), ids.slice(3, 5)]);
		expect(entries.map(({ leads }) => leads.map(({ id }) => id))).toEqual([
			ids.slice(0, 3),
			ids.slice(3, 5),
		]);
		for (const { bits, probability, parts } of entries.flatMap(({ pairs }) => pairs)) {
			const sum = (parts ?? []).reduce((total, part) => total + part.bits, 0);
			expect(sum).toBeCloseTo(bits, 9);
			expect(probability).toBeCloseTo(1 / (1 + 2 ** -bits), 9);
		}
		expect(await store.read(countRows('review_pairs'))).toBe(0);
		expect(await store.read(countRows('merges'))).toBe(0);
	});

	it('lets n8n have its turn between two pages of leads, and looks for keys of both', async () => {
		const { store } = await fresh();
		const count = 450;
		const ids = await plantLeads(
			store,
			Array.from({ length: count }, (_, index) => ({
				wecomExternalUserId: `wmAAAA${index % 449}`,
			})),
		);
		let turns = 0;
		let next = setImmediate(function turn() {
			turns += 1;
			next = setImmediate(turn);
		});
		const { signal } = new AbortController();
		const read = await readLeadsFor(store, { most: 1000, withFields: false }, signal);
		clearImmediate(next);
		expect(read.ids).toEqual(ids);
		expect(read.identityPairs).toEqual([{ left: 0, right: 449, by: 'wecom', certain: true }]);
		expect(turns).toBeGreaterThanOrEqual(3);
	});

	it('gives its finds page by page', async () => {
		const { store } = await fresh();
		const ids = await plantLeads(store, [...wang, ...li]);
		const { jobId } = await findAll(store);
		const one = await store.read(findAllClusters(jobId, { limit: 1 }));
		expect(one).toMatchObject({ entries: [{ number: 1 }], nextCursor: '1' });
		const two = await store.read(findAllClusters(jobId, { limit: 1, after: one.nextCursor }));
		expect(two).toMatchObject({ entries: [{ number: 2, leadIds: ids.slice(3) }] });
		expect(two.nextCursor).toBeUndefined();
		expect((await store.read(findAllClusters(jobId, { kind: 'possible' }))).entries).toEqual([]);
		await expect(store.read(findAllClusters(jobId, { after: 'x' }))).rejects.toMatchObject({
			code: 'INVALID_INPUT',
		});
	});

	it('puts as many pairs up as it takes decisions, and none a second time', async () => {
		const { store } = await fresh();
		const ids = await plantLeads(store, [...wang, ...li, ...others]);
		expect(await findAll(store, { apply: 'review' })).toMatchObject({ reviewPairs: 3 });
		const open = await openPairs(store);
		expect(open).toHaveLength(3);
		expect(open).toContainEqual(ids.slice(3, 5));
		const again = await findAll(store, { apply: 'review' });
		expect(again).toMatchObject({ clusters: 2, reviewPairs: 0 });
		expect(await openPairs(store)).toEqual(open);
		const { entries } = await store.read(findAllClusters(again.jobId));
		expect(entries.map(({ outcome }) => outcome)).toEqual(['review', 'review']);
	});

	it('merges what is certain, puts up the rest, and has nothing left to do the next time', async () => {
		const { store } = await fresh();
		const ids = await plantLeads(store, [...wang, ...li, ...others]);
		const found = await findAll(store, { apply: 'merge', certainAt: 12 });
		expect(found).toMatchObject({ merged: 2, notMerged: 0, reviewPairs: 1 });
		const survivor = await store.read(getLead(ids[0]));
		expect((await store.read(getLead(ids[2]))).id).toBe(survivor.id);
		expect(survivor).toMatchObject({ mobile: '+8613800138000', email: 'wang.xiaowei@example.com' });
		expect(await openPairs(store)).toEqual([ids.slice(3, 5)]);
		const { entries } = await store.read(findAllClusters(found.jobId));
		expect(entries.map(({ outcome }) => outcome)).toEqual(['merged', 'review']);
		expect(entries[0].leads.map(({ id }) => id)).toEqual([ids[0]]);
		const again = await findAll(store, { apply: 'merge', certainAt: 12 });
		expect(again).toMatchObject({ leads: 5, clusters: 1, merged: 0, reviewPairs: 0 });
	});

	it('never joins who was declared different, through others either, nor asks again', async () => {
		const { store } = await fresh();
		const ids = await plantLeads(store, wang);
		const [first, , third] = ids;
		await store.run((context) =>
			openReviewPairs(context, [
				{ kind: 'conflictingKeys', leftId: first, rightId: third, reasons: [] },
			]),
		);
		const [pair] = (await store.read(findReviewPairs())).entries;
		await store.run(decidePair(pair.id, { verdict: 'different' }, node));
		const found = await findAll(store, { apply: 'merge' });
		expect(found).toMatchObject({ merged: 1 });
		const [one, other] = [await store.read(getLead(first)), await store.read(getLead(third))];
		expect(one.id).not.toBe(other.id);
		expect(await openPairs(store)).toEqual([]);
		const again = await findAll(store, { apply: 'merge' });
		expect(again).toMatchObject({ merged: 0, reviewPairs: 0 });
		expect((await store.read(getLead(first))).id).not.toBe((await store.read(getLead(third))).id);
	});

	it('leaves a cluster that is larger than its guard to a person', async () => {
		const { store } = await fresh();
		await plantLeads(store, wang);
		const found = await findAll(store, { apply: 'merge', mostLeads: 2 });
		expect(found).toMatchObject({ merged: 0 });
		expect(await openPairs(store)).not.toEqual([]);
	});

	it('looks again at leads that changed since they were looked at', async () => {
		const { store } = await fresh();
		const ids = await plantLeads(store, [...wang.slice(0, 2), ...others]);
		const job = await store.run(startFindAll({ preset: 'leadflow', apply: 'merge', node }));
		const stop = new AbortController();
		// Put down as soon as the finds are staged.
		await runJob(store, job.id, [findAllHandler()], {
			onProgress: () => stop.abort(),
			signal: stop.signal,
		});
		expect(await store.read(getJob(job.id))).toMatchObject({ state: 'open' });
		await store.run(
			updateLead(
				ids[1],
				{ fields: { name: 'Zhou Jun', company: 'Else Ltd', email: 'zhou.jun@example.org' } },
				{ node },
			),
		);
		const ended = await runFindAll(store, job.id);
		expect(findAllSummary(ended)).toMatchObject({ merged: 0, notMerged: 1 });
		expect((await store.read(getLead(ids[1]))).id).toBe(ids[1]);
	});

	it('goes on where a cluster cannot be merged', async () => {
		const { store } = await fresh();
		await plantLeads(store, wang.slice(0, 2));
		const ids = await plantLeads(store, [
			{ name: '孙丽丽', company: '杭州明德软件有限公司', mobile: '13700137000' },
			{ name: '孙丽丽', company: '明德软件', mobile: '13700137000' },
		]);
		const merge = { masterRule: 'manual' as const, masterId: ids[0] };
		const found = await findAll(store, { apply: 'merge', merge });
		expect(found).toMatchObject({ state: 'done', merged: 1, notMerged: 1, reviewPairs: 1 });
	});

	it('keeps test leads and real ones apart, and looks at what the actor sees only', async () => {
		const { store } = await fresh();
		const [real] = await plantLeads(store, wang.slice(0, 1), { owner_id: member });
		await plantLeads(store, wang.slice(1, 2), { test: true });
		await plantLeads(store, wang.slice(2));
		expect(await findAll(store)).toMatchObject({ leads: 2, clusters: 1 });
		expect(await findAll(store, { test: true })).toMatchObject({ leads: 1, clusters: 0 });
		const own = store.as(actorOf('member', { kind: 'own', memberId: member }));
		const found = await findAll(own);
		expect(found).toMatchObject({ leads: 1, clusters: 0 });
		expect((await own.read(getLead(real))).id).toBe(real);
	});

	it('stops when it is cancelled, and what it did stays', async () => {
		const { store } = await fresh();
		await plantLeads(store, [...wang, ...li]);
		const job = await store.run(startFindAll({ preset: 'leadflow', apply: 'merge', node }));
		const handler = findAllHandler();
		const ended = await runJob(
			store,
			job.id,
			[
				{
					...handler,
					// In the middle of the search: only the beat of the job notices.
					outside: async (own, running, signal) => {
						await store.run(cancelJob(job.id));
						await new Promise((resolve) => signal.addEventListener('abort', resolve));
						await handler.outside?.(own, running, signal);
					},
				},
			],
			{ leaseMs: 400 },
		);
		expect(ended.state).toBe('cancelled');
		expect(await store.read(countRows('found_clusters'))).toBe(0);
		expect(await store.read(countRows('merges'))).toBe(0);
		expect(await runFindAll(store, job.id)).toMatchObject({ state: 'cancelled' });
	});

	it('refuses thresholds that contradict each other', async () => {
		const { store } = await fresh();
		const request = { preset: 'leadflow', apply: 'merge', node } as const;
		await expect(
			store.run(startFindAll({ ...request, certainAt: 1, reviewAt: 2 })),
		).rejects.toMatchObject({ code: 'INVALID_INPUT', field: 'certainAt' });
		expect(await rowsOf(store, 'jobs')).toEqual([]);
	});

	it('takes two who share a channel ID for one, and a number of two families for nobody', async () => {
		const { store } = await fresh();
		const ids = await plantLeads(store, [
			{ name: '小王', wecomExternalUserId: 'wmAAAABBBB' },
			{ name: '王', wecomExternalUserId: 'wmAAAABBBB' },
			{ name: '周杰', mobile: '13500135000' },
			{ name: '吴越', mobile: '13500135000' },
		]);
		const found = await findAll(store, { preset: 'leadflow' });
		const { entries } = await store.read(findAllClusters(found.jobId));
		expect(entries.map(({ leadIds }) => leadIds)).toEqual([ids.slice(0, 2)]);
		expect(entries[0]).toMatchObject({ certain: true, pairs: [{ by: 'wecom' }] });
		expect(await findAll(store, { preset: 'identityOnly' })).toMatchObject({ clusters: 2 });
	});

	it('is taken up by whoever sweeps the store; finds are kept for thirty days', async () => {
		const { store, clock } = await fresh();
		await plantLeads(store, wang);
		const job = await store.run(startFindAll({ preset: 'leadflow', apply: 'report', node }));
		expect(await sweepDedupe(store)).toBe(1);
		expect(await store.read(getJob(job.id))).toMatchObject({ state: 'done' });
		clock.now += 29 * DAY;
		expect(await sweepDedupe(store)).toBe(0);
		expect(await store.read(countRows('found_clusters'))).toBe(1);
		clock.now += 2 * DAY;
		await sweepDedupe(store);
		expect(await store.read(countRows('found_clusters'))).toBe(0);
	});

	it('brings back what was merged, and does not merge it again', async () => {
		const { store } = await fresh();
		const ids = await plantLeads(store, wang.slice(0, 2));
		expect(await findAll(store, { apply: 'merge' })).toMatchObject({ merged: 1 });
		await store.run(unmergeLead({ leadId: ids[1], different: true }, node));
		expect(await findAll(store, { apply: 'merge' })).toMatchObject({ merged: 0, reviewPairs: 0 });
		expect((await store.read(getLead(ids[1]))).id).toBe(ids[1]);
	});
});
