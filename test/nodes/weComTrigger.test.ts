import { once } from 'node:events';
import { createServer } from 'node:http';
import { addToInbox, countInbox } from '../../leads/store/inbox';
import { readCursor } from '../../leads/store/cursors';
import { addPullSignal, beginPull } from '../../leads/store/pulls';
import { countLeads } from '../../leads/store/leads/findLeads';
import { findRefusals } from '../../leads/store/refusals';
import { LeadStore } from '../../leads/store/store';
import { kindsAboutLeads } from '../../channels/wecom/events/eventKinds';
import { enrichItems } from '../../nodes/WeComTrigger/enrichItems';
import { serviceList } from '../../nodes/WeComTrigger/pullMessages';
import { startSweeps } from '../../nodes/WeComTrigger/startSweeps';
import { sweepMessages } from '../../nodes/WeComTrigger/sweepMessages';
import { sweepInbox } from '../../nodes/shared/inboxSweep';
import { startWeComSimulator, type WeComSimulator } from '../simulators/wecom.mjs';
import { embeddedStore } from './embeddedStore';
import { runWorkflow } from './runWorkflow';
import { contactEvent, sealDelivery, TriggerUnderTest } from './weComCalls';

let weCom: WeComSimulator;
let store: LeadStore;

beforeAll(async () => {
	store = await embeddedStore();
});

beforeEach(async () => {
	weCom = await startWeComSimulator();
	weCom.state.customers.push({
		external_contact: { external_userid: 'wm1', name: '李娜', type: 1, unionid: 'oABCDEF' },
		follow_user: [
			{
				userid: 'zhangsan',
				remark: '李娜-示例',
				remark_mobiles: ['13800138000'],
				remark_corp_name: '苏州示例有限公司',
				tags: [{ group_name: '来源', tag_name: '展会', tag_id: 'et1', type: 1 }],
				add_way: 1,
				state: 'expo2026',
			},
		],
	});
});

afterEach(async () => await weCom.stop());

afterAll(async () => await store.close());

let workflows = 0;

/** A trigger that shares nothing with those of other tests. */
async function open(options: Parameters<typeof TriggerUnderTest.open>[1] = {}) {
	workflows += 1;
	return await TriggerUnderTest.open(weCom, { workflowId: `wecom${workflows}`, ...options });
}

const quick = { enrichContact: false };
const paths = () => weCom.requests.map(({ path }) => path).filter((path) => path !== 'gettoken');

describe('the check of the address', () => {
	test('is answered with the bare text', async () => {
		const trigger = await open();
		const { query, encrypted } = sealDelivery(weCom.state.corpId, {});
		const { status, body, headers, items } = await trigger.request('GET', {
			...query,
			echostr: encrypted,
		});
		expect([status, body]).toEqual([200, '<xml></xml>']);
		expect(headers['content-type']).toBe('text/plain; charset=utf-8');
		expect(items).toEqual([]);
	});

	test('with another token is refused', async () => {
		const trigger = await open();
		const { query, encrypted } = sealDelivery(weCom.state.corpId, {}, { token: 'other' });
		const { status, body } = await trigger.request('GET', { ...query, echostr: encrypted });
		expect([status, body]).toEqual([403, 'refused']);
	});
});

