import type { Page } from 'playwright-core';
import { startPlayground, type Playground } from '../n8n/playground';
import { openBrowser, openNodePanel, type TestBrowser } from './browser';

/** A node as it is dropped on the canvas, what its panel must show, and its picture. */
const panels = [
	{
		name: 'Lead Capture',
		type: 'leadCapture',
		parameters: {},
		shows: ['Item Format', 'If Lead Exists'],
	},
	{
		name: 'Import File',
		type: 'leadCapture',
		parameters: { operation: 'importFile' },
		shows: ['Columns', 'If Lead Exists'],
	},
	{
		name: 'Lead Dedupe',
		type: 'leadDedupe',
		parameters: {},
		shows: ['Scope', 'Preset', 'Fields to Map'],
	},
	{
		name: 'Find All',
		type: 'leadDedupe',
		parameters: { operation: 'findAll', apply: 'merge' },
		shows: ['Apply', 'Keep', 'Field Rules', 'Filters'],
	},
	{
		name: 'Lead Assign',
		type: 'leadAssign',
		parameters: {},
		shows: ['Rules', 'Add rule', 'Default Assignee'],
	},
	{
		name: 'Assign by Rules',
		type: 'leadAssign',
		parameters: {
			rules: { rule: [{ name: 'East', giveTo: 'everybody', method: 'scoreBanded', more: {} }] },
		},
		shows: ['Leads That', 'Give To', 'Score Bands', 'If Nobody Is Available'],
	},
	{ name: 'Lead Trigger', type: 'leadTrigger', parameters: {}, shows: ['Events', 'Created'] },
	{ name: 'WeCom Trigger', type: 'weComTrigger', parameters: {}, shows: ['Events'] },
	{
		name: 'WhatsApp Lead Trigger',
		type: 'whatsAppLeadTrigger',
		parameters: {},
		shows: ['Webhook URLs'],
	},
	{
		name: 'Lead Webhook Trigger',
		type: 'leadWebhookTrigger',
		parameters: {},
		shows: ['Webhook URLs', 'Allow Unsigned'],
	},
	{ name: 'WeCom', type: 'weCom', parameters: {}, shows: ['Resource', 'Operation'] },
] as const;

let n8n: Playground;
let browser: TestBrowser;
let page: Page;
let workflowId: string;

beforeAll(async () => {
	n8n = await startPlayground();
	const nodes = panels.map(({ name, type, parameters }, index) => ({
		id: `panel-${index}`,
		name,
		type: `n8n-nodes-leadflow.${type}`,
		typeVersion: 1,
		position: [(index % 4) * 260, Math.floor(index / 4) * 260],
		parameters,
		...(type.endsWith('Trigger') ? { webhookId: `panel-${index}` } : {}),
	}));
	const workflow = { name: 'Panels', nodes, connections: {}, settings: {} };
	const { data } = await n8n.api.post<{ id: string }>('/workflows', workflow);
	workflowId = data.id;
	browser = await openBrowser();
	page = await browser.editorPage(n8n);
});

afterAll(async () => {
	await browser?.close();
	await n8n?.stop();
});

test.each(panels)('the panel of $name shows what it needs', async ({ name, shows }) => {
	await openNodePanel(page, n8n, workflowId, name);
	const panel = page.locator('[data-test-id="ndv"]');
	await panel.getByText('Parameters').first().waitFor();
	await browser.screenshot(page, `panel-${name.toLowerCase().replaceAll(' ', '-')}`);
	for (const text of shows) await panel.getByText(text).first().waitFor();
	// n8n shows this in place of a node whose description it cannot use.
	expect(await panel.getByText('Install this node').count()).toBe(0);
});
