import type { Page } from 'playwright-core';
import type { WorkflowJson } from '../../playground/server.mjs';
import { captureLeads } from '../../leads/capture/capture';
import type { CapturedLead } from '../../leads/model/lead';
import { createDeskLink, revokeDeskLinks } from '../../leads/store/deskLinks';
import { findLeads } from '../../leads/store/leads/findLeads';
import { memberRecords } from '../../leads/store/records/colleagueRecords';
import { createRecord } from '../../leads/store/records/createRecord';
import { getSetting } from '../../leads/store/settings';
import { openStore, type LeadStore } from '../../leads/store/store';
import { itemsOf, startPlayground, type Playground } from '../n8n/playground';
import { openBrowser, openNodePanel, type TestBrowser } from './browser';

let n8n: Playground;
let browser: TestBrowser;
let store: LeadStore;
let deskUrl: string;
let memberId: string;
const phone = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true };
const DAY = 24 * 60 * 60 * 1000;

function deskWorkflow(): WorkflowJson {
	const place = (x: number) => ({ typeVersion: 1, position: [x, 0] });
	const triggerOn = ['leadClaimed', 'noteAdded', 'quarantineApproved', 'quarantineRejected', 'statusChanged'];
	return {
		id: 'desk',
		name: 'Desk',
		nodes: [
			{
				...place(0),
				id: 'desk-node',
				name: 'Desk',
				type: 'n8n-nodes-leadflow.leadDeskTrigger',
				webhookId: 'desk-webhook',
				parameters: { triggerOn, options: { refreshSeconds: 2, pageSize: 10 } },
			},
			{ ...place(220), id: 'after', name: 'After', type: 'n8n-nodes-base.noOp', parameters: {} },
		],
		connections: { Desk: { main: [[{ node: 'After', type: 'main', index: 0 }]] } },
	};
}

beforeAll(async () => {
	[n8n, browser] = await Promise.all([startPlayground({ workflows: [deskWorkflow()] }), openBrowser()]);
	store = await openStore({ engine: 'sqlite', file: n8n.storeFile });
	deskUrl = String(await store.read(getSetting('desk.url')));
	const { record } = await store.run(createRecord(memberRecords, { name: '李娜' }));
	memberId = record.id;
	await capture({ name: '王小明', company: '上海智云科技有限公司', mobile: '13800138000', message: '想了解云平台方案' });
	await capture({ name: 'Ada Example', company: 'Nordlicht GmbH', email: 'ada@example.com' }, { ownerId: memberId });
});

afterAll(async () => {
	await store?.close();
	await Promise.all([browser?.close(), n8n?.stop()]);
});

let payload = 0;

async function capture(fields: CapturedLead['fields'], more: Partial<CapturedLead> = {}): Promise<void> {
	payload += 1;
	await captureLeads(store, [{ channel: 'form', payload, fields, ...more }]);
}

type Link = Parameters<typeof createDeskLink>[0];

async function linkTo(more: Partial<Link> = {}): Promise<{ id: string; url: string }> {
	const expiresAt = new Date(Date.now() + DAY).toISOString();
	const { id, token } = await store.run(createDeskLink({ memberId: null, role: 'admin', expiresAt, ...more }));
	return { id, url: `${deskUrl}?key=${token}` };
}

/** A page whose console and requests are watched: the desk is to be quiet and keep to itself. */
async function openDesk(
	link: Partial<Link> = {},
	options: Parameters<TestBrowser['newPage']>[0] = {},
): Promise<{ page: Page; complaints: string[] }> {
	const page = await browser.newPage(options);
	const complaints: string[] = [];
	page.on('console', (message) => complaints.push(message.text()));
	page.on('pageerror', (error) => complaints.push(error.message));
	page.on('request', (request) => {
		if (!request.url().startsWith(n8n.url) && !request.url().startsWith('data:')) complaints.push(request.url());
	});
	await page.goto((await linkTo(link)).url);
	return { page, complaints };
}

const row = (page: Page, name: string) => page.getByRole('link', { name: new RegExp(name) });

test('a link opens the list in the language of the visitor, and leaves the address without its key', async () => {
	const { page, complaints } = await openDesk({ memberId }, { ...phone, locale: 'zh-CN' });
	expect(page.url()).toBe(`${deskUrl}?entered=1`);
	expect(await page.getAttribute('html', 'lang')).toBe('zh-CN');
	await row(page, '王小明').getByText('待跟进').waitFor();
	await browser.screenshot(page, 'desk-list-zh-phone');
	await page.getByRole('link', { name: 'English' }).click();
	await row(page, '王小明').getByText('New').waitFor();
	await page.goto(deskUrl);
	expect(await page.title()).toBe('Leads – Lead Desk');
	expect(await page.evaluate(() => document.cookie)).toBe('');
	expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
	expect(complaints).toEqual([]);
	await page.context().close();
});

