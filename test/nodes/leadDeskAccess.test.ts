import { captureLeads } from '../../leads/capture/capture';
import { createDeskLink, revokeDeskLinks } from '../../leads/store/deskLinks';
import { openStore, type LeadStore } from '../../leads/store/store';
import { storeEngines } from '../environment/engines';
import { addMember } from '../store/sampleRows';
import { DeskVisitor } from './deskVisitor';

const HOUR = 60 * 60 * 1000;
const [engine] = storeEngines();

let store: LeadStore;
const clock = { now: Date.UTC(2026, 4, 1, 8) };

beforeAll(async () => {
	store = await openStore(await engine.config(), { clock: () => clock.now });
	await captureLeads(store, [
		{ channel: 'form', payload: 1, fields: { name: '王小明', mobile: '13800138000' } },
	]);
});

afterAll(async () => await store.close());

type Link = Parameters<typeof createDeskLink>[0];

async function link(more: Partial<Link> = {}): Promise<{ id: string; token: string }> {
	const expiresAt = new Date(clock.now + HOUR).toISOString();
	return await store.run(createDeskLink({ memberId: null, role: 'admin', expiresAt, ...more }));
}

describe('Entering the desk', () => {
	it('by a link puts its key into a cookie for the desk alone and out of the address', async () => {
		const { token } = await link();
		const page = await new DeskVisitor(store).enter(token);
		expect(page.first.status).toBe(303);
		expect(page.first.headers).toMatchObject({
			'referrer-policy': 'no-referrer',
			'cache-control': 'no-store',
		});
		expect(page.first.headers.location).not.toContain(token);
		expect(page.first.cookies).toEqual([
			expect.stringMatching(
				new RegExp(
					`^leadflow_desk=${token}; Path=/webhook/desk; Max-Age=\\d+; HttpOnly; SameSite=Lax; Secure$`,
				),
			),
		]);
		expect(page.status).toBe(200);
		expect(page.text).toContain('王小明');
		expect(page.body).not.toContain(token);
	});

	it('answers with headers that keep the page from caches, frames and other scripts', async () => {
		const { headers } = await new DeskVisitor(store).enter((await link()).token);
		expect(headers['content-security-policy']).toMatch(
			/^default-src 'none'; style-src 'nonce-[\w-]+'; .*frame-ancestors 'none'.*script-src 'nonce-[\w-]+'; connect-src 'self'$/,
		);
		expect(headers).toMatchObject({
			'cache-control': 'no-store',
			'x-content-type-options': 'nosniff',
			'x-frame-options': 'DENY',
			'referrer-policy': 'same-origin',
		});
	});

	it('says how to get a link where there is none, a wrong one, or one that has ended', async () => {
		const visitor = new DeskVisitor(store);
		const refused = async (at: string) => {
			const page = await visitor.open(at);
			expect(page.status).toBe(401);
			expect(page.text).toContain('Create Desk Link');
			return page.text;
		};
		expect(await refused('?page=leads')).toContain('This desk opens by a personal link');
		expect(await refused('?key=nonsense')).toContain('This link does not work');
		const revoked = await link();
		await store.run(revokeDeskLinks({ id: revoked.id }));
		expect(await refused(`?key=${revoked.token}`)).toContain('This link was withdrawn');
		const expired = await link({ expiresAt: new Date(clock.now + 1000).toISOString() });
		clock.now += 2000;
		expect(await refused(`?key=${expired.token}`)).toContain('This link has expired');
		expect(visitor.cookies.size).toBe(0);
		expect(visitor.failures).toEqual([]);
	});

	it('tells somebody whose browser keeps no cookies', async () => {
		const visitor = new DeskVisitor(store);
		const { first } = await visitor.enter((await link()).token);
		visitor.cookies.clear();
		expect((await visitor.open(first.headers.location)).text).toContain('Please allow cookies');
		clock.now += HOUR / 2;
		const later = await visitor.open(first.headers.location);
		expect(later.text).toContain('This desk opens by a personal link');
	});

	it('ends at once when the link is withdrawn or the visitor signs out', async () => {
		const { id, token } = await link();
		const visitor = new DeskVisitor(store);
		await visitor.enter(token);
		await store.run(revokeDeskLinks({ id }));
		expect((await visitor.open('?page=leads')).status).toBe(401);
		expect((await visitor.open('?page=leads&since=x')).status).toBe(401);
		await visitor.enter((await link()).token);
		expect((await visitor.open('?signout=1')).text).toContain('You are signed out');
		expect((await visitor.open('?page=leads')).status).toBe(401);
	});

	it('shows nobody a page that is not there', async () => {
		const visitor = new DeskVisitor(store);
		await visitor.enter((await link()).token);
		for (const at of [
			'?page=nothing',
			'?page=lead&id=nothing',
			'?page=lead',
			'?page=lead&id=018f0000-0000-7000-8000-000000000001',
			'?page=__proto__',
		]) {
			expect(await visitor.open(at)).toMatchObject({
				status: 404,
				text: expect.stringContaining('not yours to see'),
			});
		}
		expect(visitor.failures).toEqual([]);
	});

	it('keeps other sites and guessed forms out', async () => {
		const visitor = new DeskVisitor(store);
		const list = await visitor.enter((await link()).token);
		const id = /data-id="([^"]+)"/.exec(list.body)?.[1] ?? '';
		const at = `?page=lead&id=${id}`;
		const page = await visitor.open(at);
		const token = /name="token" value="([^"]*)"/.exec(page.body)?.[1] ?? '';
		const values = { token, action: 'status', status: 'junk', was: 'new' };
		const refused = [
			await visitor.post(at, values, { origin: 'https://evil.example.com' }),
			await visitor.post(at, { ...values, token: '' }),
			await visitor.post(at, { ...values, token: `${token.slice(0, -2)}xx` }),
		];
		for (const answer of refused) expect(answer.text).toContain('This page was open for too long');
		const other = new DeskVisitor(store);
		await other.enter((await link()).token);
		expect((await other.post(at, values)).text).toContain('This page was open for too long');
		expect((await visitor.open(at)).body).toContain('<option value="new" selected>');
	});
});

