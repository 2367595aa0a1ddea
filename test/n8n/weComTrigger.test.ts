import axios from 'axios';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as wait } from 'node:timers/promises';
import { aesKeyOf, encrypt, signatureOf } from '../../channels/wecom/callback/crypto';
import type { Lead } from '../../leads/model/lead';
import { countInbox } from '../../leads/store/inbox';
import { findLeads } from '../../leads/store/leads/findLeads';
import { findRefusals } from '../../leads/store/refusals';
import { openStore, type LeadStore } from '../../leads/store/store';
import { addWorkflow } from '../../playground/server.mjs';
import { startWeComSimulator, type WeComSimulator } from '../simulators/wecom.mjs';
import { startGate, type Gate } from './gate';
import { itemsOf, startPlayground, type Playground } from './playground';

/*
 * A real n8n, a simulated WeCom: what the console and WeCom's servers do to the trigger.
 */

const TOKEN = 'callbacktoken';
const AES_KEY = 'k'.repeat(43);

let n8n: Playground;
let weCom: WeComSimulator;
/** Before the simulated WeCom, and before what a workflow calls downstream. */
let api: Gate;
let downstream: Gate;

const http = axios.create({
	proxy: false,
	validateStatus: () => true,
	responseType: 'text',
	transformResponse: (text: string) => text,
});

beforeAll(async () => {
	weCom = await startWeComSimulator();
	api = await startGate(weCom.url);
	downstream = await startGate();
	n8n = await startPlayground({ env: { N8N_EXPRESSION_ENGINE_LAZY_ACQUIRE: 'true' } });
	const { data } = await n8n.session.rest.post('/credentials', {
		name: 'WeCom',
		type: 'weComApi',
		data: {
			corpId: weCom.state.corpId,
			agentId: String(weCom.state.agentId),
			secret: weCom.state.secret,
			token: TOKEN,
			encodingAesKey: AES_KEY,
			baseUrl: api.url,
		},
	});
	for (const id of ['contacts', 'stalling', 'service']) {
		await addWorkflow(n8n.session, workflow(id, data.data.id));
	}
});

afterAll(async () => {
	await n8n.stop();
	await Promise.all([weCom.stop(), api.stop(), downstream.stop()]);
});

/** WeCom Trigger → something that takes as long as the test wants → Lead Capture. */
function workflow(id: string, credentialId: string) {
	const node = (name: string, type: string, more: object) => ({
		id: `${id}-${name}`,
		name,
		type,
		typeVersion: 1,
		position: [0, 0],
		parameters: {},
		...more,
	});
	const to = (name: string) => ({ main: [[{ node: name, type: 'main', index: 0 }]] });
	const stalls = id === 'stalling';
	return {
		id,
		name: `WeCom ${id}`,
		nodes: [
			node('WeCom', 'n8n-nodes-leadflow.weComTrigger', {
				webhookId: id,
				parameters: { options: { path: `wecom/${id}` } },
				credentials: { weComApi: { id: credentialId, name: 'WeCom' } },
			}),
			node('Stall', 'n8n-nodes-base.httpRequest', {
				typeVersion: 4.2,
				parameters: { url: `${downstream.url}/stall`, options: {} },
				disabled: !stalls,
			}),
			node('Capture', 'n8n-nodes-leadflow.leadCapture', {}),
		],
		connections: { WeCom: to(stalls ? 'Stall' : 'Capture'), Stall: to('Capture') },
	};
}

const address = (id: string) => `${n8n.url}/webhook/wecom/${id}`;

let nonces = 0;