test('leads are found by Chinese and by English words', async () => {
	const { page } = await openDesk();
	await browser.screenshot(page, 'desk-list-en');
	for (const [words, name, other] of [
		['王', '王小明', 'Ada Example'],
		['智云', '王小明', 'Ada Example'],
		['nordl', 'Ada Example', '王小明'],
		['138001', '王小明', 'Ada Example'],
	]) {
		await page.getByRole('searchbox').fill(words);
		await page.getByRole('searchbox').press('Enter');
		await page.waitForURL((url) => url.searchParams.get('q') === words);
		await row(page, name).waitFor();
		expect(await row(page, other).count()).toBe(0);
	}
	await page.getByRole('searchbox').fill('nobody at all');
	await page.getByRole('button', { name: 'Search' }).click();
	await page.getByText('Nothing found').waitFor();
	await page.context().close();
});

test('a lead that is captured while the page is open appears in it, without a script by a link', async () => {
	const { page, complaints } = await openDesk();
	const quiet = await openDesk({}, { javaScriptEnabled: false });
	await page.getByText('New leads appear by themselves').waitFor();
	await capture({ name: '赵敏', mobile: '13900139000' });
	await row(page, '赵敏').waitFor();
	expect(await page.getByRole('status').first().textContent()).toBe('One new lead');
	await browser.screenshot(page, 'desk-arrival');
	expect(complaints).toEqual([]);

	expect(await row(quiet.page, '赵敏').count()).toBe(0);
	await quiet.page.getByRole('link', { name: 'Refresh' }).click();
	await row(quiet.page, '赵敏').waitFor();
	await Promise.all([page.context().close(), quiet.page.context().close()]);
});

test('the page of a lead tells why, and what a member does with it reaches the workflow', async () => {
	const { page, complaints } = await openDesk({ memberId, role: 'admin' });
	await row(page, '王小明').click();
	await page.getByText('Nobody in the store has these keys').waitFor();
	await page.getByText('想了解云平台方案').first().waitFor();
	await browser.screenshot(page, 'desk-lead-en');
	await page.getByRole('button', { name: 'Assign to me' }).click();
	await page.getByText('The lead is yours now').waitFor();
	await page.getByLabel('Status').selectOption('contacted');
	await page.getByRole('button', { name: 'Save' }).first().click();
	await page.getByText('Status: New → Contacted').waitFor();
	await page.getByRole('textbox', { name: 'Note' }).fill('Called.\nWill call back on Friday');
	await page.getByRole('button', { name: 'Add note' }).dblclick();
	await page.getByText('Note added').waitFor();
	expect(await page.getByText('Will call back on Friday').count()).toBe(1);
	await page.getByRole('button', { name: 'In a week' }).click();
	await page.getByText('Follow-up planned').waitFor();
	await browser.screenshot(page, 'desk-lead-worked');
	const executions = await n8n.waitForExecutions('desk', 3);
	const told = executions.map((execution) => itemsOf(execution, 'After')[0].json);
	expect(told.map(({ desk }) => desk)).toEqual([
		{ action: 'noteAdded', memberId, note: 'Called.\nWill call back on Friday' },
		{ action: 'statusChanged', memberId },
		{ action: 'leadClaimed', memberId },
	]);
	expect(told[1]).toMatchObject({ name: '王小明', status: 'contacted', owner: { id: memberId, name: '李娜' } });
	expect(complaints).toEqual([]);
	await page.context().close();
});

test('a stopped submission is approved once, another is rejected', async () => {
	const before = (await n8n.executions('desk')).length;
	await capture({ name: 'Real Person', email: 'real@example.com' }, { spamSignals: ['tooFast'] });
	await capture({ name: 'Cheap Offers', email: 'spam@example.com' }, { spamSignals: ['honeypot'] });
	const { page, complaints } = await openDesk({}, { ...phone, locale: 'zh-CN' });
	await page.getByRole('link', { name: '隔离区 2' }).click();
	const entry = (name: string) => page.getByRole('listitem').filter({ hasText: name });
	await entry('Cheap Offers').getByText('填写了真人看不到的字段').waitFor();
	await browser.screenshot(page, 'desk-quarantine-zh-phone');
	await entry('Real Person').getByLabel('备注').fill('已电话确认');
	await entry('Real Person').getByRole('button', { name: '通过' }).dblclick();
	await page.getByRole('heading', { name: 'Real Person' }).waitFor();
	await page.getByRole('link', { name: '隔离区 1' }).click();
	await entry('Cheap Offers').getByRole('button', { name: '拒绝' }).click();
	await page.getByText('没有待处理的内容').waitFor();
	const { leads } = await store.read(findLeads({ search: 'Real' }));
	expect(leads).toHaveLength(1);
	expect((await store.read(findLeads({ search: 'Cheap' }))).leads).toEqual([]);
	const executions = await n8n.waitForExecutions('desk', before + 2);
	expect(executions).toHaveLength(before + 2);
	expect(itemsOf(executions[1], 'After')[0].json).toMatchObject({
		id: leads[0].id,
		desk: { action: 'quarantineApproved', note: '已电话确认' },
	});
	expect(itemsOf(executions[0], 'After')[0].json).toMatchObject({
		name: 'Cheap Offers',
		desk: { action: 'quarantineRejected' },
	});
	expect(complaints).toEqual([]);
	await page.context().close();
});

