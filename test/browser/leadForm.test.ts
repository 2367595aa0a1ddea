import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from 'playwright-core';
import { MIN_FILL_MS } from '../../channels/form/renderToken';
import { embedSnippet } from '../../pages/form/embedSnippet';
import { formWorkflow } from '../n8n/formWorkflow';
import { itemsOf, startPlayground, type Playground } from '../n8n/playground';
import { openBrowser, openNodePanel, type TestBrowser } from './browser';

let n8n: Playground;
let browser: TestBrowser;
let site: Server;
let siteUrl: string;
const phone = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true };

beforeAll(async () => {
	site = createServer((request, response) => {
		const form = `${n8n.url}/form/${request.url?.startsWith('/allowed') ? 'embedded' : 'plain'}`;
		response.setHeader('content-type', 'text/html; charset=utf-8');
		response.end(
			`<!doctype html><title>Site</title><h1>Our site</h1>${embedSnippet(form, 'Contact us')}`,
		);
	});
	await new Promise<void>((listening) => site.listen(0, 'localhost', listening));
	siteUrl = `http://localhost:${(site.address() as AddressInfo).port}`;
	[n8n, browser] = await Promise.all([
		startPlayground({
			workflows: [
				formWorkflow('plain'),
				formWorkflow('embedded', { options: { allowedSites: siteUrl } }),
				formWorkflow('work', { options: { proofOfWork: true } }),
			],
		}),
		openBrowser(),
	]);
});

afterAll(async () => {
	await Promise.all([browser?.close(), n8n?.stop()]);
	site.close();
});

/** As long as a quick person takes; less is taken for a robot. */
async function takeTime(page: Page): Promise<void> {
	await page.waitForTimeout(MIN_FILL_MS + 200);
}

test('on a phone without JavaScript, a Chinese visitor fills the form; sending twice makes one lead', async () => {
	const page = await browser.newPage({ ...phone, locale: 'zh-CN', javaScriptEnabled: false });
	await page.goto(`${n8n.url}/form/plain?utm_source=expo`);
	await browser.screenshot(page, 'form-zh-phone');
	expect(await page.getAttribute('html', 'lang')).toBe('zh-CN');
	await page.getByLabel('姓名').fill('李娜');
	await page.getByLabel('公司').fill('示例科技有限公司');
	await page.getByLabel('手机').fill('138 0013 8000');
	await page.getByLabel('留言').fill('想了解产品价格\n谢谢');
	await page.getByText('我同意贵方就本次咨询与我联系').click();
	await takeTime(page);
	await page.getByRole('button', { name: '提交' }).click();
	await page.getByRole('heading', { name: '感谢您的提交' }).waitFor();
	await browser.screenshot(page, 'thanks-zh-phone');
	await page.reload();
	await page.getByRole('heading', { name: '您的信息此前已提交成功' }).waitFor();
	const executions = await n8n.waitForExecutions('plain', 1);
	expect(executions).toHaveLength(1);
	expect(itemsOf(executions[0], 'Capture')[0].json).toMatchObject({
		name: '李娜',
		mobile: '+8613800138000',
		message: '想了解产品价格\n谢谢',
		utmSource: 'expo',
		language: 'zh',
	});
	await page.context().close();
});

test('in English, what is missing is said beside the field, the focus is on the summary, the values stay', async () => {
	const page = await browser.newPage({ ...phone, locale: 'en-GB', javaScriptEnabled: false });
	await page.goto(`${n8n.url}/form/plain`);
	await page.getByLabel('Name').fill('Ada <b>Example</b>');
	await page.getByText('I agree to be contacted').click();
	await takeTime(page);
	await page.getByRole('button', { name: 'Send' }).click();
	const summary = page.getByRole('alert');
	await summary.getByText('One entry needs your attention').waitFor();
	await browser.screenshot(page, 'form-en-problem');
	expect(await page.locator('.box.bad').evaluate((box) => box.matches(':focus'))).toBe(true);
	expect(await page.getByLabel('Name').inputValue()).toBe('Ada <b>Example</b>');
	expect(await page.getByLabel('I agree to be contacted').isChecked()).toBe(true);
	await summary.getByRole('link').click();
	expect(await page.getByLabel('Mobile').evaluate((input) => input.matches(':target'))).toBe(true);
	await page.getByLabel('Email').fill('ada@example.com');
	await page.getByRole('button', { name: 'Send' }).click();
	await page.getByRole('heading', { name: 'Thank you' }).waitFor();
	const [execution] = await n8n.waitForExecutions('plain', 2);
	expect(itemsOf(execution, 'Capture')[0].json).toMatchObject({
		name: 'Ada <b>Example</b>',
		email: 'ada@example.com',
	});
	await page.context().close();
});

