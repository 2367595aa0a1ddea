import { initials } from '../../../pages/desk/leadRow';
import { leadListFragment, leadListPage } from '../../../pages/desk/leadList';
import { ago, DAYS, exampleLead, exampleList, exampleView, HOURS, readable } from './exampleDesk';

const en = exampleView('en');
const zh = exampleView('zh');

describe('The list of leads', () => {
	it('shows who it is, how it stands, whose it is, where it came from and how old it is', () => {
		const lead = exampleLead({
			source: 'wecom',
			owner: { id: 'm', name: '李娜' },
			status: 'contacted',
		});
		const page = exampleList({ leads: [lead] });
		expect(readable(leadListFragment(page, en))).toContain(
			'Contacted Owner: 李娜 Source: WeCom 14 minutes ago',
		);
		expect(readable(leadListFragment(page, zh))).toContain(
			'已联系 负责人 : 李娜 来源 : 企业微信 14分钟前'.replaceAll(' :', ':'),
		);
	});

	it('names a lead by what is known of it', () => {
		const named = (more: Parameters<typeof exampleLead>[0]) =>
			readable(leadListFragment(exampleList({ leads: [exampleLead(more)] }), en));
		expect(named({ name: undefined })).toContain('上海智云科技有限公司');
		expect(named({ name: undefined, company: undefined, email: 'a@example.com' })).toContain(
			'a@example.com',
		);
		expect(named({ name: undefined, company: undefined })).toContain('No name');
	});

	it('marks what nobody has opened and what is overdue', () => {
		const unread = leadListFragment(exampleList(), en).toString();
		expect(unread).toContain('class="unread"');
		const read = exampleLead({ readAt: ago(HOURS), nextFollowUpAt: ago(DAYS), status: 'working' });
		const late = leadListFragment(exampleList({ leads: [read] }), en).toString();
		expect(late).not.toContain('class="unread"');
		expect(readable(late)).toContain('Overdue');
		const closed = exampleLead({ nextFollowUpAt: ago(DAYS), status: 'unqualified' });
		expect(readable(leadListFragment(exampleList({ leads: [closed] }), en))).not.toContain(
			'Overdue',
		);
	});

	it('says how a first lead arrives while there is none', () => {
		const page = exampleList({ leads: [], formUrl: 'https://n8n.example.com/form/contact' });
		const html = leadListPage(page, en).toString();
		expect(readable(html)).toContain('Your first lead will appear here');
		expect(html).toContain('href="https://n8n.example.com/form/contact"');
	});

	it('says so where a view or a search finds nothing', () => {
		expect(readable(leadListPage(exampleList({ leads: [], current: 'mine' }), en))).toContain(
			'Nothing here',
		);
		expect(readable(leadListPage(exampleList({ leads: [], search: 'x' }), en))).toContain(
			'Nothing found',
		);
	});

	it('keeps search and view when going through the pages', () => {
		const page = exampleList({ current: 'unread', search: '王 & co', nextCursor: 'next' });
		const html = leadListPage(page, en).toString();
		expect(html).toContain('?page=leads&amp;view=unread&amp;q=%E7%8E%8B+%26+co&amp;after=next');
		expect(html).toContain('value="王 &amp; co"');
	});

	it('leaves it to the script to fill in how many are new', () => {
		expect(leadListPage(exampleList(), zh).toString()).toContain('data-other="{count} 条新线索"');
	});

	it('stays fresh by itself on its first page only', () => {
		expect(leadListPage(exampleList(), en).toString()).toContain('data-refresh="5"');
		expect(leadListPage(exampleList({ after: 'x' }), en).toString()).not.toContain('data-refresh');
	});
});

describe('Initials', () => {
	it.each([
		['王小明', '王'],
		['欧阳 修', '欧'],
		['Ada Beispiel', 'AB'],
		['Jean-Baptiste de la Tour', 'JT'],
		['ada', 'A'],
		['𠮷田', '𠮷'],
		['😀', '·'],
	])('of %s are %s', (name, expected) => {
		expect(initials(name)).toBe(expected);
	});
});
