import type { IDataObject, IHttpRequestOptions } from 'n8n-workflow';
import { createHash, createHmac } from 'node:crypto';
import { addToInbox, countInbox } from '../../leads/store/inbox';
import { findRefusals } from '../../leads/store/refusals';
import type { LeadStore } from '../../leads/store/store';
import { sweepInbox } from '../../nodes/shared/inboxSweep';
import { leadWebhookTest } from '../../nodes/LeadWebhookTrigger/webhookCredential';
import * as ads from '../channels/ads/samples';
import * as chats from '../channels/chat/samples';
import { embeddedStore } from './embeddedStore';
import { runWorkflow } from './runWorkflow';
import { WebhookUnderTest, type Call } from './webhookCalls';

const secret = 'a long secret text';
let store: LeadStore;

beforeAll(async () => {
	store = await embeddedStore();
});

afterAll(async () => await store.close());

function hmac(algorithm: string, text: string, key = secret): string {
	return createHmac(algorithm, key).update(text).digest('hex');
}

function chatwoot(body: object, key = secret): Call {
	const text = JSON.stringify(body);
	const time = String(Math.floor(Date.now() / 1000));
	const signature = `sha256=${hmac('sha256', `${time}.${text}`, key)}`;
	return {
		body: text,
		headers: {
			'x-chatwoot-signature': signature,
			'x-chatwoot-timestamp': time,
			'x-chatwoot-delivery': 'd-1',
		},
	};
}

function tawk(body: object, key = secret): Call {
	const text = JSON.stringify(body);
	return { body: text, headers: { 'x-tawk-signature': hmac('sha1', text, key) } };
}

function meta(body: object, key = secret): Call {
	const text = JSON.stringify(body);
	return { body: text, headers: { 'x-hub-signature-256': `sha256=${hmac('sha256', text, key)}` } };
}

function sobot(body: object, key = 'app-key'): Call {
	const time = String(Date.now());
	const sign = createHash('md5').update(`company-1${time}635${key}`).digest('hex');
	return {
		body: JSON.stringify(body),
		headers: { 'x-log-timestamp': time, 'x-log-randomcode': '635', 'x-log-sign': sign },
	};
}

function inUrl(body: object, key = secret): Call {
	return { body: JSON.stringify(body), query: `?secret=${encodeURIComponent(key)}` };
}

const credential = {
	secret,
	sobotCompanyId: 'company-1',
	sobotSecret: 'app-key',
	verifyToken: 'verify me',
};

async function refusalsOf(hook: WebhookUnderTest): Promise<string[]> {
	const refusals = await store.read(findRefusals());
	return refusals.filter(({ nodeKey }) => nodeKey === hook.nodeKey).map(({ reason }) => reason);
}

const platforms: Array<
	[
		platform: string,
		send: (body: object, key?: string) => Call,
		body: object,
		fields: object,
		taken: string,
	]
> = [
	['chatwoot', chatwoot, chats.chatwootMessage, { chatContactId: 'chatwoot:1:77' }, 'ok'],
	['tawkTo', tawk, chats.tawkStart, { email: 'ada@example.com' }, 'ok'],
	['sobot', sobot, chats.sobotUsers, { name: '李娜' }, '{"ret_code":"000000"}'],
	['metaLeadAds', meta, ads.metaNotification, { facebookLeadId: '444444444444444' }, 'ok'],
	['oceanEngine', inUrl, ads.oceanClue, { name: '李娜' }, '{"code":0,"message":"success"}'],
	['tencentAds', inUrl, ads.tencentLead, { name: '李娜' }, '{"code":0,"message":"success"}'],
	['baiduLeads', inUrl, ads.baiduLead, { name: '李娜' }, '{"code":0,"message":"success"}'],
];