describe('an event', () => {
	test.each(['xml', 'json'] as const)(
		'in %s starts the workflow, after the answer',
		async (format) => {
			const trigger = await open({ parameters: quick });
			const { status, body, items } = await trigger.deliver(contactEvent(), { format });
			expect([status, body]).toEqual([200, '']);
			expect(items).toEqual([
				{
					wecomExternalUserId: 'wm1',
					sourceDetail: 'expo2026',
					campaign: 'expo2026',
					wecomUserId: 'zhangsan',
					capture: expect.objectContaining({
						channel: 'wecom',
						welcomeCode: 'WELCOME-1',
						inboxId: expect.any(String),
						payload: contactEvent(),
					}),
				},
			]);
			expect(items[0].capture).not.toHaveProperty('report');
			expect(items[0].capture).not.toHaveProperty('enrich');
			expect(paths()).toEqual([]);
		},
	);

	test('that comes again is answered and starts nothing', async () => {
		const trigger = await open({ parameters: quick });
		const answers = [];
		for (let times = 0; times < 4; times += 1) answers.push(await trigger.deliver(contactEvent()));
		expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
		expect(answers.map(({ items }) => items.length)).toEqual([1, 0, 0, 0]);
	});

	test('that was not chosen is answered and kept nowhere', async () => {
		const before = await store.read(countInbox());
		const trigger = await open({
			parameters: { ...quick, triggerOn: ['change_external_contact.del_follow_user'] },
		});
		expect(await trigger.deliver(contactEvent())).toMatchObject({ status: 200, items: [] });
		const left = contactEvent({ ChangeType: 'del_follow_user' });
		expect((await trigger.deliver(left)).items).toMatchObject([{ capture: { report: true } }]);
		expect((await store.read(countInbox())).open).toBe(before.open + 1);
	});

	test('of a member is no lead, and not chosen by itself', async () => {
		const message = {
			ToUserName: weCom.state.corpId,
			FromUserName: 'zhangsan',
			CreateTime: '1767225600',
			MsgType: 'text',
			Content: 'hello',
			MsgId: '7400000000000000001',
		};
		expect((await (await open()).deliver(message)).items).toEqual([]);
		const trigger = await open({ parameters: { triggerOn: ['message'] } });
		expect((await trigger.deliver(message)).items).toMatchObject([
			{ capture: { report: true, externalId: '7400000000000000001' } },
		]);
	});

	test('at the test address is a test, stays out of the inbox and may be repeated', async () => {
		const before = await store.read(countInbox());
		const trigger = await open({ parameters: quick });
		for (let times = 0; times < 2; times += 1) {
			const { items } = await trigger.deliver(contactEvent(), { test: true });
			expect(items).toMatchObject([{ capture: { test: true, welcomeCode: 'WELCOME-1' } }]);
		}
		expect(await store.read(countInbox())).toEqual(before);
	});

	test('for another receiver is taken where the node names that one', async () => {
		const options = { options: { receiverId: 'wwsuite' }, ...quick };
		const trigger = await open({ parameters: options });
		const suite = { receiverId: 'wwsuite' };
		expect(await trigger.deliver(contactEvent(), suite)).toMatchObject({ status: 200 });
		expect(await trigger.deliver(contactEvent())).toMatchObject({ status: 403 });
	});

	test('is kept once only, where no Lead Capture follows', async () => {
		const before = await store.read(countInbox());
		const trigger = await open({ parameters: quick, follower: 'test.other' });
		await trigger.deliver(contactEvent());
		expect(await store.read(countInbox())).toEqual({ ...before, done: before.done + 1 });
	});
});

describe('what is wrong', () => {
	test('is refused, started nothing with and counted', async () => {
		const trigger = await open();
		const forged = await trigger.deliver(contactEvent(), { token: 'guessed' });
		expect(forged).toMatchObject({ status: 403, body: 'refused', items: [] });
		const { query } = sealDelivery(weCom.state.corpId, {});
		expect(await trigger.request('POST', query, 'no envelope')).toMatchObject({ status: 400 });
		expect(await trigger.request('POST', {}, sealDelivery('x', {}).body)).toMatchObject({
			status: 400,
		});
		const large = `<xml>${' '.repeat(2 * 1024 * 1024)}</xml>`;
		expect(await trigger.request('POST', query, large)).toMatchObject({ status: 413 });
		const refusals = await store.read(findRefusals());
		const reasons = refusals.flatMap(({ nodeKey, reason }) =>
			nodeKey === trigger.nodeKey ? [reason] : [],
		);
		expect(reasons.sort()).toEqual([
			'badSignature',
			'missingParameters',
			'tooLarge',
			'unreadableBody',
		]);
	});

	test.each([
		[{ token: '' }, "has no 'Token'"],
		[{ encodingAesKey: 'short' }, 'EncodingAESKey of the WeCom credential'],
	])('in the credential is said: %j', async (credential, message) => {
		const trigger = await open({ credential });
		await expect(trigger.deliver(contactEvent())).rejects.toThrow(message);
	});

	test('with the store makes WeCom try again', async () => {
		const trigger = await open({ store: { engine: 'sqlite', file: '/dev/null/nowhere.db' } });
		const { status, items } = await trigger.deliver(contactEvent());
		expect([status, items]).toEqual([503, []]);
	});
});

