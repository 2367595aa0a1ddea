import { resolveWebhookDescriptionField, type INode } from 'n8n-workflow';
import { captureLeads } from '../../leads/capture/capture';
import { defaultStoreFile } from '../../leads/store/config';
import { createDeskLink } from '../../leads/store/deskLinks';
import { getSetting } from '../../leads/store/settings';
import { openStore, type LeadStore } from '../../leads/store/store';
import { deskWebhooks } from '../../nodes/LeadDeskTrigger/deskWebhooks';
import { callDesk, deskHook, deskWorkflowWith } from './deskCalls';
import { runNode } from './runWorkflow';

let store: LeadStore;
let key: string;
let leadId: string;

beforeAll(async () => {
	store = await openStore({ engine: 'sqlite', file: defaultStoreFile(process.env) });
	const expiresAt = new Date(Date.now() + 3_600_000).toISOString();
	key = (await store.run(createDeskLink({ memberId: null, role: 'admin', expiresAt }))).token;
	const [captured] = await captureLeads(store, [
		{ channel: 'form', payload: 1, fields: { name: '王小明', mobile: '13800138000' } },
	]);
	leadId = captured.lead?.id ?? '';
});

afterAll(async () => await store.close());

const cookie = () => `other=1; leadflow_desk=${key}`;

async function formToken(): Promise<string> {
	const { body } = await callDesk({ cookie: cookie(), at: `?page=lead&id=${leadId}` });
	return /name="token" value="([^"]+)"/.exec(body)?.[1] ?? '';
}

test('the key of a link becomes a cookie, the page is served past n8n, and no workflow starts', async () => {
	const entered = await callDesk({ at: `?key=${key}` });
	expect(entered.code).toBe(303);
	expect(entered.headers['set-cookie']).toEqual([
		expect.stringContaining(`leadflow_desk=${key}; Path=/webhook/desk-id/desk;`),
	]);
	const page = await callDesk({ cookie: cookie(), headers: { 'accept-language': 'zh-CN' } });
	expect(page.body).toContain('王小明');
	expect(page.body).toContain('<h1>线索</h1>');
	expect(page.headers).not.toHaveProperty('access-control-allow-origin');
	expect([...entered.items, ...page.items]).toEqual([]);
});

test('what a member does starts the workflow with the lead, if it is asked for', async () => {
	const token = await formToken();
	const act = async (triggerOn: string[], body: object) =>
		await callDesk({
			parameters: { triggerOn },
			method: 'POST',
			at: `?page=lead&id=${leadId}`,
			cookie: cookie(),
			body: { token, ...body },
		});
	const changed = await act(['statusChanged'], {
		action: 'status',
		was: 'new',
		status: 'contacted',
	});
	expect(changed.code).toBe(303);
	expect(changed.items).toEqual([
		expect.objectContaining({
			id: leadId,
			name: '王小明',
			status: 'contacted',
			desk: { action: 'statusChanged', memberId: null },
		}),
	]);
	const noted = await act(['noteAdded'], { action: 'note', note: 'Called', nonce: 'one' });
	expect(noted.items).toEqual([
		expect.objectContaining({
			id: leadId,
			desk: { action: 'noteAdded', memberId: null, note: 'Called' },
		}),
	]);
	expect(
		(await act(['statusChanged'], { action: 'note', note: 'Again', nonce: 'two' })).items,
	).toEqual([]);
});

test('on the test address the item starts the test and the page says so', async () => {
	const token = await formToken();
	const answer = await callDesk({
		mode: 'manual',
		parameters: { triggerOn: ['noteAdded'] },
		method: 'POST',
		at: `?page=lead&id=${leadId}`,
		cookie: cookie(),
		body: { token, action: 'note', note: 'In a test' },
	});
	expect(answer.code).toBe(200);
	expect(answer.body).toContain('Done, and handed to the workflow');
	expect(answer.items).toHaveLength(1);
});

test('a body that is too large is not read', async () => {
	const answer = await callDesk({
		method: 'POST',
		at: `?page=lead&id=${leadId}`,
		cookie: cookie(),
		headers: { 'content-length': String(65 * 1024) },
		body: { token: await formToken(), action: 'note', note: 'x' },
	});
	expect(answer.code).toBe(413);
	expect(answer.body).toContain('Too large');
});

test('title, logo, page size and refresh are the owner’s', async () => {
	const options = {
		title: 'Example <Sales>',
		logoUrl: 'https://www.example.com/logo.svg',
		pageSize: 10,
		refreshSeconds: 60,
	};
	const { body } = await callDesk({ cookie: cookie(), parameters: { options } });
	expect(body).toContain('<span>Example &lt;Sales&gt;</span>');
	expect(body).toContain('src="https://www.example.com/logo.svg"');
	expect(body).toContain('data-refresh="60"');
});

describe('activation', () => {
	const known = async () => await store.read(getSetting('desk.url'));

	test('of a test leaves the address alone; that of the workflow makes it known', async () => {
		expect(await deskHook('checkExists', 'manual')).toBe(true);
		expect(await known()).toBeUndefined();
		expect(await deskHook('checkExists', 'trigger')).toBe(false);
		expect(await deskHook('create', 'trigger')).toBe(true);
		expect(await known()).toMatch(/^http.*\/webhook\/sales\/desk$/);
		expect(await deskHook('delete', 'internal')).toBe(true);
		expect(await known()).toMatch(/desk$/);
	});
});

describe('the address', () => {
	const fieldOf = (parameters: INode['parameters'], field: 'path' | 'isFullPath') =>
		resolveWebhookDescriptionField({ parameters }, deskWebhooks[0], field);

	test.each([
		[{}, 'desk', false],
		[{ options: {} }, 'desk', false],
		[{ options: { path: ' /sales/desk/ ' } }, 'sales/desk', true],
	])('of %j is %s, worked out without an expression', (parameters, path, isFullPath) => {
		expect(fieldOf(parameters, 'path')).toEqual({ resolved: true, value: path });
		expect(fieldOf(parameters, 'isFullPath')).toEqual({ resolved: true, value: isFullPath });
	});

	test('is the same for the editor, which evaluates an expression', async () => {
		const { workflow } = await deskWorkflowWith({ options: { path: '/sales/desk/' } });
		const evaluated = (value: string | boolean | undefined) =>
			workflow.expression.getSimpleParameterValue(workflow.nodes.Desk, value, 'internal', {});
		await workflow.expression.acquireIsolate();
		expect(evaluated(deskWebhooks[0].path)).toBe('sales/desk');
		expect(evaluated(deskWebhooks[0].isFullPath)).toBe(true);
		await workflow.expression.releaseIsolate();
	});
});

test('run by hand, the items pass through', async () => {
	const { outputs } = await runNode('leadDeskTrigger', {}, [{ id: '1' }]);
	expect(outputs).toEqual([[{ id: '1' }]]);
});
