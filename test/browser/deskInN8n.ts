import type { BrowserContextOptions, Page } from 'playwright-core';
import { addWorkflow, type WorkflowJson } from '../../playground/server.mjs';
import { captureLeads } from '../../leads/capture/capture';
import type { CapturedLead } from '../../leads/model/lead';
import { createDeskLink } from '../../leads/store/deskLinks';
import { openStore, type LeadStore } from '../../leads/store/store';
import { startPlayground, type Playground } from '../n8n/playground';
import { openBrowser, type TestBrowser } from './browser';

const DAY = 24 * 60 * 60 * 1000;

function deskWorkflow(id: string, credentials?: object): WorkflowJson {
	const place = (x: number) => ({ typeVersion: 1, position: [x, 0] });
	const triggerOn = [
		'leadClaimed',
		'leadReleased',
		'leadsDifferent',
		'leadsMerged',
		'mergeUndone',
		'noteAdded',
		'quarantineApproved',
		'quarantineRejected',
		'statusChanged',
	];
	return {
		id,
		name: `Desk ${id}`,
		nodes: [
			{
				...place(0),
				id: `${id}-node`,
				name: 'Desk',
				type: 'n8n-nodes-leadflow.leadDeskTrigger',
				webhookId: id,
				parameters: { triggerOn, options: { refreshSeconds: 2, pageSize: 10 } },
				...(credentials ? { credentials } : {}),
			},
			{
				...place(220),
				id: `${id}-after`,
				name: 'After',
				type: 'n8n-nodes-base.noOp',
				parameters: {},
			},
		],
		connections: { Desk: { main: [[{ node: 'After', type: 'main', index: 0 }]] } },
	};
}

type Link = Parameters<typeof createDeskLink>[0];

export interface OpenedPage {
	page: Page;
	/** What the browser said about the page, and requests to other hosts: the desk is quiet and keeps to itself. */
	complaints: string[];
}

/** A lead desk in a real n8n, seen by a real browser. Its workflow is called `desk`. */
export class DeskInN8n {
	private payload = 0;

	private constructor(
		readonly n8n: Playground,
		readonly browser: TestBrowser,
		readonly store: LeadStore,
	) {}

	static async start(): Promise<DeskInN8n> {
		const [n8n, browser] = await Promise.all([
			startPlayground({ workflows: [deskWorkflow('desk')] }),
			openBrowser(),
		]);
		const store = await openStore({ engine: 'sqlite', file: n8n.storeFile });
		return new DeskInN8n(n8n, browser, store);
	}

	async stop(): Promise<void> {
		await this.store.close();
		await Promise.all([this.browser.close(), this.n8n.stop()]);
	}

	/** A second desk, whose credential masks a field for everybody. */
	async addMaskedDesk(id: string, field: string): Promise<void> {
		const { api } = this.n8n.session;
		const data = { fieldRestrictions: { restriction: [{ field, access: 'masked' }] } };
		const name = 'Masked';
		const { data: made } = await api.post('/credentials', { name, type: 'leadflowStoreApi', data });
		const credentials = { leadflowStoreApi: { id: made.id, name } };
		await addWorkflow(this.n8n.session, deskWorkflow(id, credentials));
	}

	url(id = 'desk'): string {
		return `${this.n8n.url}/webhook/${id}/desk`;
	}

	async capture(fields: CapturedLead['fields'], more: Partial<CapturedLead> = {}): Promise<void> {
		this.payload += 1;
		const lead = { channel: 'form', payload: this.payload, fields, ...more };
		await captureLeads(this.store, [lead]);
	}

	/** A link to a desk, by default for the company's administrator. */
	async link(more: Partial<Link> = {}, desk?: string): Promise<{ id: string; url: string }> {
		const expiresAt = new Date(Date.now() + DAY).toISOString();
		const { id, token } = await this.store.run(
			createDeskLink({ memberId: null, role: 'admin', expiresAt, ...more }),
		);
		return { id, url: `${this.url(desk)}?key=${token}` };
	}

	/** Opens a desk by a new link in a browser of its own. */
	async open(
		link: Partial<Link> = {},
		options: BrowserContextOptions = {},
		desk?: string,
	): Promise<OpenedPage> {
		const page = await this.browser.newPage(options);
		const complaints: string[] = [];
		page.on('console', (message) => complaints.push(message.text()));
		page.on('pageerror', (error) => complaints.push(error.message));
		page.on('request', (request) => {
			const ours = request.url().startsWith(this.n8n.url) || request.url().startsWith('data:');
			if (!ours) complaints.push(request.url());
		});
		await page.goto((await this.link(link, desk)).url);
		return { page, complaints };
	}
}