describe('the customer', () => {
	test('is asked for after the answer', async () => {
		const trigger = await open();
		const { items, callsBefore } = await trigger.deliver(contactEvent());
		expect(callsBefore).toBe(0);
		expect(paths()).toEqual(['externalcontact/get']);
		expect(items).toMatchObject([
			{
				name: '李娜',
				mobile: '13800138000',
				company: '苏州示例有限公司',
				wechatUnionId: 'oABCDEF',
				wecomRemark: '李娜-示例',
				wecomAddWay: 1,
				capture: { tags: ['展会'], enrichment: { done: true }, welcomeCode: 'WELCOME-1' },
			},
		]);
		expect(items[0].capture).not.toHaveProperty('enrich');
	});

	test('whom WeCom does not tell of is a lead all the same, and the item says why', async () => {
		weCom.state.refusedAddress = '203.0.113.7';
		const { status, items } = await (await open()).deliver(contactEvent());
		expect(status).toBe(200);
		expect(items).toMatchObject([
			{
				wecomExternalUserId: 'wm1',
				capture: {
					enrichment: { done: false, reason: expect.stringContaining('203.0.113.7') },
				},
			},
		]);
	});

	test('of an app without a secret cannot be asked for', async () => {
		const trigger = await open({ credential: { secret: '' } });
		const { items } = await trigger.deliver(contactEvent());
		expect(items).toMatchObject([
			{ capture: { enrichment: { reason: "The WeCom API credential has no 'Secret'" } } },
		]);
	});

	test('for whom WeCom takes too long is a lead all the same', async () => {
		const silent = createServer();
		silent.listen(0, '127.0.0.1');
		await once(silent, 'listening');
		const address = silent.address();
		const port = typeof address === 'object' ? address?.port : undefined;
		const credential = { baseUrl: `http://127.0.0.1:${port}` };
		const { context } = (await open({ credential })).background();
		const enrich = { kind: 'contact', externalUserId: 'wm1' };
		const items = await enrichItems(context, [{ capture: { enrich } }], 1);
		silent.closeAllConnections();
		silent.close();
		const enrichment = { done: false, reason: 'WeCom did not answer in time' };
		expect(items).toEqual([{ capture: { enrichment } }]);
	});

	test('that was edited is a report, until WeCom says what is new', async () => {
		const edited = contactEvent({ ChangeType: 'edit_external_contact' });
		const enriched = await (await open()).deliver(edited);
		expect(enriched.items).toMatchObject([
			{ name: '李娜', capture: { enrichment: { done: true } } },
		]);
		expect(enriched.items[0].capture).not.toHaveProperty('report');
		weCom.state.customers.length = 0;
		const failed = await (await open()).deliver(edited);
		expect(failed.items).toMatchObject([
			{ capture: { report: true, enrichment: { done: false } } },
		]);
	});

	test('who left is not asked for', async () => {
		await (await open()).deliver(contactEvent({ ChangeType: 'del_follow_user' }));
		expect(weCom.requests).toEqual([]);
	});

	test('is asked for too when the inbox emits what a crash left', async () => {
		const trigger = await open();
		const { items } = await (await open({ credential: { secret: '' } })).deliver(contactEvent());
		const left = {
			...items[0],
			capture: { channel: 'wecom', enrich: { kind: 'contact', externalUserId: 'wm1' } },
		};
		await store.run(
			addToInbox({
				nodeKey: trigger.nodeKey,
				channel: 'wecom',
				externalId: 'left',
				payload: left,
				receivedAt: Date.now() - 600_000,
			}),
		);
		const { context, emitted } = trigger.background();
		const prepare = async (item: (typeof items)[number]) => (await enrichItems(context, [item]))[0];
		expect(await sweepInbox(context, store, prepare)).toBe(1);
		expect(emitted).toMatchObject([[{ name: '李娜', capture: { inboxId: expect.any(String) } }]]);
	});
});

