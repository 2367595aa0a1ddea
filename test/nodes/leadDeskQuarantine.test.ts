import { storeEngines } from '../environment/engines';
import { freshStores, type TestStore } from '../store/freshStores';
import type { DeskVisitor, Page } from './deskVisitor';
import { capture, enterDesk, namesOn } from './enterDesk';

describe.each(storeEngines())('the quarantine in the desk on $name', (engine) => {
	const fresh = freshStores(engine);

	async function stopped(): Promise<{
		desk: TestStore;
		visitor: DeskVisitor;
		page: Page;
		id: string;
	}> {
		const desk = await fresh();
		const fields = { name: '可疑 <i>Person</i>', email: 'who@example.com' };
		const id = await capture(desk.store, fields, { spamSignals: ['honeypot'] });
		const visitor = await enterDesk(desk);
		const page = await visitor.open('?page=quarantine');
		return { desk, visitor, page, id };
	}

	it('shows what came and why it was stopped', async () => {
		const { page } = await stopped();
		expect(page.text).toContain('A field that people do not see was filled in');
		expect(page.text).toContain('who@example.com');
		expect(page.body).toContain('可疑 &lt;i&gt;Person&lt;/i&gt;');
		expect(page.body).toContain('<span class="count">1</span>');
	});

	it('makes one lead of an approved one, whoever clicks how often', async () => {
		const { visitor, page } = await stopped();
		const sent = await Promise.all(
			[1, 2, 3].map(
				async () => await visitor.send(page, 'value="approve"', { note: 'a real person' }),
			),
		);
		const events = sent.flatMap(({ first }) => first.event ?? []);
		expect(events).toEqual([
			expect.objectContaining({
				action: 'quarantineApproved',
				note: 'a real person',
				memberId: null,
				subject: expect.objectContaining({ email: 'who@example.com' }),
			}),
		]);
		expect(namesOn(await visitor.open('?page=leads'))).toEqual(['可疑 &lt;i&gt;Person&lt;/i&gt;']);
		const late = await visitor.send(page, 'value="reject"');
		expect(late.text).toContain('Somebody else decided about this one already');
		const approved = await visitor.open('?page=quarantine&state=approved');
		expect(approved.text).toContain('a real person');
		expect(approved.text).toContain('Open the lead');
		expect(visitor.failures).toEqual([]);
	});

	it('keeps a rejected one out, with the note', async () => {
		const { visitor, page, id } = await stopped();
		const rejected = await visitor.send(page, 'value="reject"', { note: 'spam' });
		expect(rejected.first.event).toMatchObject({
			action: 'quarantineRejected',
			note: 'spam',
			subject: { quarantineId: id, email: 'who@example.com' },
		});
		expect(rejected.text).toContain('Nothing waits here');
		expect(namesOn(await visitor.open('?page=leads'))).toEqual([]);
		expect((await visitor.open('?page=quarantine&state=rejected')).text).toContain('spam');
	});

	it('on the test address hands the item over and says that the test is done', async () => {
		const { desk } = await stopped();
		const visitor = await enterDesk(desk, {}, { test: true });
		const page = await visitor.open('?page=quarantine');
		expect(page.text).toContain('Test address');
		const done = await visitor.send(page, 'value="reject"');
		expect(done.status).toBe(200);
		expect(done.text).toContain('Done, and handed to the workflow');
		expect(done.event).toMatchObject({ action: 'quarantineRejected' });
	});
});
