import type { INodeExecutionData } from 'n8n-workflow';
import type { Lead } from '../../leads/model/lead';
import { countInbox } from '../../leads/store/inbox';
import { findLeads } from '../../leads/store/leads/findLeads';
import { findRefusals } from '../../leads/store/refusals';
import { openStore, type LeadStore } from '../../leads/store/store';
import { addWorkflow } from '../../playground/server.mjs';
import { delivery, metadata } from '../channels/whatsapp/deliveries';
import { deliver, verify, type SimulatedApp } from '../simulators/whatsApp';
import { itemsOf, startPlayground, type Playground } from './playground';

/*
 * A real n8n, a simulated Meta: what the app dashboard and Meta's servers do to the trigger.
 */

let n8n: Playground;
/** Two Meta apps with a trigger each. */
let sales: SimulatedApp;
let service: SimulatedApp;

async function addApp(id: string, letter: string): Promise<SimulatedApp> {
	const app = {
		address: `${n8n.url}/webhook/whatsapp/${id}`,
		appSecret: letter.repeat(32),
		verifyToken: `token-of-${id}`,
	};
	const { appSecret, verifyToken } = app;
	const { data } = await n8n.session.rest.post('/credentials', {
		name: id,
		type: 'whatsAppWebhookApi',
		data: { appSecret, verifyToken },
	});
	const trigger = {
		type: 'n8n-nodes-leadflow.whatsAppLeadTrigger',
		webhookId: id,
		parameters: { options: { path: `whatsapp/${id}` } },
		credentials: { whatsAppWebhookApi: { id: data.data.id, name: id } },
	};
	await addWorkflow(n8n.session, workflow(id, trigger, {}));
	return app;
}

/** Something that receives, then Lead Capture. */
function workflow(id: string, first: object, parameters: object) {
	const node = (name: string, more: object) => ({
		id: `${id}-${name}`,
		name,
		type: 'n8n-nodes-leadflow.leadCapture',
		typeVersion: 1,
		position: [0, 0] as [number, number],
		parameters: {},
		...more,
	});
	return {
		id,
		name: `WhatsApp ${id}`,
		nodes: [node('WhatsApp', first), node('Capture', { parameters })],
		connections: { WhatsApp: { main: [[{ node: 'Capture', type: 'main', index: 0 }]] } },
	};
}

beforeAll(async () => {
	n8n = await startPlayground({ env: { N8N_EXPRESSION_ENGINE_LAZY_ACQUIRE: 'true' } });
	sales = await addApp('sales', 'a');
	service = await addApp('service', 'b');
	const webhook = {
		type: 'n8n-nodes-base.webhook',
		typeVersion: 2,
		webhookId: 'plain',
		parameters: { path: 'plain', httpMethod: 'POST', options: {} },
	};
	await addWorkflow(n8n.session, workflow('plain', webhook, { format: 'whatsApp' }));
});

afterAll(async () => await n8n.stop());

async function withStore<T>(read: (store: LeadStore) => Promise<T>): Promise<T> {
	const store = await openStore({ engine: 'sqlite', file: n8n.storeFile });
	return await read(store).finally(async () => await store.close());
}

async function leadsNamed(prefix: string): Promise<Lead[]> {
	const found = await withStore(async (store) => await store.read(findLeads({ limit: 100 })));
	return found.leads.filter(({ name }) => name?.startsWith(prefix));
}

/** Waits until everything that was received is captured. */
async function settled(): Promise<void> {
	for (;;) {
		const { open } = await withStore(async (store) => await store.read(countInbox()));
		if (open === 0) return;
		await new Promise((done) => setTimeout(done, 100));
	}
}

/**
 * What Lead Capture gave in the ended runs of a workflow, once it is at least this many items: the
 * store knows of a lead a moment before n8n has written down the run. How many runs they share
 * depends on which delivery came first.
 */
async function captured(workflowId: string, count: number): Promise<INodeExecutionData[]> {
	for (let runs = 1; ; runs += 1) {
		const ended = await n8n.waitForExecutions(workflowId, runs);
		const items = ended.flatMap((run) => itemsOf(run, 'Capture', 0));
		if (items.length >= count) return items;
	}
}

let minutes = 0;

/** A message of a person of a made-up number, each a minute later than the one before. */
function from(person: string, number: string, id: string, body: string) {
	minutes += 1;
	const user_id = `US.${number}`;
	const timestamp = String(Math.trunc(Date.now() / 1000) - 3600 + minutes * 60);
	return {
		value: {
			messaging_product: 'whatsapp',
			metadata,
			contacts: [{ profile: { name: person }, wa_id: number, user_id }],
			messages: [
				{ from: number, from_user_id: user_id, id, timestamp, type: 'text', text: { body } },
			],
		},
	};
}

function status(number: string, id: string, state: string, errors?: object[]) {
	const timestamp = String(Math.trunc(Date.now() / 1000));
	const one = { id, status: state, timestamp, recipient_user_id: `US.${number}`, errors };
	return { value: { messaging_product: 'whatsapp', metadata, statuses: [one] } };
}