describe('customer service', () => {
	const signal = (token = 'ENC1', at = 0) => ({
		ToUserName: weCom.state.corpId,
		CreateTime: String(1767225600 + at),
		MsgType: 'event',
		Event: 'kf_msg_or_event',
		Token: token,
		OpenKfId: 'wk1',
	});
	const message = (id: string, more: object = {}) => ({
		msgid: id,
		open_kfid: 'wk1',
		external_userid: 'wm1',
		send_time: 1767225600,
		origin: 3,
		msgtype: 'text',
		text: { content: `Text of ${id}` },
		...more,
	});
	const idsOf = (items: Array<{ capture?: unknown }>) =>
		items.map(({ capture }) => String(Reflect.get(Object(capture), 'externalId')));
	const corps = () => `ww${String(workflows).padStart(16, '0')}`;

	beforeEach(() => {
		// Cursors belong to a corp and an account, so that every test has a corp of its own.
		weCom.state.corpId = corps();
		weCom.state.kfAccounts.push({ open_kfid: 'wk1', name: 'Sales' });
		weCom.state.kfTokens.add('ENC1');
		weCom.state.kfMessages.set('wk1', []);
	});

	const push = (...ids: string[]) =>
		weCom.state.kfMessages.get('wk1')?.push(...ids.map((id) => message(id)));

	test('is read after the answer, and names the customer', async () => {
		push('m1', 'm2');
		const trigger = await open();
		const { status, items, callsBefore } = await trigger.deliver(signal());
		expect([status, callsBefore]).toEqual([200, 0]);
		expect(paths()).toEqual(['kf/sync_msg', 'kf/customer/batchget']);
		expect(items).toMatchObject([
			{ name: '李娜', message: 'Text of m1', capture: { inboxId: expect.any(String) } },
			{ name: '李娜', message: 'Text of m2', capture: { enrichment: { done: true } } },
		]);
	});

	test('gives every message once, whatever the signals do', async () => {
		push('m1');
		const trigger = await open({ parameters: quick });
		expect(idsOf((await trigger.deliver(signal())).items)).toEqual(['m1']);
		// A repeat of the signal, and a new one that brings nothing new.
		expect((await trigger.deliver(signal())).items).toEqual([]);
		expect((await trigger.deliver(signal('ENC1', 1))).items).toEqual([]);
		push('m2', 'm3');
		expect(idsOf((await trigger.deliver(signal('ENC1', 2))).items)).toEqual(['m2', 'm3']);
		// Another node of the same corp does not get them again.
		const other = await open({ parameters: quick });
		expect((await other.deliver(signal('ENC1', 3))).items).toEqual([]);
	});

	test('of two signals at once is read by one of them', async () => {
		push(...Array.from({ length: 30 }, (_, index) => `m${index}`));
		const trigger = await open({ parameters: quick });
		const answers = await Promise.all(
			[1, 2, 3, 4].map(async (at) => await trigger.deliver(signal('ENC1', at))),
		);
		expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
		const ids = idsOf(answers.flatMap(({ items }) => items));
		expect(ids).toHaveLength(30);
		expect(new Set(ids).size).toBe(30);
	});

	test('comes page by page', async () => {
		push(...Array.from({ length: 450 }, (_, index) => `m${index}`));
		const trigger = await open({ parameters: quick });
		const { items } = await trigger.deliver(signal());
		expect(new Set(idsOf(items)).size).toBe(450);
		expect(paths()).toEqual(Array(3).fill('kf/sync_msg'));
		expect(weCom.requests.at(-1)?.body).toMatchObject({ cursor: '400', token: 'ENC1' });
	});

	test('of which there is very much is left to the sweep in part', async () => {
		push(...Array.from({ length: 2100 }, (_, index) => `m${index}`));
		const trigger = await open({ parameters: quick });
		const { items } = await trigger.deliver(signal());
		const { emitted } = await sweepLater(trigger);
		expect([items.length, emitted.flat().length]).toEqual([2000, 100]);
		expect(new Set(idsOf([...items, ...emitted.flat()])).size).toBe(2100);
	});

	test('is read without the token where that is too old', async () => {
		push('m1');
		weCom.state.kfTokens.clear();
		const trigger = await open({ parameters: quick });
		expect(idsOf((await trigger.deliver(signal())).items)).toEqual(['m1']);
		expect(paths()).toEqual(['kf/sync_msg', 'kf/sync_msg']);
	});

	test('that WeCom does not give is read by the sweep', async () => {
		push('m1');
		const trigger = await open();
		weCom.state.fail('kf/sync_msg', 95017);
		expect(await trigger.deliver(signal())).toMatchObject({ status: 200, items: [] });
		const later = await sweepLater(trigger);
		expect(later.emitted).toMatchObject([[{ name: '李娜', message: 'Text of m1' }]]);
		expect(later.count).toBe(1);
		expect((await sweepLater(trigger)).count).toBe(0);
	});

	test('of an account that cannot be read shows up as a failed execution, the others are read', async () => {
		weCom.state.kfAccounts.push({ open_kfid: 'wk2', name: 'Service' });
		weCom.state.kfMessages.set('wk2', [message('other')]);
		const trigger = await open({ parameters: quick });
		for (const account of ['gone', 'wk2']) {
			const list = serviceList(weCom.state.corpId, account, trigger.nodeKey);
			const told = { openKfId: account };
			const receivedAt = Date.now() - 120_000;
			await store.run(addPullSignal(list, { externalId: account, told, receivedAt }));
		}
		const { context, emitted, failures } = trigger.background();
		jest.useFakeTimers({ doNotFake: [...allButTimers] });
		const stop = startSweeps(context);
		jest.advanceTimersByTime(60_000 - 1);
		await stop().finally(() => jest.useRealTimers());
		expect(failures.map((failure) => failure.message)).toEqual([
			expect.stringContaining('There is no such customer service account'),
		]);
		expect(emitted).toMatchObject([[{ message: 'Text of other' }]]);
	});

	test('of which half was read when n8n stopped goes on where it was', async () => {
		push(...Array.from({ length: 300 }, (_, index) => `m${index}`));
		const trigger = await open({ parameters: quick });
		const answer = weCom.state;
		// The second page fails: the first one is in the inbox, with its cursor.
		const firstPage = trigger.deliver(signal());
		while (!weCom.requests.some(({ path }) => path === 'kf/sync_msg')) await tick();
		answer.fail('kf/sync_msg', 95017);
		const { items } = await firstPage;
		const list = serviceList(answer.corpId, 'wk1', trigger.nodeKey);
		const cursor = await store.read(readCursor(list.name));
		const { emitted } = await sweepLater(trigger);
		const ids = idsOf([...items, ...emitted.flat()]);
		expect(cursor).toBe(String(items.length));
		expect(ids).toHaveLength(300);
		expect(new Set(ids).size).toBe(300);
	});

	test('leaves what another process is reading to that one', async () => {
		push('m1');
		const trigger = await open({ parameters: quick });
		const list = serviceList(weCom.state.corpId, 'wk1', trigger.nodeKey);
		await store.run(beginPull(list, 'another process', 60_000));
		expect(await trigger.deliver(signal())).toMatchObject({ status: 200, items: [] });
		expect(paths()).toEqual([]);
	});

	test('at the test address shows what there is and moves nothing', async () => {
		push('m1');
		const trigger = await open({ parameters: quick });
		for (let times = 0; times < 2; times += 1) {
			const { items } = await trigger.deliver(signal(), { test: true });
			expect(items).toMatchObject([{ message: 'Text of m1', capture: { test: true } }]);
		}
		const list = serviceList(weCom.state.corpId, 'wk1', trigger.nodeKey);
		expect(await store.read(readCursor(list.name))).toBeUndefined();
	});

	/** What the sweep does four minutes after the one before. */
	async function sweepLater(trigger: TriggerUnderTest) {
		const { context, emitted } = trigger.background();
		laterBy += 4 * 60_000;
		const clock = () => Date.now() + laterBy;
		const later = new LeadStore(store.engine, store.workspaceId, store.actor, clock);
		return { count: await sweepMessages(context, later), emitted };
	}
});

