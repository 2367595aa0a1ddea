import type { Page } from 'playwright-core';
import { revokeDeskLinks } from '../../leads/store/deskLinks';
import { findLeads } from '../../leads/store/leads/findLeads';
import { memberRecords } from '../../leads/store/records/colleagueRecords';
import { createRecord } from '../../leads/store/records/createRecord';
import { getSetting } from '../../leads/store/settings';
import { itemsOf } from '../n8n/playground';
import { openNodePanel } from './browser';
import { DeskInN8n } from './deskInN8n';

let desk: DeskInN8n;
let memberId: string;
const phone = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true };

beforeAll(async () => {
	desk = await DeskInN8n.start();
	const { record } = await desk.store.run(createRecord(memberRecords, { name: '李娜' }));
	memberId = record.id;
	await desk.capture({
		name: '王小明',
		company: '上海智云科技有限公司',
		mobile: '13800138000',
		message: '想了解云平台方案',
	});
	await desk.capture(
		{
			name: 'Ada Example',
			company: 'Nordlicht GmbH',
			email: 'ada@example.com',
			mobile: '13700137000',
		},
		{ ownerId: memberId },
	);
});

afterAll(async () => await desk?.stop());

const row = (page: Page, name: string) => page.getByRole('link', { name: new RegExp(name) });

test('a link opens the list in the language of the visitor, and leaves the address without its key', async () => {
	const { page, complaints } = await desk.open({ memberId }, { ...phone, locale: 'zh-CN' });
	expect(page.url()).not.toContain('key');
	expect(await page.getAttribute('html', 'lang')).toBe('zh-CN');
	await row(page, '王小明').getByText('待跟进').waitFor();
	await desk.browser.screenshot(page, 'desk-list-zh-phone');
	await page.getByRole('link', { name: 'English' }).click();
	await row(page, '王小明').getByText('New').waitFor();
	await page.goto(desk.url());
	expect(await page.title()).toBe('Leads – Lead Desk');
	const cookies = await page.context().cookies();
	expect(cookies.every(({ httpOnly, path }) => httpOnly && desk.url().endsWith(path))).toBe(true);
	const fits = await page.locator('html').evaluate((root) => root.scrollWidth <= root.clientWidth);
	expect(fits).toBe(true);
	expect(complaints).toEqual([]);
	await page.context().close();
});

test('leads are found by Chinese and by English words', async () => {
	const { page } = await desk.open();
	await desk.browser.screenshot(page, 'desk-list-en');
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
	const { page, complaints } = await desk.open();
	const quiet = await desk.open({}, { javaScriptEnabled: false });
	await page.getByText('New leads appear by themselves').waitFor();
	await desk.capture({ name: '赵敏', mobile: '13900139000' });
	await row(page, '赵敏').waitFor();
	expect(await page.getByRole('status').first().textContent()).toBe('One new lead');
	await desk.browser.screenshot(page, 'desk-arrival');
	expect(complaints).toEqual([]);

	expect(await row(quiet.page, '赵敏').count()).toBe(0);
	await quiet.page.getByRole('link', { name: 'Refresh' }).click();
	await row(quiet.page, '赵敏').waitFor();
	await Promise.all([page.context().close(), quiet.page.context().close()]);
});

test('the page of a lead tells why, and what a member does with it reaches the workflow', async () => {
	const { page, complaints } = await desk.open({ memberId, role: 'admin' });
	await row(page, '王小明').click();
	await page.getByText('Nobody in the store has these keys').waitFor();
	await page.getByText('想了解云平台方案').first().waitFor();
	await desk.browser.screenshot(page, 'desk-lead-en');
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
	await desk.browser.screenshot(page, 'desk-lead-worked');
	const executions = await desk.n8n.waitForExecutions('desk', 3);
	const told = executions.map((execution) => itemsOf(execution, 'After')[0].json);
	expect(told.map(({ desk }) => desk)).toEqual([
		{ action: 'noteAdded', memberId, note: 'Called.\nWill call back on Friday' },
		{ action: 'statusChanged', memberId },
		{ action: 'leadClaimed', memberId },
	]);
	expect(told[1]).toMatchObject({
		name: '王小明',
		status: 'contacted',
		owner: { id: memberId, name: '李娜' },
	});
	expect(complaints).toEqual([]);
	await page.context().close();
});