describe.each(platforms)('%s', (platform, send, body, fields, taken) => {
	test('is taken once, with the answer that it wants', async () => {
		const hook = await WebhookUnderTest.open({ platform }, credential, { workflowId: platform });
		const first = await hook.call(send(body));
		expect(first).toMatchObject({ status: 200, body: taken, items: [fields] });
		expect(first.items[0].capture).toMatchObject({
			channel: platform,
			inboxId: expect.any(String),
		});
		const again = await hook.call(send(body));
		expect(again).toMatchObject({ status: 200, body: taken, items: [] });
	});

	test('with another secret, or none, is refused and counted', async () => {
		const hook = await WebhookUnderTest.open({ platform }, credential, {
			workflowId: `no-${platform}`,
		});
		const wrong = await hook.call(send(body, 'another secret'));
		expect(wrong).toMatchObject({ status: 401, items: [] });
		expect(await hook.call({ body: JSON.stringify(body) })).toMatchObject({
			status: 401,
			items: [],
		});
		expect(await refusalsOf(hook)).toEqual(expect.arrayContaining(['missingSignature']));
		expect(await refusalsOf(hook)).toHaveLength(2);
	});

	test('without a credential is refused, unless its author allows it', async () => {
		const closed = await WebhookUnderTest.open({ platform }, undefined, {
			workflowId: `c-${platform}`,
		});
		expect(await closed.call(send(body))).toMatchObject({ status: 401, items: [] });
		expect(await refusalsOf(closed)).toEqual(['noSecret']);
		const parameters = { platform, allowUnsigned: true };
		const open = await WebhookUnderTest.open(parameters, undefined, {
			workflowId: `o-${platform}`,
		});
		expect((await open.call({ body: JSON.stringify(body) })).items).toHaveLength(1);
		const checked = await WebhookUnderTest.open(parameters, credential, {
			workflowId: `s-${platform}`,
		});
		expect(await checked.call({ body: JSON.stringify(body) })).toMatchObject({ status: 401 });
	});
});

test('an older Chatwoot proves itself by the secret in the URL', async () => {
	const hook = await WebhookUnderTest.open({ platform: 'chatwoot' }, credential, {
		workflowId: 'old',
	});
	expect((await hook.call(inUrl(chats.chatwootMessage))).items).toHaveLength(1);
	expect(await hook.call(inUrl(chats.chatwootMessage, 'x'))).toMatchObject({ status: 401 });
});

test('what tells of nobody is taken and starts nothing; what cannot be read is refused', async () => {
	const hook = await WebhookUnderTest.open({ platform: 'chatwoot' }, credential, {
		workflowId: 'odd',
	});
	const outgoing = { ...chats.chatwootMessage, message_type: 'outgoing' };
	expect(await hook.call(chatwoot(outgoing))).toMatchObject({ status: 200, items: [] });
	const broken = { ...inUrl({}), body: '{"event":' };
	expect(await hook.call(broken)).toMatchObject({ status: 400, items: [] });
	const huge = { ...inUrl({}), headers: { 'content-length': '9000000' } };
	expect(await hook.call(huge)).toMatchObject({ status: 413 });
	expect((await refusalsOf(hook)).sort()).toEqual(['tooLarge', 'unreadable']);
});

test('a delivery to the test address is a test, and new each time', async () => {
	const hook = await WebhookUnderTest.open({ platform: 'tawkTo' }, credential, {
		workflowId: 'test',
	});
	const before = await store.read(countInbox());
	for (const call of [tawk(chats.tawkStart), tawk(chats.tawkStart)]) {
		const { items } = await hook.call({ ...call, test: true });
		expect(items).toMatchObject([{ capture: { test: true } }]);
	}
	expect(await store.read(countInbox())).toEqual(before);
});

test('messages and details of one visitor come to one lead', async () => {
	const hook = await WebhookUnderTest.open({ platform: 'chatwoot' }, credential, {
		workflowId: 'one',
	});
	const visitor = {
		...chats.chatwootMessage.sender,
		id: 99,
		email: 'one@example.com',
		phone_number: null,
	};
	const say = async (id: number, content: string) =>
		await hook.call(chatwoot({ ...chats.chatwootMessage, id, content, sender: visitor }));
	const calls = [
		await say(2, 'second'),
		await say(1, 'first'),
		await say(2, 'second'),
		await hook.call(
			chatwoot({ ...chats.chatwootContact, ...visitor, phone_number: '+8613900139000' }),
		),
	];
	const input = calls.flatMap(({ items }) => items);
	expect(input).toHaveLength(3);
	const run = await runWorkflow({ nodes: [{ name: 'Capture', type: 'leadCapture' }], input });
	const leads = run.json('Capture', 0);
	expect(leads).toHaveLength(3);
	expect(leads[0].outcome).toBe('created');
	expect(new Set(leads.map(({ id }) => id)).size).toBe(1);
	expect(leads.at(-1)).toMatchObject({ mobile: '+8613900139000', email: 'one@example.com' });
	expect(await store.read(countInbox())).toMatchObject({ failed: 0 });
});