describe('The language', () => {
	it('is that of the browser, until the visitor chooses the other one', async () => {
		const visitor = new DeskVisitor(store, { headers: { 'accept-language': 'zh-CN,zh;q=0.9' } });
		const chinese = await visitor.enter((await link()).token);
		expect(chinese.text).toContain('线索工作台');
		expect((await visitor.open('?page=leads&lang=en')).text).toContain('Lead Desk');
		expect((await visitor.open('?page=leads')).text).toContain('Lead Desk');
	});

	it('is kept through signing out', async () => {
		const visitor = new DeskVisitor(store);
		await visitor.enter((await link()).token);
		await visitor.open('?lang=zh');
		expect((await visitor.open('?signout=1')).text).toContain('您已退出');
	});
});

describe('A link of a member', () => {
	it('shows their own leads only, and hides what their desk masks', async () => {
		const memberId = await addMember(store, { name: 'Lina Example' });
		await captureLeads(store, [
			{
				channel: 'form',
				payload: 2,
				fields: { name: '赵敏', mobile: '13900139000', email: 'zhao@example.com' },
				ownerId: memberId,
			},
		]);
		const { token } = await link({ memberId, role: 'member' });
		const desk = store.as({
			memberId: null,
			role: 'admin',
			scope: { kind: 'all' },
			fieldAccess: { mobile: 'masked', email: 'hidden' },
		});
		const visitor = new DeskVisitor(desk);
		const list = await visitor.enter(token);
		expect(list.text).toContain('Lina Example');
		expect(list.text).toContain('赵敏');
		expect(list.text).not.toContain('王小明');
		// One's own leads need no view of one's own.
		expect(list.text).not.toContain('Mine');
		const id = /data-id="([^"]+)"/.exec(list.body)?.[1] ?? '';
		const lead = await visitor.open(`?page=lead&id=${id}`);
		expect(lead.text).toContain('139****9000');
		expect(lead.body).not.toMatch(/13900139000|zhao@example\.com/);
		expect(lead.body).not.toContain('href="tel:');
		const everything = await new DeskVisitor(store).enter((await link()).token);
		const other =
			/data-id="([^"]+)"/.exec(everything.body.slice(everything.body.indexOf(id) + 40))?.[1] ?? '';
		expect(other).not.toBe('');
		expect((await visitor.open(`?page=lead&id=${other}`)).status).toBe(404);
	});

	it('that may only look changes nothing', async () => {
		await captureLeads(store, [{ channel: 'form', payload: 3, fields: { name: 'Grace Example' } }]);
		const visitor = new DeskVisitor(store);
		const list = await visitor.enter((await link({ role: 'viewer' })).token);
		const id = /data-id="([^"]+)"/.exec(list.body)?.[1] ?? '';
		const page = await visitor.open(`?page=lead&id=${id}`);
		expect(page.body).not.toContain('<form method="post"');
		expect((await visitor.open('?page=leads')).body).toContain(`data-id="${id}" class="unread"`);
	});
});
