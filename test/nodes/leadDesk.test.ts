import { getLead } from '../../leads/store/leads/getLead';
import { updateLead } from '../../leads/store/leads/updateLead';
import { memberRecords } from '../../leads/store/records/colleagueRecords';
import { createRecord } from '../../leads/store/records/createRecord';
import { storeEngines } from '../environment/engines';
import { freshStores } from '../store/freshStores';
import { addMember } from '../store/sampleRows';
import type { Page } from './deskVisitor';
import { capture, enterDesk, namesOn } from './enterDesk';

const HOUR = 60 * 60 * 1000;

describe.each(storeEngines())('the desk on $name', (engine) => {
	const fresh = freshStores(engine);

	it('finds leads by Chinese and English words, newest first, page by page', async () => {
		const desk = await fresh();
		for (let index = 0; index < 25; index += 1) {
			await capture(desk.store, { name: `Person ${index}`, company: 'Nordlicht GmbH' });
		}
		await capture(desk.store, { name: '王小明', company: '上海智云科技有限公司' });
		const visitor = await enterDesk(desk);
		expect(namesOn(await visitor.open('?page=leads&q=王'))).toEqual(['王小明']);
		expect(namesOn(await visitor.open(`?page=leads&q=${encodeURIComponent('智云')}`))).toEqual([
			'王小明',
		]);
		const first = await visitor.open('?page=leads&q=nordli');
		expect(namesOn(first)).toHaveLength(20);
		expect(namesOn(first)[0]).toBe('Person 24');
		const next = /rel="next" href="([^"]+)"/.exec(first.body)?.[1].replaceAll('&amp;', '&') ?? '';
		const second = await visitor.open(next);
		expect(namesOn(second)).toEqual(['Person 4', 'Person 3', 'Person 2', 'Person 1', 'Person 0']);
		expect(second.body).not.toContain('rel="next"');
		expect((await visitor.open('?page=leads&after=nonsense')).status).toBe(404);
		expect(visitor.failures).toEqual([]);
	});

	it('shows the saved views that make sense for whoever looks', async () => {
		const desk = await fresh();
		const { store, clock } = desk;
		const memberId = await addMember(store);
		await capture(store, { name: 'Mine' }, { ownerId: memberId });
		const late = await capture(store, {
			name: 'Late',
			nextFollowUpAt: new Date(clock.now + HOUR).toISOString(),
		});
		await capture(store, { name: 'Nobodys' });
		clock.now += 2 * HOUR;
		const visitor = await enterDesk(desk, { memberId });
		const names = async (view: string) => namesOn(await visitor.open(`?page=leads&view=${view}`));
		expect(await names('mine')).toEqual(['Mine']);
		expect(await names('unassigned')).toEqual(['Nobodys', 'Late']);
		expect(await names('overdue')).toEqual(['Late']);
		expect(await names('converted')).toEqual([]);
		await visitor.open(`?page=lead&id=${late}`);
		expect(await names('unread')).toEqual(['Nobodys', 'Mine']);
		const company = await enterDesk(desk);
		expect((await company.open('?page=leads')).body).not.toContain('view=mine');
	});

	it('gives the list again only when it has changed', async () => {
		const desk = await fresh();
		const visitor = await enterDesk(desk);
		const print = (page: Page) => /data-print="([^"]+)"/.exec(page.body)?.[1] ?? '';
		const empty = await visitor.open('?page=leads');
		expect(empty.text).toContain('Your first lead will appear here');
		const same = await visitor.open(`?page=leads&since=${print(empty)}`);
		expect(same).toMatchObject({ status: 204, body: '' });
		await capture(desk.store, { name: '新来的' });
		const changed = await visitor.open(`?page=leads&since=${print(empty)}`);
		expect(changed.status).toBe(200);
		expect(namesOn(changed)).toEqual(['新来的']);
		expect(changed.body).not.toContain('<html');
		expect((await visitor.open(`?page=leads&since=${print(changed)}`)).status).toBe(204);
	});

	it('explains on the page of a lead what was decided, with what was said', async () => {
		const desk = await fresh();
		const id = await capture(desk.store, { name: '王小明', mobile: '13800138000' });
		await capture(desk.store, { name: '王小明', mobile: '13800138000', message: '还想问一下价格' });
		const visitor = await enterDesk(desk, {}, { headers: { 'accept-language': 'zh' } });
		const { text } = await visitor.open(`?page=lead&id=${id}`);
		for (const shown of [
			'线索已创建',
			'库中没有人使用这些联系方式',
			'库中已有手机号相同的线索',
			'还想问一下价格',
			'共采集 2 次',
		]) {
			expect(text).toContain(shown);
		}
		// Once as the lead's message, once as what the second capture changed.
		expect(text.split('还想问一下价格')).toHaveLength(3);
		await capture(desk.store, { name: '王小明', mobile: '13800138000', message: '何时可以演示？' });
		expect((await visitor.open(`?page=lead&id=${id}`)).text.split('何时可以演示？')).toHaveLength(
			2,
		);
	});

	it('changes the status by allowed steps, once, and tells the workflow who did it', async () => {
		const desk = await fresh();
		const memberId = await addMember(desk.store, { name: '李娜' });
		const id = await capture(desk.store, { name: 'Ada Example' });
		const visitor = await enterDesk(desk, { memberId });
		const page = await visitor.open(`?page=lead&id=${id}`);
		expect(page.body).not.toContain('value="converted"');
		const changed = await visitor.send(page, 'value="status"', { status: 'contacted' });
		expect(changed.text).toContain('Status changed');
		expect(changed.text).toContain('Status: New → Contacted');
		expect(changed.text).toContain('by 李娜 · Lead Desk');
		expect(changed.first.event).toMatchObject({
			action: 'statusChanged',
			memberId,
			subject: { id, status: 'contacted' },
		});
		const again = await visitor.send(page, 'value="status"', { status: 'contacted' });
		expect(again.first.event).toBeUndefined();
		expect(again.text).toContain('That was so already');
		const wrong = await visitor.send(changed, 'value="status"', { status: 'converted' });
		expect(wrong.text).toContain('A lead in this status cannot get that status.');
		expect(await desk.store.read(getLead(id))).toMatchObject({ status: 'contacted', version: 2 });
	});

	it('does not overwrite what somebody else changed meanwhile, and does not mind what they did not touch', async () => {
		const desk = await fresh();
		const id = await capture(desk.store, { name: 'Ada Example' });
		const visitor = await enterDesk(desk);
		const page = await visitor.open(`?page=lead&id=${id}`);
		await desk.store.run(updateLead(id, { fields: { status: 'junk' } }, { node: 'Test' }));
		const late = await visitor.send(page, 'value="status"', { status: 'working' });
		expect(late.text).toContain('Somebody changed this lead in the meantime');
		expect((await desk.store.read(getLead(id))).status).toBe('junk');
		const planned = await visitor.send(page, 'value="followUp"', { followUp: '2031-03-09T09:30' });
		expect(planned.text).toContain('Follow-up planned');
	});

	it('plans the next follow-up in the zone of the desk', async () => {
		const desk = await fresh();
		const id = await capture(desk.store, { name: 'Ada Example' });
		const visitor = await enterDesk(desk);
		const planned = async () => (await desk.store.read(getLead(id))).nextFollowUpAt;
		const page = await visitor.open(`?page=lead&id=${id}`);
		const set = await visitor.send(page, 'value="followUp"', { followUp: '2031-03-09T09:30' });
		expect(await planned()).toBe('2031-03-09T01:30:00.000Z');
		expect(set.first.event).toBeUndefined();
		const wrong = await visitor.send(set, 'value="followUp"', { followUp: 'tomorrow' });
		expect(wrong.text).toContain('not a date and time');
		const cleared = await visitor.send(wrong, 'name="preset" value="none"');
		expect(cleared.text).toContain('Follow-up removed');
		expect(await planned()).toBeUndefined();
		const preset =
			/name="preset" value="(\d{4}-\d{2}-\d{2})T09:00">Tomorrow/.exec(cleared.body)?.[1] ?? '';
		await visitor.send(cleared, `value="${preset}T09:00"`);
		expect(await planned()).toBe(new Date(`${preset}T09:00:00+08:00`).toISOString());
	});

	it('shows a member times in their own zone', async () => {
		const desk = await fresh();
		const { record } = await desk.store.run(
			createRecord(memberRecords, { name: 'Ada', timezone: 'Europe/Berlin' }),
		);
		const id = await capture(desk.store, { name: 'Grace Example' });
		const visitor = await enterDesk(desk, { memberId: record.id });
		const page = await visitor.open(`?page=lead&id=${id}`);
		expect(page.text).toContain('Time zone: Europe/Berlin');
		await visitor.send(page, 'value="followUp"', { followUp: '2031-03-09T09:30' });
		expect((await desk.store.read(getLead(id))).nextFollowUpAt).toBe('2031-03-09T08:30:00.000Z');
	});

	it('adds a note once, however often it is sent', async () => {
		const desk = await fresh();
		const memberId = await addMember(desk.store, { name: '李娜' });
		const id = await capture(desk.store, { name: 'Ada Example' });
		const visitor = await enterDesk(desk, { memberId });
		const page = await visitor.open(`?page=lead&id=${id}`);
		const note = { note: 'Called <b>her</b>\r\nCall back Friday' };
		const sent = await Promise.all(
			[1, 2, 3].map(async () => await visitor.send(page, 'value="note"', note)),
		);
		expect(sent.flatMap(({ first }) => first.event ?? [])).toEqual([
			expect.objectContaining({
				action: 'noteAdded',
				memberId,
				note: 'Called <b>her</b>\nCall back Friday',
				subject: expect.objectContaining({ id }),
			}),
		]);
		const shown = await visitor.open(`?page=lead&id=${id}`);
		expect(shown.body.split('Called &lt;b&gt;her&lt;/b&gt;\nCall back Friday')).toHaveLength(2);
		expect(shown.text).toContain('by 李娜');
		expect((await visitor.send(shown, 'value="note"', { note: '  ' })).text).toContain(
			'The note is empty',
		);
		expect((await visitor.send(shown, 'value="note"', { note: 'x'.repeat(5001) })).text).toContain(
			'too long',
		);
		await visitor.send(shown, 'value="note"', note);
		expect((await visitor.open(`?page=lead&id=${id}`)).body.split('Call back Friday')).toHaveLength(
			3,
		);
	});

	it('lets a member take a lead over, and the link of the company not', async () => {
		const desk = await fresh();
		const memberId = await addMember(desk.store, { name: '李娜' });
		const id = await capture(desk.store, { name: 'Ada Example' });
		expect((await (await enterDesk(desk)).open(`?page=lead&id=${id}`)).body).not.toContain(
			'value="claim"',
		);
		const visitor = await enterDesk(desk, { memberId });
		const claimed = await visitor.send(await visitor.open(`?page=lead&id=${id}`), 'value="claim"');
		expect(claimed.text).toContain('The lead is yours now');
		expect(claimed.first.event).toMatchObject({
			action: 'leadClaimed',
			memberId,
			subject: { owner: { id: memberId, name: '李娜' } },
		});
		expect(claimed.body).not.toContain('value="claim"');
	});
});
