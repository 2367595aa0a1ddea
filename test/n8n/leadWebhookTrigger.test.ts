import axios from 'axios';
import { createHmac } from 'node:crypto';
import { addWorkflow, type WorkflowJson } from '../../playground/server.mjs';
import { countInbox } from '../../leads/store/inbox';
import { findLeads } from '../../leads/store/leads/findLeads';
import { findRefusals } from '../../leads/store/refusals';
import { openStore, type LeadStore } from '../../leads/store/store';
import * as ads from '../channels/ads/samples';
import * as chats from '../channels/chat/samples';
import { itemsOf, startPlayground, type Playground } from './playground';

const secret = 'a long secret text';
const http = axios.create({ proxy: false, validateStatus: () => true, responseType: 'text' });

let n8n: Playground;

/** A trigger for a platform, whose leads are captured. */
function webhookWorkflow(id: string, parameters: object, credentialId: string): WorkflowJson {
	const node = (name: string, type: string, x: number, more: object) => ({
		id: `${id}-${name}`,
		name,
		type: `n8n-nodes-leadflow.${type}`,
		typeVersion: 1,
		position: [x, 0],
		parameters: {},
		...more,
	});
	const credentials = { leadWebhookApi: { id: credentialId, name: 'Hook' } };
	return {
		id,
		name: id,
		nodes: [
			node('Hook', 'leadWebhookTrigger', 0, { webhookId: id, parameters, credentials }),
			node('Capture', 'leadCapture', 220, {}),
		],
		connections: { Hook: { main: [[{ node: 'Capture', type: 'main', index: 0 }]] } },
	};
}

async function inStore<Result>(look: (store: LeadStore) => Promise<Result>): Promise<Result> {
	const store = await openStore({ engine: 'sqlite', file: n8n.storeFile });
	return await look(store).finally(async () => await store.close());
}

beforeAll(async () => {
	n8n = await startPlayground({ env: { N8N_EXPRESSION_ENGINE_LAZY_ACQUIRE: 'true' } });
	const { data } = await n8n.session.rest.post('/credentials', {
		name: 'Hook',
		type: 'leadWebhookApi',
		data: { secret, verifyToken: 'verify me' },
	});
	const { id } = data.data ?? data;
	for (const [workflowId, parameters] of [
		['cw', { platform: 'chatwoot' }],
		['tawk', { platform: 'tawkTo' }],
		['ocean', { platform: 'oceanEngine' }],
		['meta', { platform: 'metaLeadAds' }],
	] as const) {
		await addWorkflow(n8n.session, webhookWorkflow(workflowId, parameters, String(id)));
	}
});

afterAll(async () => await n8n.stop());

const address = (id: string, query = '') => `${n8n.url}/webhook/${id}/lead${query}`;

async function chatwoot(body: object, delivery: string, key = secret) {
	// Written with spaces: what is signed are the bytes, not what n8n makes of them.
	const text = JSON.stringify(body, null, 2);
	const time = String(Math.floor(Date.now() / 1000));
	const signature = createHmac('sha256', key).update(`${time}.${text}`).digest('hex');
	const headers = {
		'content-type': 'application/json',
		'x-chatwoot-signature': `sha256=${signature}`,
		'x-chatwoot-timestamp': time,
		'x-chatwoot-delivery': delivery,
	};
	return await http.post<string>(address('cw'), text, {
		headers,
		transformRequest: (sent) => sent,
	});
}

async function tawk(body: object) {
	const text = JSON.stringify(body);
	const headers = {
		'content-type': 'application/json',
		'x-tawk-signature': createHmac('sha1', secret).update(text).digest('hex'),
		'x-hook-event-id': 'e-1',
	};
	return await http.post<string>(address('tawk'), text, {
		headers,
		transformRequest: (sent) => sent,
	});
}