test('a stopped submission is approved once, another is rejected', async () => {
	const before = (await desk.n8n.executions('desk')).length;
	await desk.capture(
		{ name: 'Real Person', email: 'real@example.com' },
		{ spamSignals: ['tooFast'] },
	);
	await desk.capture(
		{ name: 'Cheap Offers', email: 'spam@example.com' },
		{ spamSignals: ['honeypot'] },
	);
	const { page, complaints } = await desk.open({}, { ...phone, locale: 'zh-CN' });
	await page.getByRole('link', { name: '隔离区 2' }).click();
	const entry = (name: string) => page.getByRole('listitem').filter({ hasText: name });
	await entry('Cheap Offers').getByText('填写了真人看不到的字段').waitFor();
	await desk.browser.screenshot(page, 'desk-quarantine-zh-phone');
	await entry('Real Person').getByLabel('备注').fill('已电话确认');
	await entry('Real Person').getByRole('button', { name: '通过' }).dblclick();
	await page.getByRole('heading', { name: 'Real Person' }).waitFor();
	await page.getByRole('link', { name: '隔离区 1' }).click();
	await entry('Cheap Offers').getByRole('button', { name: '拒绝' }).click();
	await page.getByText('没有待处理的内容').waitFor();
	const { leads } = await desk.store.read(findLeads({ search: 'Real' }));
	expect(leads).toHaveLength(1);
	expect((await desk.store.read(findLeads({ search: 'Cheap' }))).leads).toEqual([]);
	const executions = await desk.n8n.waitForExecutions('desk', before + 2);
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

test('a member sees their own leads only, with what the credential of the desk masks', async () => {
	await desk.addMaskedDesk('masked', 'mobile');
	await desk.capture({ name: 'Nobodys Lead', email: 'nobody@example.com' });
	const { page } = await desk.open({ memberId, role: 'member' }, phone, 'masked');
	await row(page, 'Ada Example').click();
	await page.getByText('137****7000').waitFor();
	expect(await page.content()).not.toContain('13700137000');
	expect(await page.getByRole('link', { name: 'Call' }).count()).toBe(0);
	await page.getByRole('link', { name: 'All leads' }).click();
	await row(page, 'Ada Example').waitFor();
	expect(await row(page, 'Nobodys Lead').count()).toBe(0);
	const { leads } = await desk.store.read(findLeads({ search: 'Nobodys' }));
	await page.goto(`${desk.url('masked')}?page=lead&id=${leads[0].id}`);
	await page.getByRole('heading', { name: 'Not found' }).waitFor();
	await page.context().close();
});

test('a link that has ended says how to get a new one', async () => {
	const page = await desk.browser.newPage({ ...phone, locale: 'zh-CN' });
	const { id, url } = await desk.link();
	await desk.store.run(revokeDeskLinks({ id }));
	const answer = await page.goto(url);
	expect(answer?.status()).toBe(401);
	await page.getByRole('heading', { name: '链接已被撤销' }).waitFor();
	await page.getByText('Create Desk Link').waitFor();
	await desk.browser.screenshot(page, 'desk-revoked-zh-phone');
	await page.context().close();
});

test('everything is reached by keyboard alone', async () => {
	const { page } = await desk.open({ memberId, role: 'admin' });
	const focused = async () =>
		(await page.locator('a:focus, button:focus').allTextContents()).join();
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
	for (
		let presses = 0;
		presses < 30 && (await page.locator('#note:focus').count()) === 0;
		presses += 1
	) {
		await page.keyboard.press('Tab');
	}
	await page.keyboard.type('By keyboard');
	await page.keyboard.press('Tab');
	await page.keyboard.press('Enter');
	await page.getByText('By keyboard').waitFor();
	await page.context().close();
});

test('what is focused stays so when the list comes anew', async () => {
	const { page } = await desk.open();
	await row(page, 'Ada Example').focus();
	await desk.capture({ name: 'Grace Example', email: 'grace@example.com' });
	await row(page, 'Grace Example').waitFor();
	expect(await row(page, 'Ada Example').evaluate((link) => link.matches(':focus'))).toBe(true);
	await page.context().close();
});

test('the editor tells how to open the desk, and a test hears what is done there', async () => {
	const editor = await desk.browser.editorPage(desk.n8n);
	await openNodePanel(editor, desk.n8n, 'desk', 'Desk');
	await editor.getByText('Create Desk Link').first().waitFor();
	await desk.browser.screenshot(editor, 'desk-node-panel');
	await editor.locator('[data-test-id="trigger-execute-button"]').click();
	await editor.getByText('Listening for test event').waitFor();
	const testUrl = (await desk.link({ memberId })).url.replace('/webhook/', '/webhook-test/');
	const page = await desk.browser.newPage();
	await page.goto(testUrl);
	await page.getByText('Test address').waitFor();
	await row(page, 'Ada Example').click();
	await page.getByRole('textbox', { name: 'Note' }).fill('Heard in the editor');
	await page.getByRole('button', { name: 'Add note' }).click();
	await page.getByText('Done, and handed to the workflow').waitFor();
	await editor.getByText('Heard in the editor').first().waitFor();
	await desk.browser.screenshot(editor, 'desk-node-test');
	expect((await page.goto((await desk.link()).url))?.status()).toBe(200);
	expect(await desk.store.read(getSetting('desk.url'))).toBe(desk.url('masked'));
	await Promise.all([editor.context().close(), page.context().close()]);
});
