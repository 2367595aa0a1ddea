import type { Page } from 'playwright-core';
import { putIntoPool } from '../../leads/assign/pool/release';
import { findLeads } from '../../leads/store/leads/findLeads';
import { memberRecords } from '../../leads/store/records/colleagueRecords';
import { createRecord } from '../../leads/store/records/createRecord';
import { poolRecords } from '../../leads/store/records/poolRecords';
import { taskRecords } from '../../leads/store/records/taskRecords';
import { itemsOf } from '../n8n/playground';
import { DeskInN8n } from './deskInN8n';

let desk: DeskInN8n;
let memberId: string;
const phone = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true };

beforeAll(async () => {
	desk = await DeskInN8n.start();
	const { record } = await desk.store.run(createRecord(memberRecords, { name: '李娜' }));
	memberId = record.id;
	// Each of them is met in another spelling, and with a slip in the number: nobody can be sure.
	await desk.capture({
		name: '王小明',
		company: '上海智云科技有限公司',
		mobile: '13800138000',
		message: '想了解云平台方案，最好本周内联系',
	});
	await desk.capture({
		name: 'Wang Xiaoming',
		company: 'Zhiyun Technology',
		mobile: '13800138001',
		email: 'wang.xiaoming@example.com',
		title: '采购经理',
		city: '上海',
	});
	await desk.capture({ name: '李雷', company: '北京远山贸易有限公司', mobile: '13900139000' });
	await desk.capture({ name: 'Li Lei', mobile: '13900139001', email: 'lilei@example.com' });
	const [lead] = (await desk.store.read(findLeads({ search: 'Xiaoming' }))).leads;
	const task = { leadId: lead.id, subject: 'Call on Friday' };
	await desk.store.run(createRecord(taskRecords, task));
});

afterAll(async () => await desk?.stop());

const fits = async (page: Page) =>
	await page.locator('html').evaluate((root) => root.scrollWidth <= root.clientWidth);

test('a pair is merged with a choice, undone, and another one judged different, in Chinese on a phone', async () => {
	const { page, complaints } = await desk.open(
		{ memberId, role: 'admin' },
		{ ...phone, locale: 'zh-CN' },
	);
	await page.getByRole('link', { name: '查重 2' }).click();
	await page.getByRole('heading', { name: '查重' }).waitFor();
	expect(await fits(page)).toBe(true);
	await desk.browser.screenshot(page, 'review-list-zh-phone');
	await page.getByRole('link', { name: /王小明/ }).click();
	await page.getByRole('heading', { name: '是同一个人吗？' }).waitFor();
	await page.getByRole('heading', { name: '判断依据' }).waitFor();
	expect(await fits(page)).toBe(true);
	await desk.browser.screenshot(page, 'review-pair-zh-phone');
	const choice = (field: string) => page.getByRole('group', { name: new RegExp(`^${field} `) });
	await choice('姓名')
		.getByRole('radio', { name: /王小明/ })
		.check();
	await choice('手机').getByRole('radio', { name: /8001$/ }).check();
	await page.getByRole('button', { name: '合并为一条' }).click();
	await page.getByRole('heading', { name: '已合并为一条记录' }).waitFor();
	await desk.browser.screenshot(page, 'review-merged-zh-phone');
	const found = async () => (await desk.store.read(findLeads({ search: '王小明' }))).leads;
	expect(await found()).toMatchObject([
		{ name: '王小明', mobile: '+8613800138001', email: 'wang.xiaoming@example.com' },
	]);
	await page.getByRole('link', { name: '王小明' }).click();
	await page.getByText('Call on Friday').waitFor();
	await page.getByText('已合并到本条').waitFor();
	await desk.browser.screenshot(page, 'review-lead-merged-zh-phone');
	await page.getByRole('button', { name: '撤销合并' }).click();
	await page.getByText('已撤销合并，恢复为两条记录').waitFor();
	expect(await found()).toMatchObject([{ name: '王小明', mobile: '+8613800138000' }]);
	expect((await desk.store.read(findLeads({ search: 'Xiaoming' }))).leads).toHaveLength(1);

	await page.getByRole('link', { name: /查重/ }).click();
	await page.getByRole('link', { name: /李雷/ }).click();
	await page.getByRole('button', { name: '不是重复' }).click();
	await page.waitForURL(/decided=|done=different/);
	await page.goto(`${desk.url()}?page=review&state=different`);
	await page.getByRole('link', { name: /李雷/ }).click();
	await page.getByRole('heading', { name: '是两个不同的人' }).waitFor();
	await desk.browser.screenshot(page, 'review-different-zh-phone');
	await page.getByRole('button', { name: '撤回此判断' }).click();
	await page.getByText('已撤回，重新待处理').waitFor();
	expect(complaints).toEqual([]);
	await page.context().close();
	const executions = await desk.n8n.waitForExecutions('desk', 3);
	const told = executions.map((execution) => itemsOf(execution, 'After')[0].json.desk);
	expect(told).toMatchObject([
		{ action: 'leadsDifferent', memberId },
		{ action: 'mergeUndone', memberId },
		{ action: 'leadsMerged', memberId },
	]);
});

