import { getLead } from '../../leads/store/leads/getLead';
import { openReviewPairs } from '../../leads/store/leads/reviewPairs';
import { updateLead } from '../../leads/store/leads/updateLead';
import { activityRecords } from '../../leads/store/records/activityRecords';
import { createRecord } from '../../leads/store/records/createRecord';
import type { CapturedLead } from '../../leads/model/lead';
import { storeEngines } from '../environment/engines';
import { freshStores, type TestStore } from '../store/freshStores';
import { addMember } from '../store/sampleRows';
import type { DeskVisitor, Page } from './deskVisitor';
import { capture, enterDesk, namesOn } from './enterDesk';

const parts = [
	{ feature: 'prior', fields: [], level: 'any two', bits: -7 },
	{ feature: 'person', fields: ['name'], level: 'same name in another script', bits: 11 },
];

interface Couple {
	left: string;
	right: string;
}

async function pairUp(
	{ store }: TestStore,
	left: CapturedLead['fields'],
	right: CapturedLead['fields'],
	more: Partial<CapturedLead> = {},
	bits = 4,
): Promise<Couple> {
	// What the pair is told to be is what the test says, not what the capture would say.
	const apart = { similar: 'ignore' } as const;
	const ids = [await capture(store, left, more, apart), await capture(store, right, more, apart)];
	await store.run((context) =>
		openReviewPairs(context, [
			{ kind: 'duplicate', leftId: ids[0], rightId: ids[1], reasons: [], bits, parts },
		]),
	);
	return { left: ids[0], right: ids[1] };
}

const wang = { name: '王小明', company: '上海智云科技有限公司', mobile: '13800138000' };
const wangToo = { name: 'Wang Xiaoming', mobile: '13800138001', city: '上海' };

function pairLinks(page: Page): string[] {
	return [...page.body.matchAll(/<a class="pair-row" href="([^"]+)"/g)].map(([, href]) =>
		href.replaceAll('&amp;', '&'),
	);
}

/** The values that the radios of a page would send, with these chosen by the words beside them. */
function chosen(page: Page, wishes: Readonly<Record<string, 'left' | 'right'>>) {
	const radios = page.body.matchAll(
		/<input type="radio" name="(\w+)" value="(left|right)( [^"]*)?"( checked)?>/g,
	);
	const values: Record<string, string> = {};
	for (const [, input, side, field = '', checked] of radios) {
		const wish = wishes[field.trim() || 'main'];
		if (wish ? wish === side : checked !== undefined) values[input] = side + field;
	}
	return values;
}

