import { assignLeads } from '../../leads/assign/assign';
import { getLead } from '../../leads/store/leads/getLead';
import { updateLead } from '../../leads/store/leads/updateLead';
import type { CapturedLead } from '../../leads/model/lead';
import type { PoolInput } from '../../leads/model/pool';
import { memberRecords } from '../../leads/store/records/colleagueRecords';
import { createRecord } from '../../leads/store/records/createRecord';
import { poolRecords } from '../../leads/store/records/poolRecords';
import { claimLeads } from '../../leads/assign/pool/claim';
import { putIntoPool } from '../../leads/assign/pool/release';
import { storeEngines } from '../environment/engines';
import { freshStores, type TestStore } from '../store/freshStores';
import { addMember } from '../store/sampleRows';
import { capture, enterDesk, namesOn } from './enterDesk';

const DAY = 24 * 60 * 60 * 1000;
const wang = { name: '王小明', company: '上海智云科技有限公司', mobile: '13800138000' };

async function addPool({ store }: TestStore, more: Partial<PoolInput> = {}): Promise<string> {
	const { record } = await store.run(createRecord(poolRecords, { name: '华东公海', ...more }));
	return record.id;
}

async function inPool(
	{ store }: TestStore,
	poolId: string,
	fields: CapturedLead['fields'],
): Promise<string> {
	const id = await capture(store, fields);
	await store.run(putIntoPool([id], { poolId }, 'Test'));
	return id;
}

