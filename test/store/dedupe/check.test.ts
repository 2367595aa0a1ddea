import { captureLeads } from '../../../leads/capture/capture';
import { checkLeads, type CheckOptions, type CheckResult } from '../../../leads/dedupe/check';
import type { LeadFieldValues } from '../../../leads/model/lead';
import { openReviewPairs } from '../../../leads/store/leads/reviewPairs';
import { write } from '../../../leads/store/step';
import type { LeadStore } from '../../../leads/store/store';
import { storeEngines } from '../../environment/engines';
import { actorOf, freshStores } from '../freshStores';
import { addMember, captured, captureOne, leadOf } from '../leads/captured';
import { rowCounts } from '../leads/integrity';

const wang: LeadFieldValues = {
	name: '王建国',
	company: '上海智云科技有限公司',
	mobile: '13800138000',
	email: 'wang@zhiyun-example.com',
};
const likeHim: LeadFieldValues = { name: '王建国', company: '智云科技' };

async function check(
	store: LeadStore,
	fields: LeadFieldValues,
	more: Partial<CheckOptions> & { id?: string; test?: boolean } = {},
): Promise<CheckResult> {
	const { id, test, ...options } = more;
	const input = { fields, ...(id ? { id } : {}), ...(test ? { test } : {}) };
	const [result] = await store.read(
		checkLeads([input], { preset: 'leadflow', node: 'Test', ...options }),
	);
	return result;
}

function sumOf({ matches: [best] }: CheckResult): number {
	return best.parts.reduce((sum, { bits }) => sum + bits, 0);
}

