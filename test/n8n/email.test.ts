import type { Lead } from '../../leads/model/lead';
import { findLeads } from '../../leads/store/leads/findLeads';
import { openStore, type LeadStore } from '../../leads/store/store';
import { isSuppressed } from '../../leads/store/suppressions';
import { addWorkflow } from '../../playground/server.mjs';
import { startImapServer, type ImapServer } from '../simulators/imap.mjs';
import { itemsOf, startPlayground, type Playground } from './playground';

/*
 * A real n8n reads two mailboxes of a local IMAP server with its own Email Trigger, one as Simple and
 * one as Resolved, and Lead Capture makes leads of what is in them.
 */

const formats = ['simple', 'resolved'] as const;
type Format = (typeof formats)[number];

let n8n: Playground;
const servers = new Map<Format, ImapServer>();

function server(format: Format): ImapServer {
	const found = servers.get(format);
	if (!found) throw new Error(`No mailbox for ${format}`);
	return found;
}

function workflow(format: Format, credentialId: string) {
	const node = (name: string, more: object) => ({
		id: `${format}-${name}`,
		name,
		position: [0, 0],
		...more,
	});
	return {
		id: format,
		name: `Mail ${format}`,
		nodes: [
			node('Mail', {
				type: 'n8n-nodes-base.emailReadImap',
				typeVersion: 2.2,
				parameters: { format, options: {} },
				credentials: { imap: { id: credentialId, name: format } },
			}),
			node('Capture', {
				type: 'n8n-nodes-leadflow.leadCapture',
				typeVersion: 1,
				parameters: { format: 'email' },
			}),
		],
		connections: { Mail: { main: [[{ node: 'Capture', type: 'main', index: 0 }]] } },
	};
}

beforeAll(async () => {
	n8n = await startPlayground();
	for (const format of formats) {
		const imap = await startImapServer({ user: `${format}@example.com` });
		servers.set(format, imap);
		const { user, password } = imap.state;
		const data = { user, password, host: imap.host, port: imap.port, secure: false };
		const credential = await n8n.session.rest.post('/credentials', {
			name: format,
			type: 'imap',
			data,
		});
		await addWorkflow(n8n.session, workflow(format, credential.data.data.id));
	}
});

afterAll(async () => {
	await n8n.stop();
	await Promise.all([...servers.values()].map(async (one) => await one.stop()));
});

async function inStore<T>(look: (store: LeadStore) => Promise<T>): Promise<T> {
	const store = await openStore({ engine: 'sqlite', file: n8n.storeFile });
	return await look(store).finally(async () => await store.close());
}

async function leadsOf(format: Format): Promise<Lead[]> {
	const { leads } = await inStore(async (store) => await store.read(findLeads({ limit: 500 })));
	return leads.filter(({ email }) => email?.includes(`+${format}@`));
}

/** Mails of people with addresses of their own in each mailbox. */
const mail = (format: Format, id: string, text: string, more: readonly string[] = []) =>
	[
		`From: =?UTF-8?B?${Buffer.from('王伟').toString('base64')}?= <wang+${format}@example.org>`,
		`To: ${format}@example.com`,
		'Subject: =?UTF-8?B?6K+i5Lu3?=',
		'Date: Tue, 20 Oct 2026 09:30:00 +0800',
		`Message-ID: <${id}-${format}@example.org>`,
		'MIME-Version: 1.0',
		...(more.length > 0
			? more
			: ['Content-Type: text/plain; charset=utf-8', 'Content-Transfer-Encoding: 8bit']),
		'',
		text,
	].join('\n');

const mobiles = { simple: '13800138000', resolved: '13900139000' };

const letter = (format: Format) =>
	`您好，请报价100台。\n\n此致\n敬礼\n\n王伟 采购经理\n深圳示例科技有限公司\n手机：${mobiles[format]}\n\n在 2026-10-19 10:00:00，"销售" <sales@example.com> 写道：\n> 您好`;

const bounce = (format: Format) =>
	[
		'Return-Path: <>',
		'From: MAILER-DAEMON@mx.example.net (Mail Delivery System)',
		`To: ${format}@example.com`,
		'Subject: Undelivered Mail Returned to Sender',
		`Message-ID: <bounce-${format}@mx.example.net>`,
		'Content-Type: multipart/report; report-type=delivery-status; boundary="b1"',
		'',
		'--b1',
		'Content-Type: text/plain; charset=us-ascii',
		'',
		`<gone+${format}@example.org>: host mx.example.org said: 550 5.1.1 User unknown`,
		'',
		'--b1',
		'Content-Type: message/delivery-status',
		'',
		'Reporting-MTA: dns; mx.example.net',
		'',
		`Final-Recipient: rfc822; gone+${format}@example.org`,
		'Action: failed',
		'Status: 5.1.1',
		'',
		'--b1--',
	].join('\n');

describe.each(formats)('mails in the format %s', (format) => {
	const captured = async () => {
		const runs = await n8n.executions(format);
		return runs.flatMap((run) => [0, 1].flatMap((output) => itemsOf(run, 'Capture', output)));
	};
	/** n8n takes up to fifteen seconds to wait for news again. */
	const untilCaptured = async (count: number) => {
		const deadline = Date.now() + 60_000;
		while ((await captured()).length < count && Date.now() < deadline) {
			await new Promise((done) => setTimeout(done, 200));
		}
		return await captured();
	};

	it('makes one lead of a letter that arrives twice', async () => {
		server(format).deliver(mail(format, 'm1', letter(format)));
		server(format).deliver(mail(format, 'm1', letter(format)));
		const items = await untilCaptured(2);
		expect(items.map(({ json }) => json.repeated).sort()).toEqual([false, true]);
		const [lead, ...others] = await leadsOf(format);
		expect(others).toEqual([]);
		expect(lead).toMatchObject({
			name: '王伟',
			title: '采购经理',
			company: '深圳示例科技有限公司',
			email: `wang+${format}@example.org`,
			message: '您好，请报价100台。\n\n此致',
			mobile: `+86${mobiles[format]}`,
			source: 'email',
		});
	});

	it('reads a form in HTML, and neither bounces nor automatic replies become leads', async () => {
		const form = `<table><tr><td>姓名</td><td>李娜</td></tr><tr><td>邮箱</td><td>lina+${format}@example.org</td></tr><tr><td>留言</td><td>请回电</td></tr></table>`;
		const html = Buffer.from(form).toString('base64');
		server(format).deliver(
			mail(format, 'm2', html, [
				'Content-Type: text/html; charset=utf-8',
				'Content-Transfer-Encoding: base64',
			]),
		);
		server(format).deliver(bounce(format));
		server(format).deliver(
			mail(format, 'm3', '我在休假', ['Auto-Submitted: auto-replied', 'Content-Type: text/plain']),
		);
		const items = await untilCaptured(5);
		expect(items).toHaveLength(5);
		const leads = await leadsOf(format);
		expect(leads.map(({ name }) => name).sort()).toEqual(['李娜', '王伟'].sort());
		const key = { channel: 'email', purpose: 'any', key: `gone+${format}@example.org` };
		const known = await inStore(async (store) => await store.read(isSuppressed([key])));
		expect(JSON.stringify(known)).toContain('bounced');
	});

	it('marks what it read', () => {
		const { messages } = server(format).state;
		expect(messages.map(({ flags }) => [...flags].join().toLowerCase())).toEqual(
			messages.map(() => '\\seen'),
		);
	});
});