test('a member sees their own leads only', async () => {
	const { page } = await openDesk({ memberId, role: 'member' });
	await row(page, 'Ada Example').waitFor();
	expect(await row(page, '赵敏').count()).toBe(0);
	const { leads } = await store.read(findLeads({ search: '赵敏' }));
	await page.goto(`${deskUrl}?page=lead&id=${leads[0].id}`);
	await page.getByRole('heading', { name: 'Not found' }).waitFor();
	await page.context().close();
});

test('a link that has ended says how to get a new one', async () => {
	const page = await browser.newPage({ ...phone, locale: 'zh-CN' });
	const { id, url } = await linkTo();
	await store.run(revokeDeskLinks({ id }));
	const answer = await page.goto(url);
	expect(answer?.status()).toBe(401);
	await page.getByRole('heading', { name: '链接已被撤销' }).waitFor();
	await page.getByText('Create Desk Link').waitFor();
	await browser.screenshot(page, 'desk-revoked-zh-phone');
	await page.context().close();
});

test('everything is reached by keyboard alone', async () => {
	const { page } = await openDesk({ memberId, role: 'admin' });
	// Not the whole content, to which skipping moves the focus.
	const focused = () =>
		page.evaluate(() => document.activeElement?.matches('main,body') ? '' : (document.activeElement?.textContent ?? ''));
	await page.keyboard.press('Tab');
	expect(await focused()).toBe('Skip to content');
	await page.keyboard.press('Enter');
	const seen: string[] = [];
	for (let presses = 0; presses < 30 && !(await focused()).includes('Ada Example'); presses += 1) {
		await page.keyboard.press('Tab');
		seen.push(await focused());
	}
	expect(await focused()).toContain('Ada Example');
	expect(seen).toContain('All');
	expect(seen).not.toContain('Quarantine');
	await page.keyboard.press('Enter');
	await page.getByRole('heading', { name: 'Ada Example' }).waitFor();
	for (let presses = 0; presses < 30 && (await page.locator('#note:focus').count()) === 0; presses += 1) {
		await page.keyboard.press('Tab');
	}
	await page.keyboard.type('By keyboard');
	await page.keyboard.press('Tab');
	await page.keyboard.press('Enter');
	await page.getByText('By keyboard').waitFor();
	await page.context().close();
});

test('what is focused stays so when the list comes anew', async () => {
	const { page } = await openDesk();
	await row(page, 'Ada Example').focus();
	await capture({ name: 'Grace Example', email: 'grace@example.com' });
	await row(page, 'Grace Example').waitFor();
	expect(await row(page, 'Ada Example').evaluate((link) => link.matches(':focus'))).toBe(true);
	await page.context().close();
});

test('the editor tells how to open the desk, and a test hears what is done there', async () => {
	const editor = await browser.editorPage(n8n);
	await openNodePanel(editor, n8n, 'desk', 'Desk');
	await editor.getByText('Create Desk Link').first().waitFor();
	await browser.screenshot(editor, 'desk-node-panel');
	await editor.locator('[data-test-id="trigger-execute-button"]').click();
	await editor.getByText('Listening for test event').waitFor();
	const testUrl = (await linkTo({ memberId })).url.replace('/webhook/', '/webhook-test/');
	const page = await browser.newPage();
	await page.goto(testUrl);
	await page.getByText('Test address').waitFor();
	await row(page, 'Ada Example').click();
	await page.getByRole('textbox', { name: 'Note' }).fill('Heard in the editor');
	await page.getByRole('button', { name: 'Add note' }).click();
	await page.getByText('Done, and handed to the workflow').waitFor();
	await editor.getByText('Heard in the editor').first().waitFor();
	await browser.screenshot(editor, 'desk-node-test');
	expect((await page.goto((await linkTo()).url))?.status()).toBe(200);
	expect(await store.read(getSetting('desk.url'))).toBe(deskUrl);
	await Promise.all([editor.context().close(), page.context().close()]);
});