test('duplicated, reordered and retried messages of a visitor make one lead', async () => {
	const message = (id: number) => ({ ...chats.chatwootMessage, id, content: `message ${id}` });
	const answers = await Promise.all([
		chatwoot(message(3), 'd3'),
		chatwoot(message(1), 'd1'),
		chatwoot(message(1), 'd1'),
		chatwoot(message(2), 'd2'),
		// The same message under another delivery id, as by an account and an inbox webhook.
		chatwoot(message(3), 'd4'),
		chatwoot(chats.chatwootContact, 'd5'),
	]);
	expect(answers.map(({ status, data }) => `${status} ${data}`)).toEqual(Array(6).fill('200 ok'));
	const executions = await n8n.waitForExecutions('cw', 4);
	expect(executions.map(({ status }) => status)).toEqual(Array(4).fill('success'));
	const captured = executions.map((execution) => itemsOf(execution, 'Capture')[0].json);
	expect(captured.map(({ outcome }) => outcome).filter((one) => one === 'created')).toHaveLength(1);
	expect(new Set(captured.map(({ id }) => id)).size).toBe(1);
	const again = await chatwoot(message(2), 'd2');
	expect(again.status).toBe(200);
	expect(await n8n.executions('cw')).toHaveLength(4);
});

test('all events of a chat make one lead, in whichever order they come', async () => {
	for (const event of [chats.tawkTranscript, chats.tawkStart, chats.tawkStart, chats.tawkEnd]) {
		expect((await tawk(event)).status).toBe(200);
	}
	const executions = await n8n.waitForExecutions('tawk', 3);
	const ids = executions.map((execution) => itemsOf(execution, 'Capture')[0]?.json.id);
	expect(executions).toHaveLength(3);
	expect(new Set(ids).size).toBe(1);
});

test('a clue with an id of 19 digits is no repeat of its neighbour', async () => {
	const clue = (id: string) =>
		JSON.stringify({ ...ads.oceanClue, clue_id: 0, telephone: `138001380${id.slice(-2)}` }).replace(
			'"clue_id":0',
			`"clue_id":${id}`,
		);
	const send = async (id: string) =>
		await http.post<string>(address('ocean', `?secret=${encodeURIComponent(secret)}`), clue(id), {
			headers: { 'content-type': 'application/json' },
			transformRequest: (sent) => sent,
		});
	for (const id of ['7012345678901234561', '7012345678901234562', '7012345678901234561']) {
		expect(await send(id)).toMatchObject({ status: 200, data: '{"code":0,"message":"success"}' });
	}
	const executions = await n8n.waitForExecutions('ocean', 2);
	expect(executions).toHaveLength(2);
	const leads = executions.map((execution) => itemsOf(execution, 'Capture')[0].json.id);
	expect(new Set(leads).size).toBe(2);
});

test('Meta can verify the address', async () => {
	const verify = async (token: string) =>
		await http.get<string>(address('meta'), {
			params: { 'hub.mode': 'subscribe', 'hub.verify_token': token, 'hub.challenge': '42' },
		});
	expect(await verify('verify me')).toMatchObject({ status: 200, data: '42' });
	expect((await verify('other')).status).toBe(403);
});

test('a bad signature is refused with 401, starts nothing and is counted in the store', async () => {
	const before = await n8n.executions('cw');
	const forged = await chatwoot({ ...chats.chatwootMessage, id: 999 }, 'd9', 'another secret');
	expect(forged).toMatchObject({ status: 401, data: 'refused' });
	const unsigned = await http.post(address('ocean'), ads.oceanClue);
	expect(unsigned.status).toBe(401);
	expect(await n8n.executions('cw')).toHaveLength(before.length);
	const refusals = await inStore(async (store) => await store.read(findRefusals()));
	expect(refusals).toEqual(
		expect.arrayContaining([
			expect.objectContaining({ nodeKey: 'cw:cw-Hook', reason: 'badSignature' }),
			expect.objectContaining({ nodeKey: 'ocean:ocean-Hook', reason: 'missingSignature' }),
		]),
	);
});

test('in the end there is one lead a person, and nothing is left in the inbox', async () => {
	const { leads, inbox } = await inStore(async (store) => ({
		leads: await store.read(findLeads({ limit: 50 })),
		inbox: await store.read(countInbox()),
	}));
	expect(leads.leads.map(({ name }) => name).sort()).toEqual([
		'Ada Example',
		'Li Na',
		'李娜',
		'李娜',
	]);
	expect(inbox).toMatchObject({ open: 0, failed: 0 });
});
