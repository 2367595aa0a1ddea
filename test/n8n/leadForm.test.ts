import axios from 'axios';
import { setTimeout as wait } from 'node:timers/promises';
import { MIN_FILL_MS } from '../../channels/form/renderToken';
import { addToInbox, countInbox } from '../../leads/store/inbox';
import { listForms } from '../../leads/store/forms';
import { openStore } from '../../leads/store/store';
import { formWorkflow } from './formWorkflow';
import { itemsOf, startPlayground, type Playground } from './playground';

let n8n: Playground;
const http = axios.create({
	proxy: false,
	validateStatus: () => true,
	maxRedirects: 0,
	responseType: 'text',
});

beforeAll(async () => {
	n8n = await startPlayground({
		workflows: [
			formWorkflow('form1', { options: { path: 'contact/us' } }),
			formWorkflow('form2', { title: 'Second' }),
			formWorkflow('form3', { title: 'Third' }),
		],
	});
	await leaveBehind('form3:form3-Form', { name: 'Lost Person', email: 'lost@example.com' });
});

/** What a crash leaves behind that comes after the answer and before the capture. */
async function leaveBehind(nodeKey: string, fields: object): Promise<void> {
	const store = await openStore({ engine: 'sqlite', file: n8n.storeFile });
	const capture = { channel: 'form', externalId: 'lost-nonce', test: false };
	await store.run(
		addToInbox({
			nodeKey,
			channel: 'form',
			externalId: 'lost-nonce',
			payload: { ...fields, capture },
			receivedAt: Date.now() - 600_000,
		}),
	);
	await store.close();
}

afterAll(async () => await n8n.stop());

function hidden(html: string): Record<string, string> {
	const inputs = html.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/g);
	return Object.fromEntries([...inputs].map(([, name, value]) => [name, value]));
}

async function filledForm(url: string, values: object): Promise<URLSearchParams> {
	const { data } = await http.get<string>(url);
	await wait(MIN_FILL_MS + 100);
	return new URLSearchParams({ ...hidden(data), ...values });
}

test('n8n hands the page through as it is, with its policy', async () => {
	const url = `${n8n.url}/form/contact/us`;
	const page = await http.get<string>(url, {
		headers: { 'accept-language': 'zh-CN', origin: 'https://evil.example.net' },
	});
	expect(page.status).toBe(200);
	expect(page.headers['content-type']).toBe('text/html; charset=utf-8');
	expect(page.headers['content-security-policy']).toMatch(/^default-src 'none'; style-src 'nonce-/);
	expect(page.headers['cache-control']).toBe('no-store');
	expect(page.headers).not.toHaveProperty('access-control-allow-origin');
	expect(page.data).toContain('<h1>联系我们</h1>');
	expect((await http.head(url)).status).toBe(200);
	expect((await http.get(`${url}/`)).status).toBe(200);
	expect((await http.put(url)).status).toBe(404);
});

test('QR code page and pictures are beside the form, with and without a path of its own', async () => {
	for (const url of [`${n8n.url}/form/contact/us`, `${n8n.url}/form/form2`]) {
		const page = await http.get<string>(`${url}/qr`);
		expect(page.data).toContain(`href="${url}"`);
		const [svg, png] = await Promise.all([http.get(`${url}/qr.svg`), http.get(`${url}/qr.png`)]);
		expect(svg.headers['content-type']).toContain('image/svg+xml');
		expect(png.headers['content-type']).toBe('image/png');
		expect([svg.status, png.status]).toEqual([200, 200]);
	}
});

test('a double submit makes one lead, from inbox to store', async () => {
	const url = `${n8n.url}/form/contact/us?utm_source=expo`;
	const body = await filledForm(url, { name: '李娜', mobile: '13800138000', _consent_0: 'yes' });
	const headers = { origin: n8n.url, 'accept-language': 'zh-CN' };
	const answers = await Promise.all(
		[1, 2].map(async () => await http.post<string>(url, body, { headers })),
	);
	expect(answers.map(({ status }) => status)).toEqual([200, 200]);
	const [execution, ...more] = await n8n.waitForExecutions('form1', 1);
	expect(more).toEqual([]);
	expect(execution).toMatchObject({ status: 'success', mode: 'webhook' });
	const [lead] = itemsOf(execution, 'Capture', 0);
	expect(lead.json).toMatchObject({
		name: '李娜',
		mobile: '+8613800138000',
		utmSource: 'expo',
		outcome: 'created',
	});

	const store = await openStore({ engine: 'sqlite', file: n8n.storeFile });
	expect(await store.read(countInbox())).toMatchObject({ failed: 0 });
	const forms = await store.read(listForms({ activeOnly: true }));
	await store.close();
	expect(forms.map(({ title, url: address }) => `${title} ${address}`).sort()).toEqual([
		`Contact Us ${n8n.url}/form/contact/us`,
		`Second ${n8n.url}/form/form2`,
		`Third ${n8n.url}/form/form3`,
	]);
});

test('a filled trap is thanked for and ends in quarantine', async () => {
	const url = `${n8n.url}/form/form2`;
	const body = await filledForm(url, {
		name: 'Bot',
		email: 'bot@example.com',
		_consent_0: 'yes',
		homepage_link: 'x',
	});
	const answer = await http.post<string>(url, body);
	expect(answer.data).toContain('Thank you');
	const [execution] = await n8n.waitForExecutions('form2', 1);
	expect(itemsOf(execution, 'Capture', 0)).toEqual([]);
	expect(itemsOf(execution, 'Capture', 2)).toHaveLength(1);
});

test('a foreign site is refused, and what is refused starts no workflow', async () => {
	const url = `${n8n.url}/form/form2`;
	const before = await n8n.executions('form2');
	const answer = await http.post(url, new URLSearchParams({ name: 'x' }), {
		headers: { origin: 'https://evil.example.net' },
	});
	expect(answer.status).toBe(403);
	expect((await http.post(url, new URLSearchParams({ name: 'x' }))).status).toBe(422);
	expect((await http.post(url, { __proto__: null, name: { deep: 1 } })).status).toBe(422);
	expect((await http.post(url, new URLSearchParams({ message: 'x'.repeat(300_000) }))).status).toBe(
		413,
	);
	expect(await n8n.executions('form2')).toHaveLength(before.length);
});

test('deactivated, the form is gone and listed as such', async () => {
	await n8n.api.post('/workflows/form2/deactivate');
	const store = await openStore({ engine: 'sqlite', file: n8n.storeFile });
	const listed = async () =>
		(await store.read(listForms())).map(({ title, active }) => `${title} ${active}`);
	// n8n answers before it is done.
	while ((await listed()).includes('Second true')) await wait(100);
	expect((await listed()).at(-1)).toBe('Second false');
	await store.close();
	while ((await http.get(`${n8n.url}/form/form2`)).status !== 404) await wait(100);
});

test('what a crash left behind is emitted again by the trigger and captured', async () => {
	// The sweep comes once a minute.
	while ((await n8n.executions('form3')).length === 0) await wait(500);
	const [execution] = await n8n.executions('form3');
	expect(execution).toMatchObject({ status: 'success', mode: 'trigger' });
	expect(itemsOf(execution, 'Capture')[0].json).toMatchObject({
		name: 'Lost Person',
		outcome: 'created',
	});
	const store = await openStore({ engine: 'sqlite', file: n8n.storeFile });
	expect(await store.read(countInbox())).toMatchObject({ open: 0, failed: 0 });
	await store.close();
});