describe.each(storeEngines())('a check on $name', (engine) => {
	const fresh = freshStores(engine);

	it('finds who has a key, whatever else differs, and changes nothing', async () => {
		const { store } = await fresh();
		const known = await leadOf(store, wang);
		const before = await rowCounts(store);
		const result = await check(store, { name: '王先生', mobile: '0086 138-0013-8000' });
		expect(result.outcome).toBe('duplicate');
		expect(result.matches).toMatchObject([{ entityType: 'lead', id: known.id, by: 'mobile' }]);
		expect(result.matches[0].lead).toMatchObject({ id: known.id, name: '王建国' });
		expect(result.matches[0].probability).toBeGreaterThan(0.95);
		expect(sumOf(result)).toBeCloseTo(result.matches[0].bits, 6);
		expect(await rowCounts(store)).toEqual(before);
	});

	it('finds who is alike, and says why without a value', async () => {
		const { store } = await fresh();
		const known = await leadOf(store, wang);
		const result = await check(store, likeHim);
		expect(result.outcome).toBe('duplicate');
		expect(result.matches[0].id).toBe(known.id);
		expect(sumOf(result)).toBeCloseTo(result.matches[0].bits, 6);
		expect(result.decision.reasons[0].code).toBe('similarLead');
		expect(JSON.stringify(result.decision)).not.toContain('智云');
	});

	it('obeys its thresholds', async () => {
		const { store } = await fresh();
		await captureOne(store, wang);
		const { bits } = (await check(store, likeHim)).matches[0];
		expect((await check(store, likeHim, { certainAt: bits + 1 })).outcome).toBe('review');
		const strict = await check(store, likeHim, { certainAt: bits + 2, reviewAt: bits + 1 });
		expect(strict).toMatchObject({ outcome: 'unique', matches: [] });
		const [reason] = strict.decision.reasons;
		expect(reason.code).toBe('nobodyAlike');
	});

	it('says what a capture would do', async () => {
		const people: LeadFieldValues[] = [
			{ name: '王先生', mobile: '13800138000' },
			likeHim,
			{ name: 'Jianguo Wang', company: 'Zhiyun Technology' },
			{ name: '王建国', company: '华新贸易' },
			{ name: '李娜', email: 'wang@zhiyun-example.com' },
			{ name: '李娜', company: '上海智云科技有限公司' },
			{ name: '张伟', email: 'zhang@other-example.com' },
			{},
		];
		for (const fields of people) {
			const { store } = await fresh();
			await captureOne(store, wang);
			const { outcome } = await check(store, fields);
			const result = await captureOne(store, fields, { similar: 'attach', validation: 'off' });
			const codes = result.decision.reasons.map(({ code }) => code);
			const captured =
				result.outcome !== 'created'
					? 'duplicate'
					: codes.includes('similarLead')
						? 'review'
						: 'unique';
			expect([fields, outcome]).toEqual([fields, captured]);
		}
	});

	it('leaves the lead itself out, and who was declared to be somebody else', async () => {
		const { store } = await fresh();
		const known = await leadOf(store, wang);
		const other = await leadOf(store, likeHim, { similar: 'ignore', validation: 'off' });
		const result = await check(store, likeHim, { id: other.id });
		expect(result.matches.map(({ id }) => id)).toEqual([known.id]);
		await store.run(function* (context) {
			const pair = { kind: 'duplicate', leftId: known.id, rightId: other.id, reasons: [] };
			yield* openReviewPairs(context, [pair]);
			yield* write(
				context.db
					.updateTable('review_pairs')
					.set({ state: 'different' })
					.where('workspace_id', '=', context.workspaceId),
			);
		});
		expect(await check(store, likeHim, { id: other.id })).toMatchObject({
			outcome: 'unique',
			matches: [],
		});
	});

	it('tells of a lead of somebody else only that there is one', async () => {
		const { store } = await fresh();
		const [mine, yours] = [await addMember(store), await addMember(store)];
		const known = await leadOf(store, wang, {}, { ownerId: yours });
		const own = store.as(actorOf('member', { kind: 'own', memberId: mine }));
		for (const fields of [{ mobile: '13800138000' }, likeHim]) {
			const result = await check(own, fields);
			expect(result.outcome).toBe('duplicate');
			expect(result.matches).toMatchObject([{ entityType: 'lead', id: '', parts: [] }]);
			expect(JSON.stringify(result)).not.toContain(known.id);
			expect(JSON.stringify(result)).not.toContain('王建国');
		}
	});

	it('shows leads as the actor may see them', async () => {
		const { store } = await fresh();
		await captureOne(store, wang);
		const masked = store.as(actorOf('member', { kind: 'all' }, { mobile: 'masked' }));
		const { matches } = await check(masked, likeHim);
		expect(matches[0].lead?.mobile).not.toContain('13800138000');
	});

	it('keeps test leads and real ones apart', async () => {
		const { store } = await fresh();
		await captureOne(store, wang, {}, { test: true });
		expect((await check(store, wang)).outcome).toBe('unique');
		expect((await check(store, wang, { test: true })).outcome).toBe('duplicate');
	});

	it.each([
		['identityOnly', { mobile: '13800138000' }, 'duplicate'],
		['identityOnly', likeHim, 'unique'],
		['zoho', { email: 'wang@zhiyun-example.com' }, 'duplicate'],
		['zoho', likeHim, 'unique'],
		['salesforce', { name: '王建国', email: 'wang@zhiyun-example.com' }, 'duplicate'],
		['salesforce', { name: '李娜', email: 'wang@zhiyun-example.com' }, 'unique'],
	] as const)('judges by the rules of %s: %j is %s', async (preset, fields, outcome) => {
		const { store } = await fresh();
		await captureOne(store, wang);
		expect((await check(store, fields, { preset })).outcome).toBe(outcome);
	});

	it.each([
		['zoho', { email: 'Info@zhiyun-example.com' }, 'duplicate'],
		['zoho', { phone: '021-5555 0100' }, 'duplicate'],
		['salesforce', { name: '王建国', email: 'info@zhiyun-example.com' }, 'duplicate'],
		['identityOnly', { email: 'info@zhiyun-example.com' }, 'unique'],
		['leadflow', { email: 'info@zhiyun-example.com' }, 'unique'],
	] as const)('%s with what is nobody’s own: %j is %s', async (preset, fields, outcome) => {
		const { store } = await fresh();
		const company = { email: 'info@zhiyun-example.com', phone: '+86 21 5555 0100' };
		const known = await leadOf(store, { name: '王建国', company: '智云科技', ...company });
		const found = await check(store, fields, { preset });
		expect(found.outcome).toBe(outcome);
		expect(found.matches.map(({ id }) => id)).toEqual(outcome === 'duplicate' ? [known.id] : []);
		expect((await check(store, fields, { preset, test: true })).outcome).toBe('unique');
		expect((await check(store, fields, { preset, id: known.id })).outcome).toBe('unique');
	});

	it('finds by identity who was made beside the one that has the key', async () => {
		const { store } = await fresh();
		const first = await leadOf(store, wang);
		const second = await leadOf(store, wang, { onDuplicate: 'createAnyway' });
		expect(second.id).not.toBe(first.id);
		const { matches } = await check(store, wang, { preset: 'identityOnly', id: first.id });
		expect(matches.map(({ id }) => id)).toEqual([second.id]);
	});

	it('says when so many have an address that not all were judged', async () => {
		const { store } = await fresh();
		const email = 'info@zhiyun-example.com';
		const many = Array.from({ length: 101 }, (_, index) => ({ name: `Person ${index}`, email }));
		await captureLeads(
			store,
			many.map((fields) => captured(fields)),
		);
		const { cut, matches, outcome } = await check(store, { email }, { preset: 'zoho' });
		expect({ cut, outcome, found: matches.length }).toEqual({
			cut: ['mailbox'],
			outcome: 'duplicate',
			found: 10,
		});
	});

	it('takes any number, in their order', async () => {
		const { store } = await fresh();
		await captureOne(store, wang);
		const inputs = Array.from({ length: 130 }, (_, index) => ({
			fields: index % 3 === 0 ? likeHim : { name: '张伟', email: `z${index}@other-example.com` },
		}));
		const results = await store.read(checkLeads(inputs, { preset: 'leadflow', node: 'Test' }));
		expect(results.map(({ outcome }) => outcome)).toEqual(
			inputs.map((_, index) => (index % 3 === 0 ? 'duplicate' : 'unique')),
		);
	});
});