let laterBy = 0;

const allButTimers = [
	'Date',
	'nextTick',
	'setImmediate',
	'clearImmediate',
	'queueMicrotask',
	'performance',
	'hrtime',
] as const;

const tick = async () => await new Promise((resolve) => setImmediate(resolve));

test('the trigger starts its sweeps and ends them', async () => {
	const { context } = (await open()).background();
	await startSweeps(context)();
	const { context: quiet } = (
		await open({ parameters: { triggerOn: ['message'] }, follower: 'test.other' })
	).background();
	await startSweeps(quiet)();
});

test('listens to all that is about customers unless told otherwise', async () => {
	const trigger = await open({ parameters: quick });
	for (const value of kindsAboutLeads.filter((kind) =>
		kind.startsWith('change_external_contact'),
	)) {
		const ChangeType = value.split('.')[1];
		expect((await trigger.deliver(contactEvent({ ChangeType }))).items).toHaveLength(1);
	}
});

test('what tells of nobody, or of nobody known, makes no lead and is done with', async () => {
	const trigger = await open({
		parameters: { ...quick, triggerOn: ['message', ...kindsAboutLeads] },
	});
	const message = { ...contactEvent(), MsgType: 'text', MsgId: '1', ExternalUserID: '' };
	const left = contactEvent({ ChangeType: 'del_follow_user', ExternalUserID: 'wmNobody' });
	const leads = await store.read(countLeads({ includeTest: true }));
	const before = await store.read(countInbox());
	const input = [...(await trigger.deliver(message)).items, ...(await trigger.deliver(left)).items];
	const run = await runWorkflow({ nodes: [{ name: 'Capture', type: 'leadCapture' }], input });
	expect(run.error).toBeUndefined();
	expect(input).toHaveLength(2);
	expect(await store.read(countLeads({ includeTest: true }))).toBe(leads);
	expect(await store.read(countInbox())).toEqual({ ...before, done: before.done + 2 });
});

test('its items become one lead in Lead Capture', async () => {
	const trigger = await open();
	const half = contactEvent({ ChangeType: 'add_half_external_contact' });
	const first = await trigger.deliver(half);
	const second = await trigger.deliver(contactEvent());
	const input = [...first.items, ...second.items];
	const run = await runWorkflow({ nodes: [{ name: 'Capture', type: 'leadCapture' }], input });
	const leads = run.json('Capture', 0);
	expect(leads).toMatchObject([
		{ outcome: 'created', name: '李娜', mobile: '+8613800138000', campaign: 'expo2026' },
		{ outcome: 'attached' },
	]);
	expect(new Set(leads.map(({ id }) => id)).size).toBe(1);
});