describe('Meta', () => {
	const get = (query: string): Call => ({ method: 'GET', query });
	const challenge = (token: string) =>
		get(
			`?hub.mode=subscribe&hub.challenge=1158201444&hub.verify_token=${encodeURIComponent(token)}`,
		);

	test('is answered when it tries the address', async () => {
		const hook = await WebhookUnderTest.open({ platform: 'metaLeadAds' }, credential, {
			workflowId: 'get',
		});
		expect(await hook.call(challenge('verify me'))).toMatchObject({
			status: 200,
			body: '1158201444',
		});
		expect(await hook.call(challenge('other'))).toMatchObject({ status: 403 });
		const without = await WebhookUnderTest.open(
			{ platform: 'metaLeadAds' },
			{ secret },
			{ workflowId: 'get2' },
		);
		expect(await without.call(challenge(''))).toMatchObject({ status: 403 });
		expect(await refusalsOf(without)).toEqual(['noVerifyToken']);
		const other = await WebhookUnderTest.open({ platform: 'tawkTo' }, credential, {
			workflowId: 'get3',
		});
		expect(await other.call(get(''))).toMatchObject({ status: 200, body: 'ok', items: [] });
	});

	test('without a page token the IDs start the workflow, and nothing waits in the inbox', async () => {
		const hook = await WebhookUnderTest.open({ platform: 'metaLeadAds' }, credential, {
			workflowId: 'ids',
		});
		const before = await store.read(countInbox());
		const { items } = await hook.call(meta(ads.metaNotification));
		expect(items).toMatchObject([
			{ facebookLeadId: '444444444444444', form_id: '555', capture: { report: true } },
		]);
		const after = await store.read(countInbox());
		expect(after.open).toBe(before.open);
	});
});

describe('Meta, with a page token', () => {
	const withToken = { ...credential, pageAccessToken: 'page-token' };
	const notification = (id: string) => {
		const [{ changes, ...entry }] = ads.metaNotification.entry;
		const value = { ...changes[0].value, leadgen_id: id };
		return { object: 'page', entry: [{ ...entry, changes: [{ field: 'leadgen', value }] }] };
	};
	const open = async (workflowId: string, options = {}) =>
		await WebhookUnderTest.open({ platform: 'metaLeadAds' }, withToken, { workflowId, ...options });

	test('what people filled in is fetched after the answer', async () => {
		const hook = await open('fetch');
		const asked: string[] = [];
		const api = async ({ url, headers }: IHttpRequestOptions) => {
			asked.push(`${new URL(url).pathname} ${String(headers?.authorization)}`);
			return { ...ads.metaLead, id: '4001' };
		};
		const { status, items } = await hook.call({ ...meta(notification('4001')), api });
		expect(status).toBe(200);
		expect(asked).toEqual(['/v25.0/4001 Bearer page-token']);
		expect(items).toMatchObject([
			{
				name: 'Ada Example',
				facebookLeadId: '4001',
				capture: { externalId: '4001', inboxId: expect.any(String) },
			},
		]);
		expect(items[0].capture).not.toHaveProperty('report');
		const run = await runWorkflow({
			nodes: [{ name: 'Capture', type: 'leadCapture' }],
			input: items,
		});
		expect(run.json('Capture', 0)).toMatchObject([{ outcome: 'created', name: 'Ada Example' }]);
		expect((await hook.call({ ...meta(notification('4001')), api })).items).toEqual([]);
	});

	test.each([
		['an error of Meta', async () => ({ error: { code: 190, message: 'Session has expired' } })],
		['no answer', async () => await Promise.reject(new Error('timeout'))],
		['another lead', async () => ({ ...ads.metaLead, id: '1' })],
		['nonsense', async () => 'x'],
	])('what cannot be fetched for %s waits for the sweep and is counted', async (why, api) => {
		const hook = await open(`unfetched ${why}`);
		const before = await store.read(countInbox());
		const { status, items } = await hook.call({ ...meta(notification('4002')), api });
		expect({ status, items }).toEqual({ status: 200, items: [] });
		expect((await store.read(countInbox())).open).toBe(before.open + 1);
		expect(await refusalsOf(hook)).toEqual(['metaLeadNotFetched']);
	});

	test('a sweep leaves alone what still cannot be fetched, and emits what can', async () => {
		const hook = await open('swept');
		const receivedAt = Date.now() - 600_000;
		for (const externalId of ['notification:1', 'notification:2']) {
			const payload = { externalId };
			const delivery = {
				nodeKey: hook.nodeKey,
				channel: 'metaLeadAds',
				externalId,
				payload,
				receivedAt,
			};
			await store.run(addToInbox(delivery));
		}
		const emitted: unknown[] = [];
		const trigger: Parameters<typeof sweepInbox>[0] = {
			getNode: () => hook.workflow.nodes.Hook,
			getWorkflow: () => ({ id: hook.workflow.id, active: true }),
			emit: (data) => void emitted.push(data[0][0].json.externalId),
		};
		const canBeFetched = ({ externalId }: IDataObject) => externalId === 'notification:2';
		await sweepInbox(trigger, store, async (item) => (canBeFetched(item) ? item : undefined));
		expect(emitted).toEqual(['notification:2']);
	});

	test('where no Lead Capture follows, the workflow gets the IDs and the reason', async () => {
		const hook = await open('alone', { follower: 'test.anything' });
		const api = async () => ({ error: { code: 190, message: 'Session has expired' } });
		const { items } = await hook.call({ ...meta(notification('4003')), api });
		expect(items).toMatchObject([
			{ facebookLeadId: '4003', fetch: { done: false, reason: '190 Session has expired' } },
		]);
	});
});