describe.each(storeEngines())('the review of duplicates in the desk on $name', (engine) => {
	const fresh = freshStores(engine);

	async function waiting(): Promise<
		Couple & { desk: TestStore; visitor: DeskVisitor; page: Page }
	> {
		const desk = await fresh();
		const couple = await pairUp(desk, wang, wangToo);
		const visitor = await enterDesk(desk);
		const [href] = pairLinks(await visitor.open('?page=review'));
		return { ...couple, desk, visitor, page: await visitor.open(href) };
	}

	it('lists what waits with the reason in one line, and counts it in the navigation', async () => {
		const desk = await fresh();
		await pairUp(desk, wang, wangToo);
		await pairUp(desk, { name: 'Ada <b>' }, { name: 'Ada Example' });
		const visitor = await enterDesk(desk);
		const list = await visitor.open('?page=review');
		expect(list.body).toContain('Duplicates <span class="count">2</span>');
		expect(list.text).toContain('Name: same name in another script');
		expect(list.body).toContain('Ada &lt;b&gt;');
		expect(pairLinks(list)).toHaveLength(2);
		expect((await visitor.open('?page=review&state=merged')).text).toContain('Nothing to compare');
		expect((await visitor.open('?page=review&after=nonsense')).status).toBe(404);
		expect(visitor.failures).toEqual([]);
	});

	it('goes through many pairs page by page', async () => {
		const desk = await fresh();
		for (let index = 0; index < 21; index += 1) {
			await pairUp(desk, { name: `A ${index}` }, { name: `B ${index}` });
		}
		const visitor = await enterDesk(desk);
		const first = await visitor.open('?page=review');
		expect(first.body).toContain('<span class="count">9+</span>');
		const next = /rel="next" href="([^"]+)"/.exec(first.body)?.[1].replaceAll('&amp;', '&') ?? '';
		expect([pairLinks(first).length, pairLinks(await visitor.open(next)).length]).toEqual([20, 1]);
	});

	it('asks about the surest first, and goes on in that order', async () => {
		const desk = await fresh();
		const names = ['Third', 'First', 'Second'];
		for (const [index, bits] of [1, 9, 5].entries()) {
			await pairUp(desk, { name: `${names[index]} A` }, { name: `${names[index]} B` }, {}, bits);
		}
		const visitor = await enterDesk(desk);
		const links = pairLinks(await visitor.open('?page=review'));
		const nextOf = ({ body }: Page) =>
			/<a class="button plain" href="([^"]+)">Skip for now/
				.exec(body)?.[1]
				.replaceAll('&amp;', '&') ?? '';
		const pages: Page[] = [];
		for (let href = links[0]; pages.length < 4; href = nextOf(pages[pages.length - 1])) {
			pages.push(await visitor.open(href));
		}
		expect(pages.map(({ text }) => /(First|Second|Third) A/.exec(text)?.[1])).toEqual([
			'First',
			'Second',
			'Third',
			'First',
		]);
		expect(links).toHaveLength(3);
	});

	it('merges by the choices made, moves what belongs to the record, and undoes it', async () => {
		const { desk, visitor, page, left, right } = await waiting();
		const note = { leadId: right, type: 'note', body: 'Call on Friday' } as const;
		await desk.store.run(createRecord(activityRecords, note));
		const before = await Promise.all(
			[left, right].map(async (id) => await desk.store.read(getLead(id))),
		);
		const again = await visitor.open(page.at);
		expect(again.text).toContain('Activities and notes');
		const merged = await visitor.send(
			again,
			'value="merge"',
			chosen(again, { main: 'right', name: 'left', mobile: 'right', city: 'left' }),
		);
		expect(merged.text).toContain('Merged. You can undo it here at any time.');
		expect(merged.text).toContain('All pairs are decided');
		expect(merged.first.event).toMatchObject({ action: 'leadsMerged', subject: { id: right } });
		const one = await desk.store.read(getLead(left));
		expect(one).toMatchObject({
			id: right,
			name: '王小明',
			mobile: '+8613800138001',
			company: '上海智云科技有限公司',
		});
		expect(one.city).toBeUndefined();
		expect(namesOn(await visitor.open('?page=leads'))).toEqual(['王小明']);
		const lead = await visitor.open(`?page=lead&id=${left}`);
		expect(lead.text).toContain('Call on Friday');
		expect(lead.text).toContain('王小明 was merged into this one');

		const undone = await visitor.send(await visitor.open(page.at), 'value="unmerge"');
		expect(undone.text).toContain('The merge is undone: two records again');
		expect(undone.first.event).toMatchObject({ action: 'mergeUndone', subject: { id: right } });
		expect(undone.body).toContain('value="merge"');
		const after = await Promise.all(
			[left, right].map(async (id) => await desk.store.read(getLead(id))),
		);
		const told = ({ id, name, mobile, city, company }: (typeof after)[number]) => ({
			...{ id, name, mobile, city, company },
		});
		expect(after.map(told)).toEqual(before.map(told));
		expect(visitor.failures).toEqual([]);
	});

	it('undoes a merge from the page of the record that lives on, once', async () => {
		const { visitor, page, left, desk } = await waiting();
		await visitor.send(page, 'value="merge"', chosen(page, { main: 'left' }));
		const lead = await visitor.open(`?page=lead&id=${left}`);
		expect(lead.text).toContain('Wang Xiaoming was merged into this one');
		const undone = await visitor.send(lead, 'value="unmerge"');
		expect(undone.text).toContain('The merge is undone');
		expect(undone.text).toContain('undone just now');
		const again = await visitor.send(lead, 'value="unmerge"');
		expect(again.first.event).toBeUndefined();
		expect(namesOn(await visitor.open('?page=leads'))).toHaveLength(2);
		expect(await desk.store.read(getLead(left))).toMatchObject({ name: '王小明' });
		expect(visitor.failures).toEqual([]);
	});

	it('remembers that two are different, goes on with the next, and takes it back', async () => {
		const { desk, visitor, page } = await waiting();
		await pairUp(desk, { name: 'Ada' }, { name: 'Ada Example' });
		const next = await visitor.send(page, 'value="different"');
		expect(next.text).toContain('Saved: not a duplicate.');
		expect(next.text).toContain('Ada Example');
		expect(next.first.event).toMatchObject({
			action: 'leadsDifferent',
			subject: { left: { name: '王小明' }, right: { name: 'Wang Xiaoming' } },
		});
		expect(pairLinks(await visitor.open('?page=review'))).toHaveLength(1);
		const decided = await visitor.open(page.at);
		expect(decided.text).toContain('Two different people');
		const back = await visitor.send(decided, 'value="reopen"');
		expect(back.text).toContain('Taken back: the pair waits again');
		expect(back.body).toContain('value="merge"');
		expect(pairLinks(await visitor.open('?page=review'))).toHaveLength(2);
	});

	it('lets one of two who judge at once win', async () => {
		const { visitor, page } = await waiting();
		await visitor.send(page, 'value="different"');
		const late = await visitor.send(page, 'value="merge"', chosen(page, {}));
		expect(late.text).toContain('Somebody else decided about this one already');
		expect(late.first.event).toBeUndefined();
		const twice = await visitor.send(page, 'value="different"');
		expect(twice.text).toContain('That was so already');
	});

	it('does not merge what was changed since the page was shown', async () => {
		const { desk, visitor, page, right } = await waiting();
		await desk.store.run(
			updateLead(right, { fields: { name: 'Somebody else' } }, { node: 'Test' }),
		);
		const refused = await visitor.send(page, 'value="merge"', chosen(page, {}));
		expect(refused.text).toContain('Somebody changed this lead in the meantime');
		expect(refused.text).toContain('Somebody else');
		expect(namesOn(await visitor.open('?page=leads'))).toHaveLength(2);
	});

	it('keeps other sites and guessed forms out', async () => {
		const { visitor, page } = await waiting();
		const foreign = { origin: 'https://evil.example.com' };
		for (const refused of [
			await visitor.send(page, 'value="merge"', chosen(page, {}), foreign),
			await visitor.post(page.at, { action: 'different', token: 'guessed' }),
		]) {
			expect(refused.text).toContain('This page was open for too long');
		}
		expect(pairLinks(await visitor.open('?page=review'))).toHaveLength(1);
	});

	it('shows members the pairs of their own leads only, and what is masked stays so', async () => {
		const desk = await fresh();
		const memberId = await addMember(desk.store);
		await pairUp(desk, wang, wangToo);
		await pairUp(
			desk,
			{ name: '李雷', mobile: '13900139000' },
			{ name: 'Li Lei', mobile: '13900139001' },
			{ ownerId: memberId },
		);
		const masking = desk.store.as({
			...{ memberId: null, role: 'admin', scope: { kind: 'all' } },
			fieldAccess: { mobile: 'masked', name: 'readOnly' },
		});
		const visitor = await enterDesk({ ...desk, store: masking }, { memberId, role: 'member' });
		const all = pairLinks(await (await enterDesk(desk)).open('?page=review'));
		const own = pairLinks(await visitor.open('?page=review'));
		expect([all.length, own.length]).toEqual([2, 1]);
		const hidden = all.find((href) => !own.includes(href)) ?? '';
		expect((await visitor.open(hidden)).status).toBe(404);
		expect((await visitor.post(hidden, { action: 'different' })).status).toBe(404);
		const page = await visitor.open(own[0]);
		expect(page.body).toContain('139****900<mark>0</mark>');
		expect(page.body).not.toContain('1390013900');
		// Nobody chooses a value that they may not write.
		expect(page.body).not.toMatch(/value="(left|right) (mobile|name)"/);
		expect(visitor.failures).toEqual([]);
	});

	it('lets a viewer look and decide nothing', async () => {
		const desk = await fresh();
		await pairUp(desk, wang, wangToo);
		const visitor = await enterDesk(desk, { role: 'viewer' });
		const [href] = pairLinks(await visitor.open('?page=review'));
		const page = await visitor.open(href);
		expect(page.text).toContain('Mobile differs');
		expect(page.body).not.toContain('<form method="post"');
		const token = 'any';
		expect((await visitor.post(href, { action: 'different', token })).first.event).toBeUndefined();
	});

	it('speaks Chinese to a Chinese browser', async () => {
		const desk = await fresh();
		await pairUp(desk, wang, wangToo);
		const visitor = await enterDesk(desk, {}, { headers: { 'accept-language': 'zh-CN' } });
		const list = await visitor.open('?page=review');
		for (const words of ['查重', '姓名：汉字与拼音一致', '很可能是同一人', '内容相似']) {
			expect(list.text).toContain(words);
		}
		const page = await visitor.open(pairLinks(list)[0]);
		const merged = await visitor.send(page, 'value="merge"', chosen(page, {}));
		for (const words of ['已合并为一条记录', '撤销合并', '主记录']) {
			expect(page.text + merged.text).toContain(words);
		}
	});
});