test('a pair is merged by keyboard alone and undone on its own page, in English', async () => {
	const ada = { name: 'Ada Example', company: 'Nordlicht GmbH', mobile: '13700137000' };
	await desk.capture(ada);
	await desk.capture({ name: 'Example Ada', company: 'Nordlicht', mobile: '13700137001' });
	const { page, complaints } = await desk.open();
	await page.goto(`${desk.url()}?page=review`);
	await page.getByRole('heading', { name: 'Duplicates' }).waitFor();
	await desk.browser.screenshot(page, 'review-list-en');
	await page.getByRole('link', { name: /Ada Example/ }).click();
	await page.getByRole('heading', { name: 'Is this the same person?' }).waitFor();
	await desk.browser.screenshot(page, 'review-pair-en');
	const focused = async (field = 'none') =>
		await page.locator('html').evaluate((root, name) => {
			const one = root.ownerDocument.activeElement;
			const group = one?.closest('fieldset')?.textContent ?? '';
			return { text: one?.textContent ?? '', chooses: group.startsWith(name) };
		}, field);
	for (let presses = 0; presses < 40 && (await focused()).text !== 'Merge into one'; presses += 1) {
		await page.keyboard.press('Tab');
		if ((await focused('Mobile')).chooses) {
			await page.keyboard.press('ArrowDown');
			// Enter must not decide while somebody still chooses.
			await page.keyboard.press('Enter');
		}
	}
	expect((await focused()).text).toBe('Merge into one');
	await page.keyboard.press('Enter');
	await page.getByRole('heading', { name: 'Merged into one record' }).waitFor();
	await desk.browser.screenshot(page, 'review-merged-en');
	await page.getByRole('button', { name: 'Undo merge' }).click();
	await page.getByText('The merge is undone: two records again').waitFor();
	expect((await desk.store.read(findLeads({ search: 'Ada' }))).leads).toHaveLength(2);
	expect(complaints).toEqual([]);
	await page.context().close();
});

test('a lead of the pool is claimed, its clocks run, and it is given back with a reason', async () => {
	const pool = await desk.store.run(createRecord(poolRecords, { name: '华东公海' }));
	await desk.capture({ name: '赵敏', company: '杭州云帆软件有限公司', mobile: '13600136000' });
	const [lead] = (await desk.store.read(findLeads({ search: '赵敏' }))).leads;
	await desk.store.run(putIntoPool([lead.id], { poolId: pool.record.id }, 'Test'));
	const { page, complaints } = await desk.open(
		{ memberId, role: 'member' },
		{ ...phone, locale: 'zh-CN' },
	);
	await page.getByRole('link', { name: '公海' }).click();
	await page.getByText('赵敏').waitFor();
	expect(await page.content()).not.toContain('13600136000');
	expect(await fits(page)).toBe(true);
	await desk.browser.screenshot(page, 'pool-list-zh-phone');
	await page.getByRole('button', { name: '领取 赵敏' }).click();
	await page.getByText('该线索已归您负责').waitFor();
	await page.getByText('+8613600136000').waitFor();
	await page.getByText('剩余 30天').waitFor();
	await page.getByText('由 李娜 领取').waitFor();
	await desk.browser.screenshot(page, 'pool-lead-zh-phone');
	await page.getByText('退回公海', { exact: true }).first().click();
	await page.getByLabel('退回原因').fill('预算取消');
	await page.getByRole('button', { name: '退回公海' }).click();
	await page.getByText('已退回公海').waitFor();
	await page.getByRole('link', { name: '公海' }).click();
	await page.getByText('赵敏').waitFor();
	expect(complaints).toEqual([]);
	await page.context().close();
});