test('nothing on the page breaks its own policy or asks another host', async () => {
	const page = await browser.newPage();
	const complaints: string[] = [];
	page.on('console', (message) => complaints.push(message.text()));
	page.on('request', (request) => {
		if (!request.url().startsWith(n8n.url) && !request.url().startsWith('data:'))
			complaints.push(request.url());
	});
	for (const address of ['plain', 'embedded', 'work', 'plain/qr']) {
		await page.goto(`${n8n.url}/form/${address}`);
		await browser.screenshot(page, `form-${address.replace('/', '-')}`);
	}
	await page.goto(`${n8n.url}/form/plain/qr.svg`);
	// Browsers ask for an icon by themselves.
	expect(complaints.filter((text) => !text.includes('favicon'))).toEqual([]);
	await page.context().close();
});

test('proof of work is done while the visitor types, and a hasty click waits for it', async () => {
	const page = await browser.newPage();
	await page.goto(`${n8n.url}/form/work`);
	await page.getByLabel('Name').fill('Ada Example');
	await page.getByLabel('Email').fill('ada@example.com');
	await page.getByText('I agree to be contacted').click();
	await takeTime(page);
	await page.getByRole('button', { name: 'Send' }).click();
	await page.getByRole('heading', { name: 'Thank you' }).waitFor();
	expect(await n8n.waitForExecutions('work', 1)).toHaveLength(1);
	await page.context().close();
});

test('an allowed site shows the form in full height and hands its campaign on; another site cannot', async () => {
	const page = await browser.newPage();
	await page.goto(`${siteUrl}/allowed?gclid=g1`);
	const frame = page.frameLocator('#leadflow-form');
	await frame.getByLabel('Name').fill('Grace Example');
	await frame.getByLabel('Email').fill('grace@example.com');
	await frame.getByText('I agree to be contacted').click();
	const height = await page.locator('#leadflow-form').evaluate((element) => element.clientHeight);
	const content = await frame.locator('body').evaluate((body) => body.scrollHeight);
	expect(height).toBeGreaterThanOrEqual(content);
	await browser.screenshot(page, 'form-embedded-in-site');
	await takeTime(page);
	await frame.getByRole('button', { name: 'Send' }).click();
	await frame.getByRole('heading', { name: 'Thank you' }).waitFor();
	const [execution] = await n8n.waitForExecutions('embedded', 1);
	expect(itemsOf(execution, 'Capture')[0].json).toMatchObject({
		clickId: 'g1',
		clickIdType: 'gclid',
		landingUrl: `${siteUrl}/allowed?gclid=g1`,
	});

	const refused = page.waitForEvent('console', (message) =>
		message.text().includes('frame-ancestors'),
	);
	await page.goto(`${siteUrl}/other`);
	await refused;
	await page.context().close();
});

test('the editor shows the form’s addresses, and a test lead arrives there and stays a test', async () => {
	const page = await browser.editorPage(n8n);
	await openNodePanel(page, n8n, 'plain', 'Form');
	await page.getByText('Webhook URLs', { exact: true }).click();
	await page.getByText('Test URL').first().click();
	for (const address of ['form-test/plain', 'form-test/plain/qr']) {
		await page.getByText(`${n8n.url}/${address}`, { exact: true }).waitFor();
	}
	await browser.screenshot(page, 'form-node-panel');
	await page.locator('[data-test-id="trigger-execute-button"]').click();
	await page.getByText('Listening for test event').waitFor();

	const visitor = await browser.newPage();
	await visitor.goto(`${n8n.url}/form-test/plain`);
	await visitor.getByText('Test page').waitFor();
	await visitor.getByLabel('Name').fill('Test Person');
	await visitor.getByLabel('Mobile').fill('13900139000');
	await visitor.getByText('I agree to be contacted').click();
	await takeTime(visitor);
	await visitor.getByRole('button', { name: 'Send' }).click();
	await visitor.getByRole('heading', { name: 'Thank you' }).waitFor();
	await page.getByText('Test Person').first().waitFor();
	await browser.screenshot(page, 'form-node-test');
	// The end of the test leaves the live form where it was.
	const live = await visitor.goto(`${n8n.url}/form/plain`);
	expect(live?.status()).toBe(200);
	await Promise.all([page.context().close(), visitor.context().close()]);
});
