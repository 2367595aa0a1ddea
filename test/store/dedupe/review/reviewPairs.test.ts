import { join } from 'node:path';
import { mergeLeads } from '../../../../leads/dedupe/merge/mergeLeads';
import { decidePair, reopenPair } from '../../../../leads/dedupe/review/decidePair';
import {
	countOpenPairs,
	findReviewPairs,
	getReviewPair,
} from '../../../../leads/dedupe/review/findReviewPairs';
import { cursorAfter } from '../../../../leads/dedupe/review/pairOrder';
import type { ReviewPairView } from '../../../../leads/dedupe/review/pairView';
import { vetoesAmong } from '../../../../leads/dedupe/review/vetoes';
import { findEvents } from '../../../../leads/store/eventLog';
import { deleteLead } from '../../../../leads/store/leads/deleteLeads';
import { getLead } from '../../../../leads/store/leads/getLead';
import { openReviewPairs, type ReviewPair } from '../../../../leads/store/leads/reviewPairs';
import type { LeadStore } from '../../../../leads/store/store';
import { storeEngines } from '../../../environment/engines';
import { runProcesses } from '../../../environment/process.mjs';
import { actorOf, freshStores } from '../../freshStores';
import { rowsOf } from '../../leads/integrity';
import { person } from '../../leads/people';
import { plantLeads } from '../plantLeads';

const node = 'Lead Dedupe';
const different = { verdict: 'different' } as const;
const merge = { verdict: 'merge', merge: { masterRule: 'oldest' } } as const;
const member = '00000000-0000-7000-8000-000000000001';
const parts = [
	{ feature: 'prior', fields: [], level: 'any two', bits: -13 },
	{ feature: 'person', fields: ['name'], level: 'same name', bits: 16 },
];
const people = (count: number, from = 0) =>
	Array.from({ length: count }, (_, index) => person(from + index));

async function open(
	store: LeadStore,
	couples: ReadonlyArray<readonly [string, string]>,
	more: Partial<ReviewPair> = {},
): Promise<number> {
	return await store.run((context) =>
		openReviewPairs(
			context,
			couples.map(([leftId, rightId]) => ({
				kind: 'duplicate',
				leftId,
				rightId,
				reasons: [{ code: 'alike', text: 'Both are alike' }],
				...more,
			})),
		),
	);
}

async function pairs(store: LeadStore, states?: Array<'open' | 'merged' | 'different'>) {
	return (await store.read(findReviewPairs({ states }))).entries;
}