test('the dashboard verifies each address with the token of its own app only', async () => {
	expect(await verify(sales, '1158201444')).toEqual({ status: 200, body: '1158201444' });
	expect(await verify(service, '7')).toEqual({ status: 200, body: '7' });
	const mixed = await verify({ ...sales, verifyToken: service.verifyToken }, '1158201444');
	expect(mixed.status).toBe(403);
	expect(mixed.body).not.toContain('1158201444');
});

test('deliveries that come twice, at once and out of order make one lead a person', async () => {
	const ada = from('One Ada 艾达', '16505550101', 'wamid.a1', '报价 1/2');
	const adaAgain = from('One Ada 艾达', '16505550101', 'wamid.a2', 'And the price?');
	const bob = from('One Bob', '16505550102', 'wamid.b1', 'Hello');
	const sent = [adaAgain, ada, bob, ada, adaAgain, bob].map((change) => delivery(change));
	// A batch that Meta cut differently the second time.
	sent.push(delivery(ada, bob), delivery(bob, adaAgain));
	const answers = await Promise.all(sent.map(async (one) => await deliver(sales, one)));
	expect(answers.map((answer) => answer.status)).toEqual(sent.map(() => 200));
	await settled();
	const leads = await leadsNamed('One');
	expect(leads.map(({ name, mobile }) => `${name} ${mobile}`).sort()).toEqual([
		'One Ada 艾达 +16505550101',
		'One Bob +16505550102',
	]);
	const items = await captured('sales', 3);
	expect(items).toHaveLength(3);
	const messages = items.map(({ json }) => json.repeated);
	expect(messages).toEqual([false, false, false]);
});

test('statuses in the wrong order, a refusal: the lead knows its window and when to wait', async () => {
	const number = '16505550103';
	await deliver(sales, delivery(from('Two Eve', number, 'wamid.e1', 'Hi')));
	await settled();
	const refused = [{ code: 131049, title: 'Held back' }];
	for (const change of [
		status(number, 'wamid.out1', 'read'),
		status(number, 'wamid.out1', 'delivered'),
		status(number, 'wamid.out2', 'failed', refused),
		status(number, 'wamid.out1', 'read'),
	]) {
		expect((await deliver(sales, delivery(change))).status).toBe(200);
	}
	await settled();
	const [lead, ...more] = await leadsNamed('Two');
	expect(more).toEqual([]);
	expect(lead.whatsapp).toMatchObject({
		templateRequired: false,
		windowClosesAt: expect.any(String),
		retryAfter: expect.any(String),
		lastError: { code: 131049 },
	});
});

test('what another app signed is refused, shows up, and is taken at its own address', async () => {
	const sent = delivery(from('Three Mallory', '16505550104', 'wamid.m1', 'Hi'));
	const forged = await deliver({ ...sales, appSecret: service.appSecret }, sent);
	expect(forged).toEqual({ status: 401, attempts: 3 });
	const refusals = await withStore(async (store) => await store.read(findRefusals()));
	expect(refusals).toContainEqual(
		expect.objectContaining({ nodeKey: 'sales:sales-WhatsApp', reason: 'badSignature' }),
	);
	expect(n8n.log()).toContain('refused a delivery: badSignature');
	expect((await deliver(service, sent)).status).toBe(200);
	await settled();
	expect(await leadsNamed('Three')).toHaveLength(1);
	expect(await n8n.waitForExecutions('service')).toHaveLength(1);
});

test('behind an ordinary Webhook node, Lead Capture reads the body in the format WhatsApp', async () => {
	const plain = { ...sales, address: `${n8n.url}/webhook/plain` };
	const cards = from('Four Sender', '16505550105', 'wamid.p1', 'x');
	const [written] = cards.value.messages;
	const contacts = [{ name: { formatted_name: 'Four Card' }, phones: [{ phone: '+16505550106' }] }];
	Object.assign(written, { type: 'contacts', contacts });
	const sent = delivery(cards, from('Four Other', '16505550107', 'wamid.p2', 'Hi'));
	for (let times = 0; times < 2; times++) await deliver(plain, sent);
	const runs = await n8n.waitForExecutions('plain', 2);
	for (const run of runs) expect(itemsOf(run, 'Capture', 0)).toHaveLength(3);
	expect((await leadsNamed('Four')).map(({ name }) => name).sort()).toEqual([
		'Four Card',
		'Four Other',
		'Four Sender',
	]);
});

test('deactivated, the address is gone; active again, what Meta sends again is taken', async () => {
	const sent = delivery(from('Five Late', '16505550108', 'wamid.l1', 'Hi'));
	await n8n.api.post('/workflows/service/deactivate');
	while ((await deliver(service, delivery(), { most: 1 })).status !== 404) {
		await new Promise((done) => setTimeout(done, 100));
	}
	expect((await deliver(service, sent)).status).toBe(404);
	await n8n.api.post('/workflows/service/activate', {});
	while ((await deliver(service, sent, { most: 1 })).status !== 200) {
		await new Promise((done) => setTimeout(done, 100));
	}
	await settled();
	expect(await leadsNamed('Five')).toHaveLength(1);
});
