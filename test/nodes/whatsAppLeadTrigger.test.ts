import { resolveWebhookDescriptionField, type IDataObject } from 'n8n-workflow';
import { countInbox } from '../../leads/store/inbox';
import { findRefusals } from '../../leads/store/refusals';
import type { LeadStore } from '../../leads/store/store';
import { isSuppressed } from '../../leads/store/suppressions';
import { timelineOf } from '../../leads/store/timeline';
import { whatsAppWebhookTest } from '../../nodes/WhatsAppLeadTrigger/webhookCredential';
import { deliveryWebhooks } from '../../nodes/shared/webhookPath';
import {
	BSUID,
	contact,
	delivery,
	message,
	metadata,
	textMessage,
	valueWith,
} from '../channels/whatsapp/deliveries';
import vector from '../channels/whatsapp/signatureVector.json';
import { embeddedStore } from './embeddedStore';
import { runWorkflow } from './runWorkflow';
import { CREDENTIAL, signatureOf, TriggerUnderTest } from './whatsAppCalls';

let store: LeadStore;

beforeAll(async () => {
	store = await embeddedStore();
});

afterAll(async () => await store.close());

const messages = (...all: object[]) => delivery({ value: valueWith({ messages: all }) });

const statuses = (...all: object[]) =>
	delivery({
		value: { metadata, statuses: all.map((one) => ({ recipient_user_id: BSUID, ...one })) },
	});

/** Names and counts of what was refused at a trigger. */
async function refused(trigger: TriggerUnderTest): Promise<string[]> {
	const all = await store.read(findRefusals());
	return all
		.filter(({ nodeKey }) => nodeKey === trigger.nodeKey)
		.map(({ reason, count }) => `${reason} ${count}`);
}

describe('the question of an address', () => {
	const query = {
		'hub.mode': 'subscribe',
		'hub.verify_token': CREDENTIAL.verifyToken,
		'hub.challenge': '1158201444',
	};

	test('is answered with the challenge and nothing else', async () => {
		const trigger = await TriggerUnderTest.open();
		const { status, body, headers, items } = await trigger.request('GET', { query });
		expect([status, body, items]).toEqual([200, '1158201444', []]);
		expect(headers).toMatchObject({
			'content-type': 'text/plain; charset=utf-8',
			'x-content-type-options': 'nosniff',
		});
	});

	test('with another token is refused and counted', async () => {
		const trigger = await TriggerUnderTest.open({ workflowId: 'token' });
		const wrong = { ...query, 'hub.verify_token': 'guess' };
		const { status, body } = await trigger.request('GET', { query: wrong });
		expect(status).toBe(403);
		expect(body).not.toContain('1158201444');
		expect(await refused(trigger)).toEqual(['wrongVerifyToken 1']);
	});
});