describe.each(storeEngines())('review pairs on $name', (engine) => {
	const fresh = freshStores(engine);

	it('show both leads, why, and how sure the engine is', async () => {
		const { store } = await fresh();
		const [a, b] = await plantLeads(store, people(2));
		expect(await open(store, [[b, a]], { bits: 3, parts })).toBe(1);
		const [pair] = await pairs(store);
		expect(pair).toMatchObject({
			kind: 'duplicate',
			state: 'open',
			left: { id: a, name: person(0).name },
			right: { id: b, name: person(1).name },
			bits: 3,
			probability: 8 / 9,
			parts,
			reasons: [{ code: 'alike' }],
		});
		expect(await store.read(getReviewPair(pair.id))).toEqual(pair);
		await expect(store.read(getReviewPair(a))).rejects.toMatchObject({ code: 'NOT_FOUND' });
	});

	it('are paged, filtered by kind and lead, and counted', async () => {
		const { store } = await fresh();
		const [a, b, c, d] = await plantLeads(store, people(4));
		await open(store, [
			[a, b],
			[c, d],
		]);
		await open(store, [[b, c]], { kind: 'conflictingKeys' });
		const one = await store.read(findReviewPairs({ limit: 2 }));
		expect(one.entries).toHaveLength(2);
		const two = await store.read(findReviewPairs({ limit: 2, after: one.nextCursor }));
		expect(two.entries).toHaveLength(1);
		expect(two.nextCursor).toBeUndefined();
		const ids = [...one.entries, ...two.entries].map(({ id }) => id);
		expect(new Set(ids).size).toBe(3);
		const ofKind = await store.read(findReviewPairs({ kinds: ['conflictingKeys'] }));
		expect(ofKind.entries.map(({ left, right }) => [left.id, right.id])).toEqual([[b, c]]);
		const ofLead = await store.read(findReviewPairs({ leadId: c }));
		expect(ofLead.entries).toHaveLength(2);
		expect(await store.read(countOpenPairs())).toEqual({ count: 3, more: false });
		expect(await store.read(countOpenPairs(2))).toEqual({ count: 2, more: true });
	});

	it('come the surest first on demand, page by page, and last those that nobody weighed', async () => {
		const { store } = await fresh();
		const ids = await plantLeads(store, people(9));
		const bits = [3, undefined, 7.25, -0.1, 3, undefined, 1e-7, 1 / 3];
		for (const [index, sure] of bits.entries()) {
			await open(store, [[ids[index], ids[8]]], sure === undefined ? {} : { bits: sure });
		}
		const found: ReviewPairView[] = [];
		let after: string | undefined;
		do {
			const page = await store.read(findReviewPairs({ order: 'surest', limit: 1, after }));
			found.push(...page.entries);
			expect(page.nextCursor).toEqual(
				found.length < bits.length ? cursorAfter(found[found.length - 1], 'surest') : undefined,
			);
			after = page.nextCursor;
		} while (after !== undefined && found.length < 20);
		expect(found.map((pair) => ids.indexOf(pair.left.id))).toEqual([2, 0, 4, 7, 6, 3, 1, 5]);
		const whole = await store.read(findReviewPairs({ order: 'surest' }));
		expect(whole.entries).toEqual(found);
		for (const wrong of ['x', `x_${ids[0]}`, '3_x', `NaN_${ids[0]}`, ids[0]]) {
			await expect(
				store.read(findReviewPairs({ order: 'surest', after: wrong })),
			).rejects.toMatchObject({ code: 'INVALID_INPUT' });
		}
	});

	it('are hidden where the actor may not see one of the leads, or one is gone', async () => {
		const { store } = await fresh();
		const [a, b] = await plantLeads(store, people(2), { owner_id: member });
		const [c] = await plantLeads(store, people(1, 2));
		await open(store, [
			[a, b],
			[b, c],
		]);
		const own = store.as(
			actorOf('member', { kind: 'own', memberId: member }, { mobile: 'masked' }),
		);
		const seen = await pairs(own);
		expect(seen.map(({ left, right }) => [left.id, right.id])).toEqual([[a, b]]);
		expect(seen[0].left.mobile).toContain('****');
		expect(await own.read(countOpenPairs())).toEqual({ count: 1, more: false });
		const hidden = (await pairs(store)).find(({ right }) => right.id === c);
		expect(hidden).toBeDefined();
		const id = String(hidden?.id);
		await expect(own.read(getReviewPair(id))).rejects.toMatchObject({ code: 'NOT_FOUND' });
		await expect(own.run(decidePair(id, different, node))).rejects.toMatchObject({
			code: 'NOT_FOUND',
		});
		await store.run(deleteLead(a, node));
		expect(await pairs(own)).toEqual([]);
	});

	it('of others do not stand before those of a member, however many they are', async () => {
		const { store } = await fresh();
		const foreign = await plantLeads(store, people(66));
		const [a, b] = await plantLeads(store, people(2, 66), { owner_id: member });
		const couples = foreign.flatMap((one, index) =>
			foreign.slice(index + 1).map((other): [string, string] => [one, other]),
		);
		await open(store, couples);
		await open(store, [[a, b]]);
		const own = store.as(actorOf('member', { kind: 'own', memberId: member }));
		const page = await own.read(findReviewPairs());
		expect(page.entries.map(({ left, right }) => [left.id, right.id])).toEqual([[a, b]]);
		expect(page.nextCursor).toBeUndefined();
		expect(await own.read(countOpenPairs(9))).toEqual({ count: 1, more: false });
	});

	it('judged different stay so for every kind, and are never put up again', async () => {
		const { store } = await fresh();
		const [a, b] = await plantLeads(store, people(2));
		await open(store, [[a, b]]);
		await open(store, [[a, b]], { kind: 'conflictingKeys' });
		const [pair] = await pairs(store);
		const decided = await store.run(decidePair(pair.id, different, node));
		expect(decided).toMatchObject({ state: 'different', decidedBy: 'system' });
		expect(decided.decidedAt).toBeDefined();
		expect(await pairs(store)).toEqual([]);
		expect(await pairs(store, ['different'])).toHaveLength(2);
		for (const kind of ['duplicate', 'conflictingKeys', 'sharedKey']) {
			expect(await open(store, [[b, a]], { kind })).toBe(0);
		}
		expect(await store.read(vetoesAmong([a, b]))).toEqual([[a, b].sort()]);
		const { entries } = await store.read(findEvents({ types: ['lead.reviewed'] }));
		expect(entries).toMatchObject([
			{
				entityId: pair.id,
				actor: 'system',
				decision: { node, outcome: 'different' },
				payload: { leftId: a, rightId: b },
			},
		]);
		await expect(store.run(decidePair(pair.id, different, node))).rejects.toMatchObject({
			code: 'CONFLICT',
		});
	});

	it('can be taken back', async () => {
		const { store } = await fresh();
		const [a, b] = await plantLeads(store, people(2));
		await open(store, [[a, b]]);
		const [{ id }] = await pairs(store);
		await expect(store.run(reopenPair(id, node))).rejects.toMatchObject({ code: 'CONFLICT' });
		await store.run(decidePair(id, different, node));
		const again = await store.run(reopenPair(id, node));
		expect(again).toMatchObject({ id, state: 'open' });
		expect(again.decidedAt).toBeUndefined();
		expect(await store.read(vetoesAmong([a, b]))).toEqual([]);
		await store.run(decidePair(id, merge, node));
		const { entries } = await store.read(findEvents({ types: ['lead.reviewed'] }));
		expect(entries.map(({ version }) => version).sort()).toEqual([1, 2, 3]);
	});

	it('judged to be one are merged, and the pair says so', async () => {
		const { store } = await fresh();
		const [a, b] = await plantLeads(store, people(2));
		await open(store, [[a, b]]);
		await open(store, [[a, b]], { kind: 'conflictingKeys' });
		const [{ id }] = await pairs(store);
		const decided = await store.run(decidePair(id, merge, node));
		expect(decided).toMatchObject({ state: 'merged', left: { id: a }, right: { id: b } });
		expect(decided.right.mergedInto).toBe(a);
		expect((await store.read(getLead(b))).id).toBe(a);
		expect(await pairs(store)).toEqual([]);
		await expect(store.run(decidePair(id, different, node))).rejects.toMatchObject({
			code: 'CONFLICT',
		});
	});

	it('count for the lead that lives on, verdicts as well', async () => {
		const { store } = await fresh();
		const [a, b, c, d] = await plantLeads(store, people(4));
		await open(store, [
			[a, b],
			[b, c],
			[b, d],
		]);
		const waiting = await pairs(store);
		const withC = waiting.find(({ right }) => right.id === c);
		await store.run(decidePair(String(withC?.id), different, node));
		await store.run(mergeLeads({ ids: [a, b], masterRule: 'oldest' }, node));
		// What was said of B is said of A, in which B lives on; and once more down the line.
		expect(await store.read(vetoesAmong([a, c]))).toEqual([[a, c].sort()]);
		expect(await store.read(vetoesAmong([b, c]))).toEqual([[a, c].sort()]);
		expect((await pairs(store)).map(({ left, right }) => [left.id, right.id])).toEqual([[a, d]]);
		expect(await open(store, [[a, c]])).toBe(0);
		expect(await open(store, [[a, d]])).toBe(0);
		await store.run(mergeLeads({ ids: [a, d], masterRule: 'manual', masterId: d }, node));
		expect(await store.read(vetoesAmong([d, c]))).toEqual([[c, d].sort()]);
		expect(await pairs(store)).toEqual([]);
		await expect(
			store.run(mergeLeads({ ids: [d, c], masterRule: 'oldest' }, node)),
		).rejects.toMatchObject({ code: 'CONFLICT' });
	});

	it('a viewer decides nothing', async () => {
		const { store } = await fresh();
		const [a, b] = await plantLeads(store, people(2));
		await open(store, [[a, b]]);
		const [{ id }] = await pairs(store);
		const viewer = store.as(actorOf('viewer'));
		await expect(viewer.run(decidePair(id, different, node))).rejects.toMatchObject({
			code: 'FORBIDDEN',
		});
		await expect(viewer.run(reopenPair(id, node))).rejects.toMatchObject({ code: 'FORBIDDEN' });
	});

	it('are decided once by eight who decide at the same moment', async () => {
		const { store, config } = await fresh();
		const ids = await plantLeads(store, people(20));
		const couples = ids.flatMap(
			(id, index): Array<[string, string]> => (index % 2 === 0 ? [[id, ids[index + 1]]] : []),
		);
		await open(store, couples);
		const waiting = (await pairs(store)).map(({ id }) => id);
		const answers = (await runProcesses(
			join(__dirname, '..', 'processes', 'decide.process.ts'),
			Array.from({ length: 8 }, (_, index) => ({ config, index, ids: waiting })),
		)) as Array<Record<string, string>>;
		for (const id of waiting) {
			const said = answers.map((answer) => answer[id]);
			expect(said.filter((one) => one !== 'CONFLICT')).toHaveLength(1);
		}
		const merged = answers
			.flatMap((answer) => Object.values(answer))
			.filter((one) => one === 'merged');
		expect(await rowsOf(store, 'merges')).toHaveLength(merged.length);
		expect(await pairs(store, ['merged'])).toHaveLength(merged.length);
		expect(await pairs(store, ['different'])).toHaveLength(waiting.length - merged.length);
	});
});
