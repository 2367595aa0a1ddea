import fc from 'fast-check';
import { captureLeads } from '../../../leads/capture/capture';
import type { CaptureOptions } from '../../../leads/capture/options';
import type { LeadFieldValues } from '../../../leads/model/lead';
import { deleteLead, restoreLead } from '../../../leads/store/leads/deleteLeads';
import { eraseLead } from '../../../leads/store/leads/eraseLead';
import { isMatchable, profileOfRow, storedMatchKeys } from '../../../leads/store/leads/matchKeys';
import { countedValues, countKey } from '../../../leads/store/leads/matchCounts';
import { matchHash } from '../../../leads/store/leads/matchHash';
import { pruneMatchLocks } from '../../../leads/store/leads/matchLocks';
import {
	indexMatchKeys,
	recountFrequencies,
	writeCounts,
} from '../../../leads/store/leads/matchUpkeep';
import { updateLead } from '../../../leads/store/leads/updateLead';
import { writeSetting } from '../../../leads/store/settings';
import { q, write } from '../../../leads/store/step';
import type { LeadStore } from '../../../leads/store/store';
import { storeEngines } from '../../environment/engines';
import { actorOf, freshStores } from '../freshStores';
import { addMember, captured, captureOne, codes, leadOf } from './captured';
import { rowsOf } from './integrity';

async function leadRows(store: LeadStore) {
	return await store.read((context) =>
		q(context.db.selectFrom('leads').selectAll().where('workspace_id', '=', context.workspaceId)),
	);
}

/** The keys that the leads of the store ought to have, and those they have. */
async function keysOf(store: LeadStore): Promise<{ wanted: string[]; kept: string[] }> {
	const wanted = (await leadRows(store))
		.filter(isMatchable)
		.flatMap((row) =>
			storedMatchKeys(profileOfRow(row), row.is_test === 1).map(({ hash }) => `${row.id} ${hash}`),
		);
	const kept = (await rowsOf(store, 'match_keys')).map((row) => `${row.lead_id} ${row.hash}`);
	return { wanted: wanted.sort(), kept: kept.sort() };
}

const wang: LeadFieldValues = {
	name: '王建国',
	company: '上海智云科技有限公司',
	mobile: '13800138000',
};
/** The same person: in Latin letters, the company short, nothing that identifies. */
const again: LeadFieldValues = {
	name: 'Jianguo WANG',
	company: 'Zhiyun Technology',
	phone: '+86 138 0013 8001',
	email: 'wang@zhiyun-example.com',
};
const likeHim: LeadFieldValues = { name: '王建国', company: '智云科技', title: '经理' };
const looks: Partial<CaptureOptions> = { validation: 'off' };