describe('a delivery', () => {
	test('with the signature of the vector is taken over its raw bytes', async () => {
		const credential = { appSecret: vector.app_secret };
		const trigger = await TriggerUnderTest.open({ credential, workflowId: 'vector' });
		const body = Buffer.from(vector.body_b64, 'base64');
		const headers = { 'x-hub-signature-256': vector.value };
		const { status, items } = await trigger.request('POST', { headers, body });
		expect(status).toBe(200);
		expect(items).toMatchObject([{ name: '李娜', message: '请报价 1/2 样品' }]);
	});

	test('gives an item a message, with how it came, once', async () => {
		const trigger = await TriggerUnderTest.open({ workflowId: 'twice' });
		const both = messages(
			textMessage('one', { id: 'twice.1' }),
			textMessage('two', { id: 'twice.2' }),
		);
		const first = await trigger.deliver(both);
		expect([first.status, first.body]).toEqual([200, 'OK']);
		expect(first.items).toMatchObject([
			{
				name: 'Mike Example',
				mobile: '+4915123456789',
				whatsappBsuid: BSUID,
				whatsappUsername: 'mike.example',
				message: 'one',
				capture: {
					channel: 'whatsapp',
					externalId: 'twice.1',
					inboxId: expect.any(String),
					test: false,
					whatsapp: { lastInboundAt: expect.any(Number) },
				},
			},
			{ message: 'two' },
		]);
		const again = await trigger.deliver(both);
		expect([again.status, again.items]).toEqual([200, []]);
		const mixed = await trigger.deliver(
			messages(textMessage('two', { id: 'twice.2' }), textMessage('three', { id: 'twice.3' })),
		);
		expect(mixed.items).toMatchObject([{ message: 'three' }]);
	});

	test.each([
		[
			'with a signature of another secret',
			'badSignature',
			{ 'x-hub-signature-256': signatureOf('{}', 'x') },
		],
		['without a signature', 'missingSignature', {}],
		['with a SHA-1 signature only', 'missingSignature', { 'x-hub-signature': 'sha1=00' }],
	])('%s is refused and counted, and nothing of it is kept', async (_name, reason, headers) => {
		const workflowId = `${reason}${Object.keys(headers).length}`;
		const trigger = await TriggerUnderTest.open({ workflowId });
		const before = await store.read(countInbox());
		const body = Buffer.from(JSON.stringify(messages(textMessage('forged'))));
		const { status, items } = await trigger.request('POST', { headers, body });
		expect([status, items]).toEqual([401, []]);
		expect(await refused(trigger)).toEqual([`${reason} 1`]);
		expect(await store.read(countInbox())).toEqual(before);
	});

	test('that is too large, or no JSON, is refused', async () => {
		const trigger = await TriggerUnderTest.open({ workflowId: 'unreadable' });
		expect((await trigger.deliver(Buffer.alloc(3_000_000, 32))).status).toBe(413);
		expect((await trigger.deliver(Buffer.from('{'))).status).toBe(400);
		expect((await refused(trigger)).sort()).toEqual(['tooLarge 1', 'unreadable 1']);
	});

	test('about something other than people is acknowledged, or Meta would send it for days', async () => {
		const trigger = await TriggerUnderTest.open({ workflowId: 'other' });
		for (const other of [
			{ object: 'page', entry: [] },
			delivery({ field: 'account_update', value: { event: 'VERIFIED_ACCOUNT' } }),
			messages(),
		]) {
			const { status, items } = await trigger.deliver(other);
			expect([status, items]).toEqual([200, []]);
		}
		expect(await refused(trigger)).toEqual([]);
	});

	test('that cannot be saved is not acknowledged, so that Meta sends it again', async () => {
		const file = '/dev/null/leads.db';
		const trigger = await TriggerUnderTest.open({ store: { engine: 'sqlite', file } });
		const { status, items } = await trigger.deliver(messages(textMessage('Hi', { id: 'lost' })));
		expect([status, items]).toEqual([503, []]);
	});

	test('to the test address is a test lead, and stays out of the live inbox', async () => {
		const trigger = await TriggerUnderTest.open({ workflowId: 'test' });
		const before = await store.read(countInbox());
		for (let times = 0; times < 2; times++) {
			const { items } = await trigger.deliver(messages(textMessage('try')), { test: true });
			expect(items).toMatchObject([{ message: 'try', capture: { test: true } }]);
		}
		expect(await store.read(countInbox())).toEqual(before);
	});
});

describe('what is taken', () => {
	const kinds = (items: IDataObject[]) =>
		items.map(({ capture }) => ((capture as IDataObject).activity as IDataObject).subject);

	test('messages, statuses and preferences, unless chosen otherwise', async () => {
		const all = delivery(
			{
				value: valueWith({
					messages: [
						textMessage('m', { id: 'k1' }),
						message('reaction', { emoji: 'x' }, { id: 'k2' }),
					],
					statuses: [{ id: 'k3', status: 'read', recipient_user_id: BSUID }],
				}),
			},
			{
				field: 'user_preferences',
				value: { user_preferences: [{ wa_id: contact.wa_id, value: 'stop', timestamp: 1 }] },
			},
		);
		const usual = await TriggerUnderTest.open({ workflowId: 'usual' });
		expect(kinds((await usual.deliver(all)).items)).toEqual([
			'Message by WhatsApp',
			'WhatsApp message read',
			'Marketing stopped by WhatsApp',
		]);
		const parameters = { triggerOn: ['reaction'] };
		const chosen = await TriggerUnderTest.open({ workflowId: 'chosen', parameters });
		expect(kinds((await chosen.deliver(all)).items)).toEqual(['Reaction by WhatsApp']);
	});

	test('what comes to the chosen numbers; an opt-out without a number is never left out', async () => {
		const parameters = { options: { phoneNumberIds: '222, 333' } };
		const trigger = await TriggerUnderTest.open({ workflowId: 'numbers', parameters });
		const to = (phone_number_id: string) => ({
			value: valueWith({
				metadata: { phone_number_id },
				messages: [textMessage(`to ${phone_number_id}`, { id: `n${phone_number_id}` })],
			}),
		});
		const optOut = { user_preferences: [{ wa_id: contact.wa_id, value: 'stop', timestamp: 2 }] };
		const { items } = await trigger.deliver(
			delivery(to('111'), to('222'), to('333'), { field: 'user_preferences', value: optOut }),
		);
		expect(kinds(items)).toHaveLength(3);
		expect(items.map((item) => item.message).filter(Boolean)).toEqual(['to 222', 'to 333']);
	});

	test('two triggers of one n8n take the same message each', async () => {
		const sent = messages(textMessage('Hi', { id: 'shared' }));
		for (const workflowId of ['app1', 'app2']) {
			const trigger = await TriggerUnderTest.open({ workflowId });
			expect((await trigger.deliver(sent)).items).toHaveLength(1);
		}
	});
});