/** Sends a delivery as WeCom does, sealed anew each time. */
async function deliver(
	id: string,
	members: Record<string, string>,
	{ json = false, token = TOKEN } = {},
) {
	const children = Object.entries(members).map(([name, value]) => `<${name}>${value}</${name}>`);
	const message = json ? JSON.stringify(members) : `<xml>${children.join('')}</xml>`;
	const receiverId = weCom.state.corpId;
	const encrypted = encrypt(aesKeyOf(AES_KEY), { message, receiverId });
	nonces += 1;
	const nonce = String(nonces);
	const params = {
		msg_signature: signatureOf(token, '1767225600', nonce, encrypted),
		timestamp: '1767225600',
		nonce,
	};
	const body = json
		? JSON.stringify({ tousername: receiverId, encrypt: encrypted, agentid: '' })
		: `<xml><ToUserName><![CDATA[${receiverId}]]></ToUserName><Encrypt><![CDATA[${encrypted}]]></Encrypt><AgentID/></xml>`;
	const headers = { 'content-type': json ? 'application/json' : 'text/xml' };
	return await http.post<string>(address(id), body, { params, headers });
}

function contactEvent(externalUserId: string, changeType: string): Record<string, string> {
	return {
		ToUserName: weCom.state.corpId,
		FromUserName: 'sys',
		CreateTime: '1767225600',
		MsgType: 'event',
		Event: 'change_external_contact',
		ChangeType: changeType,
		UserID: 'zhangsan',
		ExternalUserID: externalUserId,
		State: 'expo2026',
		WelcomeCode: `WELCOME-${externalUserId}-${changeType}`,
	};
}

function knowCustomer(externalUserId: string, name: string): void {
	weCom.state.customers.push({
		external_contact: { external_userid: externalUserId, name },
		follow_user: [{ userid: 'zhangsan', remark: name, tags: [], state: 'expo2026' }],
	});
}

async function inStore<T>(look: (store: LeadStore) => Promise<T>): Promise<T> {
	const store = await openStore({ engine: 'sqlite', file: n8n.storeFile });
	return await look(store).finally(async () => await store.close());
}

async function leadsBy(ids: readonly string[]): Promise<Lead[]> {
	return await inStore(async (store) => {
		const { leads } = await store.read(findLeads({ limit: 500 }));
		return leads.filter(({ wecomExternalUserId: id }) => id && ids.includes(id));
	});
}

test('the console’s check of the address gets the bare text', async () => {
	const receiverId = weCom.state.corpId;
	const echostr = encrypt(aesKeyOf(AES_KEY), { message: '1616140317555161061', receiverId });
	const params = {
		msg_signature: signatureOf(TOKEN, '1', '2', echostr),
		timestamp: '1',
		nonce: '2',
		echostr,
	};
	const { status, data, headers } = await http.get<string>(address('contacts'), { params });
	expect([status, data]).toEqual([200, '1616140317555161061']);
	expect(headers['content-type']).toBe('text/plain; charset=utf-8');
	const forged = { ...params, msg_signature: '0'.repeat(40) };
	expect((await http.get(address('contacts'), { params: forged })).status).toBe(403);
	expect(await n8n.executions('contacts')).toEqual([]);
});

test('duplicated, reordered and retried deliveries give one lead each', async () => {
	const ids = ['wmA', 'wmB', 'wmC'];
	ids.forEach((id) => knowCustomer(id, `Customer ${id}`));
	const kinds = ['edit_external_contact', 'add_external_contact', 'add_half_external_contact'];
	const events = kinds.flatMap((kind) => ids.map((id) => contactEvent(id, kind)));
	const answers: Array<{ status: number; data: string }> = [];
	// The members' edits come before the customers were even added; each event comes four times,
	// in both envelopes, two at once.
	for (const event of [...events, ...events.toReversed()]) {
		const twice = [true, false].map(async (json) => await deliver('contacts', event, { json }));
		answers.push(...(await Promise.all(twice)));
	}
	expect(new Set(answers.map(({ status, data }) => `${status} ${data}`))).toEqual(
		new Set(['200 ']),
	);
	// One run for each event, however often it came.
	const runs = await n8n.waitForExecutions('contacts', events.length);
	expect(runs).toHaveLength(events.length);
	expect(new Set(runs.map(({ status }) => status))).toEqual(new Set(['success']));
	const leads = await leadsBy(ids);
	expect(leads.map(({ name }) => name).sort()).toEqual(ids.map((id) => `Customer ${id}`));
	expect((await deliver('contacts', events[0])).status).toBe(200);
	expect(await n8n.executions('contacts')).toHaveLength(events.length);
	expect(await inStore(async (store) => await store.read(countInbox()))).toMatchObject({
		open: 0,
		failed: 0,
	});
});