describe('any sender', () => {
	const body = { lead: { id: 9, who: 'Ada Example', mail: 'ada@example.com' } };
	const parameters = {
		platform: 'generic',
		proof: 'hmac',
		signatureHeader: 'X-Sign',
		signedText: '{timestamp}.{body}',
		signatureOptions: { encoding: 'base64', prefix: 'v1=', timestampHeader: 'X-Time', maxAge: 60 },
		channel: 'meiqia',
		leadPath: 'lead',
		idPath: 'id',
		fieldsToMap: {
			field: [
				{ leadField: 'name', from: 'who' },
				{ leadField: 'custom', customField: 'kind', from: 'mail' },
			],
		},
		options: { responseBody: '{"errcode":0}' },
	};

	function signed(time = String(Math.floor(Date.now() / 1000))): Call {
		const text = JSON.stringify(body);
		const signature = createHmac('sha256', secret).update(`${time}.${text}`).digest('base64');
		return { body: text, headers: { 'x-sign': `v1=${signature}`, 'x-time': time } };
	}

	test('is taken by its own rule, and answered as it wants', async () => {
		const hook = await WebhookUnderTest.open(parameters, credential, { workflowId: 'any' });
		const answered = await hook.call(signed());
		expect(answered).toMatchObject({
			status: 200,
			body: '{"errcode":0}',
			contentType: 'application/json; charset=utf-8',
			items: [
				{
					name: 'Ada Example',
					kind: 'ada@example.com',
					capture: { channel: 'meiqia', externalId: '9' },
				},
			],
		});
		expect((await hook.call(signed())).items).toEqual([]);
		expect(await hook.call(signed('1767225600'))).toMatchObject({ status: 401 });
		expect(await refusalsOf(hook)).toEqual(['staleTimestamp']);
	});

	test('without an ID is taken once in ten minutes', async () => {
		const hook = await WebhookUnderTest.open({ ...parameters, idPath: '' }, credential, {
			workflowId: 'noid',
		});
		expect((await hook.call(signed())).items[0].capture).not.toHaveProperty('externalId');
		const again = await hook.call(signed());
		// At most two, should the ten minutes end just now.
		expect(again.items.length).toBeLessThanOrEqual(1);
	});

	test('with a rule that cannot work says which parameter to put right', async () => {
		const wrong = { ...parameters, signedText: '{Body}' };
		const hook = await WebhookUnderTest.open(wrong, credential, { workflowId: 'wrong' });
		await expect(hook.call(signed())).rejects.toThrow("'Signed Text' has {Body}");
	});
});

test('the credential says what it is good for', async () => {
	const told = async (data: Record<string, string>) =>
		await leadWebhookTest({ id: '1', name: 'x', type: 'leadWebhookApi', data });
	expect(await told({})).toMatchObject({ status: 'Error' });
	expect(await told({ secret: 'short' })).toMatchObject({ status: 'Error' });
	expect(await told({ sobotSecret: 'k' })).toMatchObject({ status: 'Error' });
	expect(await told(credential)).toMatchObject({
		status: 'OK',
		message: 'Holds a secret, a Meta verify token, the Sobot keys. Deliveries are checked with it.',
	});
});