describe.each(storeEngines())('the public pool in the desk on $name', (engine) => {
	const fresh = freshStores(engine);
	const link = (memberId: string) => ({ memberId, role: 'member' }) as const;

	it('shows no pool where there is none', async () => {
		const desk = await fresh();
		const visitor = await enterDesk(desk);
		expect((await visitor.open('?page=leads')).body).not.toContain('view=pool');
	});

	it('lists what lies in the pool masked, until a member claims it', async () => {
		const desk = await fresh();
		const memberId = await addMember(desk.store, { name: '李娜' });
		const id = await inPool(desk, await addPool(desk), wang);
		const visitor = await enterDesk(desk, link(memberId));
		const list = await visitor.open('?page=leads&view=pool');
		expect(namesOn(list)).toEqual(['王小明']);
		expect(list.body).not.toContain('13800138000');
		const page = await visitor.open(`?page=lead&id=${id}`);
		expect(page.text).toContain('138****8000');
		expect(page.text).toContain('In the pool 华东公海');
		// Before the claim there is nothing else to be done with it.
		expect(page.body).not.toMatch(/name="(status|note|followUp)"/);

		const claimed = await visitor.send(list, 'value="claim"');
		expect(claimed.text).toContain('The lead is yours now');
		expect(claimed.text).toContain('+8613800138000');
		expect(claimed.first.event).toMatchObject({
			action: 'leadClaimed',
			memberId,
			subject: { id, owner: { id: memberId } },
		});
		for (const shown of [
			'Protection period',
			'30 days left',
			'Why this owner',
			'Claimed by 李娜',
		]) {
			expect(claimed.text).toContain(shown);
		}
		expect(namesOn(await visitor.open('?page=leads&view=mine'))).toEqual(['王小明']);
		expect(namesOn(await visitor.open('?page=leads&view=pool'))).toEqual([]);
		expect(visitor.failures).toEqual([]);
	});

	it('gives a lead to one of two who claim it, and tells the other', async () => {
		const desk = await fresh();
		const members = [await addMember(desk.store), await addMember(desk.store)];
		const id = await inPool(desk, await addPool(desk), wang);
		const visitors = await Promise.all(
			members.map(async (memberId) => await enterDesk(desk, link(memberId))),
		);
		const lists = await Promise.all(
			visitors.map(async (visitor) => await visitor.open('?page=leads&view=pool')),
		);
		const answers = [];
		for (const [index, visitor] of visitors.entries()) {
			answers.push(await visitor.send(lists[index], 'value="claim"'));
		}
		expect(answers[0].text).toContain('The lead is yours now');
		expect(answers[1].first.event).toBeUndefined();
		expect(answers[1].text).toMatch(/Somebody else was faster|not yours to see/);
		expect(await desk.store.read(getLead(id))).toMatchObject({ owner: { id: members[0] } });
	});

	it('says which limit stands against a claim', async () => {
		const desk = await fresh();
		const memberId = await addMember(desk.store);
		const poolId = await addPool(desk, { dailyClaimLimit: 1 });
		await inPool(desk, poolId, wang);
		await inPool(desk, poolId, { name: 'Ada Example', email: 'ada@example.com' });
		const visitor = await enterDesk(desk, link(memberId), {
			headers: { 'accept-language': 'zh-CN' },
		});
		await visitor.send(await visitor.open('?page=leads&view=pool'), 'value="claim"');
		const refused = await visitor.send(
			await visitor.open('?page=leads&view=pool'),
			'value="claim"',
		);
		expect(refused.text).toContain('您今日领取已达领取上限');
		expect(refused.first.event).toBeUndefined();
	});

	it('gives a lead back with the reason, and bars whoever had it for a while', async () => {
		const desk = await fresh();
		const memberId = await addMember(desk.store);
		const id = await inPool(desk, await addPool(desk), wang);
		const visitor = await enterDesk(desk, link(memberId));
		const page = await visitor.send(await visitor.open(`?page=lead&id=${id}`), 'value="claim"');
		const silent = await visitor.send(page, 'value="release"', { reason: '  ' });
		expect(silent.text).toContain('Please say why you return it');
		const released = await visitor.send(page, 'value="release"', { reason: '预算取消' });
		expect(released.text).toContain('Returned to the pool');
		expect(released.first.event).toMatchObject({
			action: 'leadReleased',
			note: '预算取消',
			subject: { id },
		});
		const again = await visitor.open(`?page=lead&id=${id}`);
		expect(again.text).toContain('138****8000');
		expect(again.text).toContain('Returned once');
		expect((await visitor.send(again, 'value="claim"')).text).toContain(
			'You had this lead lately and cannot claim it again yet',
		);
		const twice = await visitor.send(page, 'value="release"', { reason: 'x' });
		expect(twice.first.event).toBeUndefined();
		const admin = await enterDesk(desk);
		expect((await admin.open(`?page=lead&id=${id}`)).text).toContain('预算取消');
		expect(visitor.failures).toEqual([]);
	});

	it('counts the protection down, in the list and on the page', async () => {
		const desk = await fresh();
		const memberId = await addMember(desk.store);
		const id = await inPool(desk, await addPool(desk, { defaultProtectDays: 10 }), wang);
		const visitor = await enterDesk(desk, link(memberId), {
			headers: { 'accept-language': 'zh-CN' },
		});
		await visitor.send(await visitor.open(`?page=lead&id=${id}`), 'value="claim"');
		desk.clock.now += 8 * DAY - 3 * 60 * 60 * 1000;
		const list = await visitor.open('?page=leads&view=mine');
		expect(list.text).toContain('剩余 2天 3小时');
		expect((await visitor.open(`?page=lead&id=${id}`)).text).toContain('保护期 剩余 2天 3小时');
	});

	it('tells by which rule a lead went to whom, why nobody else has it, and how the first response goes', async () => {
		const desk = await fresh();
		const { store, clock } = desk;
		const nobody = { available: false };
		const lina = await addMember(store, { name: '李娜' });
		const away = await store.run(createRecord(memberRecords, { name: '王芳', ...nobody }));
		const id = await capture(store, wang);
		const members = [lina, away.record.id].map((member) => ({ id: member }));
		const rules = {
			name: 'Sales',
			rules: [
				{
					name: '华东',
					target: { members },
					method: 'roundRobin',
					onNoneAvailable: 'nextRule',
					touch: { withinMinutes: 30, workingHours: false, reassign: false },
				},
			],
			zone: 'Asia/Shanghai',
			calendar: { holidays: 'none' },
			countStatuses: ['new'],
			capWindow: 'calendar',
			returns: 'noCatchUp',
		} as const;
		await store.run(assignLeads([id], rules, { node: 'Lead Assign' }));
		clock.now += 10 * 60_000;
		const visitor = await enterDesk(desk, link(lina), {
			headers: { 'accept-language': 'zh-CN' },
		});
		const listed = async () => (await visitor.open('?page=leads&view=all')).text;
		expect(await listed()).toContain('首次响应: 剩余 20分钟');
		const { text } = await visitor.open(`?page=lead&id=${id}`);
		for (const shown of [
			'分配原因',
			'已分配给 李娜',
			'规则 华东',
			'规则集 Sales',
			'轮流分配，轮到该成员',
			'未分配给 (1) 王芳 已设为离开',
			'首次响应 剩余 20分钟',
		]) {
			expect(text).toContain(shown);
		}
		clock.now += 25 * 60_000;
		expect((await visitor.open(`?page=lead&id=${id}`)).text).toContain('首次响应 已超时 5分钟');
		const page = await visitor.open(`?page=lead&id=${id}`);
		const touched = await visitor.send(page, 'value="note"', { note: '已电话联系' });
		expect(touched.text).toContain('首次响应 用时 35分钟 超时');
		expect(await listed()).not.toContain('首次响应');
		// By hand, by nobody's rules.
		await store.run(updateLead(id, { ownerId: away.record.id }, { node: 'Test' }));
		const moved = (await (await enterDesk(desk)).open(`?page=lead&id=${id}`)).text;
		expect(moved).not.toMatch(/Why this owner|First response/);
	});

	it('shows in the pool what is due back there, although nothing sweeps', async () => {
		const desk = await fresh();
		const [li, wu] = [await addMember(desk.store), await addMember(desk.store)];
		const id = await inPool(desk, await addPool(desk, { defaultProtectDays: 10 }), wang);
		await desk.store.run(claimLeads([id], { memberId: li }, 'Test'));
		const visitor = await enterDesk(desk, link(wu));
		const seen = async () => namesOn(await visitor.open('?page=leads&view=pool'));
		expect(await seen()).toEqual([]);
		desk.clock.now += 10 * DAY;
		expect(await seen()).toEqual(['王小明']);
	});

	it('lets a viewer look and claim nothing', async () => {
		const desk = await fresh();
		const memberId = await addMember(desk.store);
		await inPool(desk, await addPool(desk), wang);
		const visitor = await enterDesk(desk, { memberId, role: 'viewer' });
		const list = await visitor.open('?page=leads&view=pool');
		expect(namesOn(list)).toEqual(['王小明']);
		expect(list.body).not.toContain('value="claim"');
	});
});