test('neither WeCom’s own API nor what follows holds up the answer', async () => {
	knowCustomer('wmSlow', 'Slow Customer');
	api.hold('externalcontact/get');
	downstream.hold('/stall');
	const event = contactEvent('wmSlow', 'add_external_contact');
	expect((await deliver('stalling', event)).status).toBe(200);
	// The answer is here, and n8n has not even heard who the customer is. Five seconds or an hour: it
	// is the test that decides how long this takes.
	await api.waiting();
	expect(await n8n.executions('stalling')).toEqual([]);
	api.release();
	await downstream.waiting();
	// The workflow hangs; a retry is answered all the same.
	expect((await deliver('stalling', event)).status).toBe(200);
	expect(await n8n.executions('stalling')).toEqual([]);
	downstream.release();
	const [run, ...more] = await n8n.waitForExecutions('stalling', 1);
	expect(more).toEqual([]);
	expect(itemsOf(run, 'WeCom')[0].json).toMatchObject({
		name: 'Slow Customer',
		capture: {
			welcomeCode: 'WELCOME-wmSlow-add_external_contact',
			enrichment: { done: true },
		},
	});
});

test('a forged delivery is refused, starts nothing and shows up', async () => {
	const before = await n8n.executions('contacts');
	const event = contactEvent('wmForged', 'add_external_contact');
	expect((await deliver('contacts', event, { token: 'guessed' })).status).toBe(403);
	expect((await http.post(address('contacts'), 'nonsense')).status).toBe(400);
	expect(await n8n.executions('contacts')).toHaveLength(before.length);
	expect(await leadsBy(['wmForged'])).toEqual([]);
	const refusals = await inStore(async (store) => await store.read(findRefusals()));
	expect(refusals.map(({ reason }) => reason)).toEqual(
		expect.arrayContaining(['badSignature', 'unreadableBody']),
	);
	expect(n8n.log()).toContain('WeCom refused a delivery: badSignature');
});

test('customer service messages survive a crash between signal and reading', async () => {
	const ids = ['wmK1', 'wmK2', 'wmK3'];
	ids.forEach((id) => knowCustomer(id, `Visitor ${id}`));
	weCom.state.kfAccounts.push({ open_kfid: 'wk1', name: 'Sales' });
	weCom.state.kfTokens.add('ENC1');
	const message = (id: string, index: number) => ({
		msgid: `message-${index}`,
		open_kfid: 'wk1',
		external_userid: id,
		send_time: 1767225600 + index,
		origin: 3,
		msgtype: 'text',
		text: { content: `Question ${index}` },
	});
	weCom.state.kfMessages.set('wk1', [...ids, ...ids].map(message));
	api.hold('kf/sync_msg');
	const { status } = await deliver('service', {
		ToUserName: weCom.state.corpId,
		CreateTime: '1767225600',
		MsgType: 'event',
		Event: 'kf_msg_or_event',
		Token: 'ENC1',
		OpenKfId: 'wk1',
	});
	expect(status).toBe(200);
	await api.waiting();
	await n8n.halt('SIGKILL');
	api.release();
	expect(await leadsBy(ids)).toEqual([]);
	// The trigger leaves the webhook a minute; the signal is made to have waited longer.
	const database = new DatabaseSync(n8n.storeFile);
	database.exec('UPDATE inbox SET received_at = received_at - 600000');
	database.exec('UPDATE leases SET leased_until = 0');
	database.close();
	await n8n.restart();
	while ((await n8n.executions('service')).length === 0) {
		await wait(500);
	}
	const [run] = await n8n.executions('service');
	expect(run).toMatchObject({ status: 'success', mode: 'trigger' });
	const outcomes = itemsOf(run, 'Capture').map(({ json }) => json.outcome);
	expect(outcomes).toHaveLength(6);
	const leads = await leadsBy(ids);
	expect(leads.map(({ name }) => name).sort()).toEqual(ids.map((id) => `Visitor ${id}`));
});