test.each([
	[{}, 'whatsapp', false],
	[{ options: { path: '/wa/sales/' } }, 'wa/sales', true],
])('the path is the own one, or follows the webhook id: %j', async (parameters, path, isFull) => {
	const { node, workflow } = await TriggerUnderTest.open({ parameters });
	expect(deliveryWebhooks('whatsapp').map(({ httpMethod }) => httpMethod)).toEqual(['GET', 'POST']);
	for (const webhook of deliveryWebhooks('whatsapp')) {
		const value = (field: string) => [
			resolveWebhookDescriptionField(node, webhook, field),
			workflow.expression.getSimpleParameterValue(node, webhook[field], 'internal', {}),
		];
		expect(value('path')).toEqual([{ resolved: true, value: path }, path]);
		expect(value('isFullPath')).toEqual([{ resolved: true, value: isFull }, isFull]);
	}
});

describe('a credential', () => {
	test.each([{ appSecret: '' }, { verifyToken: ' ' }])(
		'that lacks a part cannot go live, and takes nothing',
		async (credential) => {
			const trigger = await TriggerUnderTest.open({ credential });
			await expect(trigger.activate()).rejects.toThrow("no 'App Secret' or no 'Verify Token'");
			await expect(trigger.deliver(messages(textMessage('Hi')))).rejects.toThrow('App Secret');
		},
	);

	test('that is whole goes live', async () => {
		expect(await (await TriggerUnderTest.open()).activate()).toBe(true);
	});

	test.each([
		[CREDENTIAL, 'OK'],
		[{ ...CREDENTIAL, appSecret: 'EAAG-an-access-token' }, 'Error'],
		[{ ...CREDENTIAL, verifyToken: '' }, 'Error'],
	])('is looked at by its test button', async (data, status) => {
		const tested = await whatsAppWebhookTest({ id: '1', name: 'x', type: 'x', data });
		expect(tested.status).toBe(status);
	});
});

describe('with Lead Capture behind it', () => {
	const run = async (items: IDataObject[]) => {
		const done = await runWorkflow({
			nodes: [
				{ name: 'WhatsApp', type: 'whatsAppLeadTrigger' },
				{ name: 'Capture', type: 'leadCapture' },
			],
			input: items,
		});
		expect(done.error).toBeUndefined();
		return [0, 1, 2].map((output) => done.json('Capture', output));
	};

	test('a message makes a lead, its statuses a timeline, a refusal the wait and the opt-out', async () => {
		const trigger = await TriggerUnderTest.open({ workflowId: 'captured' });
		const now = Math.trunc(Date.now() / 1000);
		const [id, mine] = ['US.5550001', { from: '16505550123', from_user_id: 'US.5550001' }];
		const sent = valueWith({
			contacts: [{ profile: { name: 'Grace Example' }, wa_id: mine.from, user_id: id }],
			messages: [textMessage('Price?', { ...mine, id: 'c1', timestamp: String(now) })],
		});
		const [[lead]] = await run((await trigger.deliver(delivery({ value: sent }))).items);
		expect(lead).toMatchObject({
			outcome: 'created',
			name: 'Grace Example',
			mobile: '+16505550123',
			whatsappBsuid: id,
			source: 'whatsapp',
			whatsapp: { templateRequired: false, windowClosesAt: expect.any(String) },
		});

		const about = (more: object) => ({ recipient_user_id: id, timestamp: String(now), ...more });
		const reports = await trigger.deliver(
			statuses(
				about({ id: 's1', status: 'read' }),
				about({ id: 's1', status: 'sent' }),
				about({ id: 's2', status: 'failed', errors: [{ code: 131049, title: 'Held back' }] }),
				about({ id: 's3', status: 'failed', errors: [{ code: 131050, title: 'Stopped' }] }),
				{ id: 's4', status: 'read', recipient_user_id: 'US.404' },
			),
		);
		const [attached, rejected] = await run(reports.items);
		expect(attached.map((one) => [one.id, one.outcome])).toEqual(
			Array.from({ length: 4 }, () => [lead.id, 'attached']),
		);
		expect(rejected).toMatchObject([{ decision: { reasons: [{ code: 'unknownPerson' }] } }]);
		expect(attached.at(-1)?.whatsapp).toMatchObject({
			templateRequired: false,
			retryAfter: new Date((now + 86_400) * 1000).toISOString(),
			lastError: { code: expect.any(Number) },
		});

		const keys = [id, '+16505550123'].map((key) => ({
			channel: 'whatsapp',
			purpose: 'marketing',
			key,
		}));
		expect(await store.read(isSuppressed(keys))).toEqual(['unsubscribed', undefined]);
		const timeline = JSON.stringify(await store.read(timelineOf('lead', String(lead.id))));
		for (const subject of ['Message by WhatsApp', 'WhatsApp message read', '131050: Stopped']) {
			expect(timeline).toContain(subject);
		}
		expect(await store.read(countInbox())).toMatchObject({ failed: 0 });
	});
});