describe.each(storeEngines())('similar leads on $name', (engine) => {
	const fresh = freshStores(engine);

	describe('match keys', () => {
		it('follow whatever happens to a lead', async () => {
			const { store } = await fresh();
			const values = fc.constantFrom<LeadFieldValues[]>(
				wang,
				again,
				likeHim,
				{ name: '李娜', email: 'li.na@example.com', website: 'https://huaxin-example.com' },
				{
					name: 'Jane Roe',
					company: 'Acme Inc.',
					street: '12 Oak Street, Suite 4',
					city: 'Berlin',
				},
			);
			const step = fc.record({
				what: fc.constantFrom('capture', 'update', 'delete', 'restore', 'erase'),
				who: fc.nat(5),
				values,
			});
			await fc.assert(
				fc.asyncProperty(fc.array(step, { maxLength: 6 }), async (steps) => {
					for (const { what, who, values: fields } of steps) {
						const leads = await leadRows(store);
						const id = leads[leads.length - 1 - (who % Math.max(1, leads.length))]?.id ?? '';
						if (what === 'capture') await captureOne(store, fields, looks);
						const change =
							what === 'update'
								? store.run(updateLead(id, { fields }, { node: 'Test' }))
								: what === 'delete'
									? store.run(deleteLead(id, 'Test'))
									: what === 'restore'
										? store.run(restoreLead(id, 'Test'))
										: what === 'erase'
											? store.run(eraseLead(id, 'Test'))
											: undefined;
						await change?.catch(() => undefined);
					}
					const { wanted, kept } = await keysOf(store);
					expect(kept).toEqual(wanted);
				}),
				{ numRuns: 12 },
			);
		});

		it('are given to the leads of a store that was made before there were any', async () => {
			const { store } = await fresh();
			for (let index = 0; index < 5; index += 1) {
				await captureOne(store, { ...wang, name: `王建${index}`, mobile: `1380013800${index}` });
			}
			await store.run(function* (context) {
				yield* write(
					context.db.deleteFrom('match_keys').where('workspace_id', '=', context.workspaceId),
				);
				yield* write(
					context.db.deleteFrom('match_counts').where('workspace_id', '=', context.workspaceId),
				);
				yield* writeSetting(context, 'matching.unindexed', true);
			});
			expect(await indexMatchKeys(store)).toBe(true);
			const { wanted, kept } = await keysOf(store);
			expect(kept).toEqual(wanted);
			expect(kept.length).toBeGreaterThan(5);
			expect(await rowsOf(store, 'match_counts')).not.toEqual([]);
			const settings = (await rowsOf(store, 'meta')).map(({ key }) => key);
			expect(settings).not.toContain('setting.matching.unindexed');
		});

		it('of locks do not stay for ever', async () => {
			const { store, clock } = await fresh();
			await captureOne(store, wang);
			const locked = (await rowsOf(store, 'match_locks')).length;
			expect(locked > 0).toBe(store.engine.dialect === 'postgres');
			await store.run(pruneMatchLocks());
			expect(await rowsOf(store, 'match_locks')).toHaveLength(locked);
			clock.now += 2 * 60 * 60 * 1000;
			await store.run(pruneMatchLocks());
			expect(await rowsOf(store, 'match_locks')).toEqual([]);
		});
	});

	describe('a captured person who looks like a stored one', () => {
		it('is a new lead that is put up for review, with the reasons in bits', async () => {
			const { store } = await fresh();
			const known = await leadOf(store, wang);
			const result = await captureOne(store, likeHim, looks);
			expect(result.outcome).toBe('created');
			expect(codes(result)).toContain('similarLead');
			const [pair] = await rowsOf(store, 'review_pairs');
			expect(pair).toMatchObject({ kind: 'duplicate', state: 'open' });
			expect([pair.left_id, pair.right_id].sort()).toEqual([known.id, result.lead?.id].sort());
			const parts = pair.parts as Array<{ bits: number }>;
			expect(parts.reduce((sum, { bits }) => sum + bits, 0)).toBeCloseTo(Number(pair.bits), 6);
			expect(pair.bits).toBeGreaterThan(0);
			const told = JSON.stringify([result.decision, pair.reasons, parts]);
			for (const value of Object.values(wang)) expect(told).not.toContain(value);
		});

		it('is taken for them where the engine is certain and may', async () => {
			const { store } = await fresh();
			const known = await leadOf(store, wang);
			const result = await captureOne(store, likeHim, { ...looks, similar: 'attach' });
			expect(result).toMatchObject({ outcome: 'updated', lead: { id: known.id, title: '经理' } });
			expect(codes(result)).toEqual(['similarLead']);
			expect(await rowsOf(store, 'review_pairs')).toEqual([]);
		});

		it('is not looked for where that is not wanted', async () => {
			const { store } = await fresh();
			await captureOne(store, wang);
			const result = await captureOne(store, likeHim, { ...looks, similar: 'ignore' });
			expect(result.outcome).toBe('created');
			expect(codes(result)).toEqual(['newPerson']);
			expect(await rowsOf(store, 'review_pairs')).toEqual([]);
			expect(await rowsOf(store, 'leads')).toHaveLength(2);
		});

		it('is not taken for somebody of whom a person has to judge', async () => {
			const { store } = await fresh();
			await captureOne(store, wang);
			const doubtful = { name: 'Jianguo Wang', company: 'Zhiyun Tech', mobile: '13911112222' };
			const result = await captureOne(store, doubtful, { similar: 'attach' });
			expect(result.outcome).toBe('created');
			const pairs = await rowsOf(store, 'review_pairs');
			expect(pairs.map(({ bits }) => Number(bits) >= 0 && Number(bits) < 6)).toEqual([true]);
		});

		it.each(['attach', 'review'] as const)(
			'is recognised in one batch as one after the other (%s)',
			async (similar) => {
				const one = await fresh();
				const other = await fresh();
				const people = [wang, { name: '李娜', company: '华新贸易' }, likeHim, again, likeHim];
				const together = await captureLeads(
					one.store,
					people.map((fields) => captured(fields)),
					{ ...looks, similar },
				);
				const apart = [];
				for (const fields of people) {
					apart.push(await captureOne(other.store, fields, { ...looks, similar }));
				}
				expect(together.map(({ outcome, decision }) => [outcome, decision])).toEqual(
					apart.map(({ outcome, decision }) => [outcome, decision]),
				);
				expect(await rowsOf(one.store, 'leads')).toHaveLength(
					(await rowsOf(other.store, 'leads')).length,
				);
				expect(await rowsOf(one.store, 'review_pairs')).toHaveLength(
					(await rowsOf(other.store, 'review_pairs')).length,
				);
			},
		);

		it('is weighed by how frequent a value is that the stored one was just given', async () => {
			const company = wang.company;
			const given = [
				{ name: wang.name, mobile: wang.mobile, company },
				{ name: wang.name, company },
			];
			const bitsOf = async (isOneBatch: boolean): Promise<unknown[]> => {
				const { store } = await fresh();
				const names = Array.from('赵钱孙周吴郑冯陈褚卫蒋沈韩杨朱秦').flatMap((family) =>
					['小明', '丽华', '思远', '志强'].map((givenName) => family + givenName),
				);
				const colleagues = names.map((name, index) =>
					captured({ name, company, email: `p${index}@zhiyun-example.com` }),
				);
				await captureLeads(store, colleagues, { ...looks, similar: 'ignore' });
				await captureOne(store, { name: wang.name, mobile: wang.mobile }, looks);
				await recountFrequencies(store);
				const captures = given.map((fields) => captured(fields));
				if (isOneBatch) await captureLeads(store, captures, looks);
				else for (const one of captures) await captureLeads(store, [one], looks);
				return (await rowsOf(store, 'review_pairs')).map(({ bits }) => bits);
			};
			const apart = await bitsOf(false);
			expect(apart).toHaveLength(1);
			expect(await bitsOf(true)).toEqual(apart);
		});

		it.each(['attach', 'review'] as const)('is told of by a dry run (%s)', async (similar) => {
			const { store } = await fresh();
			await captureOne(store, wang);
			const people = () =>
				[likeHim, again, { ...again, title: 'Head' }].map((one) => captured(one));
			const rehearsed = await captureLeads(store, people(), { ...looks, similar, dryRun: true });
			expect(await rowsOf(store, 'leads')).toHaveLength(1);
			const real = await captureLeads(store, people(), { ...looks, similar });
			expect(rehearsed.map(({ outcome, decision }) => [outcome, decision])).toEqual(
				real.map(({ outcome, decision }) => [outcome, decision]),
			);
		});

		it('never is a test lead for a real one, nor the other way round', async () => {
			const { store } = await fresh();
			await captureOne(store, wang, {}, { test: true });
			const real = await captureOne(store, likeHim, { ...looks, similar: 'attach' });
			expect(real.outcome).toBe('created');
			const test = await captureOne(
				store,
				likeHim,
				{ ...looks, similar: 'attach' },
				{ test: true },
			);
			expect(test.outcome).toBe('updated');
			expect(test.lead?.id).not.toBe(real.lead?.id);
			expect(await rowsOf(store, 'review_pairs')).toEqual([]);
		});

		it('learns nothing of a lead that is not theirs to see', async () => {
			const { store } = await fresh();
			const [mine, yours] = [await addMember(store), await addMember(store)];
			const known = await leadOf(store, wang, {}, { ownerId: yours });
			const own = store.as(actorOf('member', { kind: 'own', memberId: mine }));
			const result = await captureOne(own, likeHim, { ...looks, similar: 'attach' });
			expect(result.outcome).toBe('attached');
			expect(result.lead).toBeUndefined();
			expect(codes(result)).toEqual(['heldByAnother']);
			expect(JSON.stringify(result)).not.toContain(known.id);
		});

		it('is nobody in the bin', async () => {
			const { store } = await fresh();
			const known = await leadOf(store, wang);
			await store.run(deleteLead(known.id, 'Test'));
			const result = await captureOne(store, likeHim, { ...looks, similar: 'attach' });
			expect(result.outcome).toBe('created');
			expect(await rowsOf(store, 'review_pairs')).toEqual([]);
		});

		it('is told of what too many have in common to compare them all', async () => {
			const { store } = await fresh();
			await captureLeads(
				store,
				Array.from({ length: 14 }, (_, index) =>
					captured({ name: '王建国', email: `p${index * 37}@a${index}-example.com` }),
				),
				{ similar: 'ignore' },
			);
			const result = await captureOne(store, { name: '王建国', email: 'x.y@b-example.com' });
			const [why] = result.decision.reasons.filter(({ code }) => code === 'tooCommon');
			expect(why.text).toContain('the same name');
		});
	});

	it('blank fields never make a match', async () => {
		const { store } = await fresh();
		const person = {
			name: '王建国',
			company: '上海智云科技有限公司',
			title: '采购经理',
			email: 'wang.jianguo@zhiyun-example.com',
			mobile: '13800138000',
			phone: '021-55550000',
			website: 'https://zhiyun-example.com',
			street: '浦东新区张江路 88 号 1201 室',
			city: '上海',
		};
		const fields = Object.keys(person) as Array<keyof typeof person>;
		// Which of the two has a field; none is filled in both. E-mail and website share a domain.
		const sides = fc.array(fc.constantFrom('left', 'right', 'none'), {
			minLength: fields.length,
			maxLength: fields.length,
		});
		await fc.assert(
			fc.asyncProperty(sides, async (chosen) => {
				const sideOf = (field: keyof typeof person): string =>
					chosen[fields.indexOf(field === 'website' ? 'email' : field)];
				const half = (side: string): LeadFieldValues =>
					Object.fromEntries(
						fields.filter((field) => sideOf(field) === side).map((field) => [field, person[field]]),
					);
				const { store: empty } = await fresh();
				await captureOne(empty, half('left'), looks);
				const result = await captureOne(empty, half('right'), looks);
				expect(codes(result)).not.toContain('similarLead');
				expect(await rowsOf(empty, 'review_pairs')).toEqual([]);
			}),
			{ numRuns: 15 },
		);
		expect(await rowsOf(store, 'leads')).toEqual([]);
	});

	it('counts what leads say, in passing and anew', async () => {
		const { store } = await fresh();
		await captureOne(store, wang);
		await captureOne(store, { ...wang, name: '李娜', mobile: '13911112222' });
		await captureOne(store, { name: 'Test', mobile: '13922223333' }, {}, { test: true });
		await writeCounts(store);
		const read = async (): Promise<Map<string, unknown>> =>
			new Map(
				(await rowsOf(store, 'match_counts')).map((row) => [`${row.kind} ${row.hash}`, row.count]),
			);
		const passing = await read();
		const rows = (await leadRows(store)).filter(({ is_test }) => is_test === 0);
		const wanted = new Map<string, number>([['total 0', rows.length]]);
		for (const row of rows) {
			for (const [kind, value] of countedValues(profileOfRow(row))) {
				const key = countKey({ kind, hash: matchHash(value) });
				wanted.set(key, (wanted.get(key) ?? 0) + 1);
			}
		}
		expect(passing).toEqual(wanted);
		await store.run(deleteLead(rows[0].id, 'Test'));
		await recountFrequencies(store);
		const anew = await read();
		expect(anew.get('total 0')).toBe(1);
		expect(anew.size).toBeLessThan(passing.size);
	});
});
