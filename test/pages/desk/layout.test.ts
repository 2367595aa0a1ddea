import { html } from '../../../pages/shared/html';
import { deskPage, type DeskFrame } from '../../../pages/desk/layout';
import { deskScript } from '../../../pages/desk/script';
import { deskText } from '../../../pages/desk/texts';
import { exampleView } from './exampleDesk';

function frame(more: Partial<DeskFrame> = {}): DeskFrame {
	return {
		view: exampleView(),
		title: 'Leads',
		deskTitle: 'Lead Desk',
		nonce: 'the-nonce',
		navigation: [
			{ href: '?page=leads', label: 'Leads', current: true },
			{ href: '?page=quarantine', label: 'Quarantine', current: false, badge: '9+' },
		],
		visitor: 'Ada Example',
		languageHref: '?page=leads&lang=zh',
		test: false,
		...more,
	};
}

describe('The frame of a page', () => {
	it('marks style and script with the nonce of the answer', () => {
		const page = deskPage(frame(), html`<p>x</p>`);
		expect([...page.matchAll(/<(style|script) nonce="the-nonce">/g)]).toHaveLength(2);
		expect(page).not.toMatch(/<(style|script)(?! nonce)/);
	});

	it('says in which language it is, and leads to the other one', () => {
		const english = deskPage(frame(), html``);
		expect(english).toContain('<html lang="en">');
		expect(english).toContain('lang="zh-CN" hreflang="zh-CN">中文</a>');
		const chinese = deskPage(frame({ view: exampleView('zh') }), html``);
		expect(chinese).toContain('<html lang="zh-CN">');
		expect(chinese).toContain('hreflang="en">English</a>');
	});

	it('lets a keyboard skip to the content and marks the current page', () => {
		const page = deskPage(frame(), html``);
		expect(page).toContain('href="#content"');
		expect(page).toContain('id="content"');
		expect(page).toContain('<a href="?page=leads" aria-current="page">Leads</a>');
		expect(page).toContain('Quarantine <span class="count">9+</span>');
	});

	it('offers no way around to somebody who is not let in', () => {
		const page = deskPage(frame({ navigation: [], visitor: undefined }), html``);
		expect(page).not.toContain('<nav');
		expect(page).not.toContain('signout');
	});

	it('announces what was done, and what was not', () => {
		const done = deskPage(frame({ message: { kind: 'good', text: 'Note added' } }), html``);
		expect(done).toContain('role="status">Note added');
		const refused = deskPage(frame({ message: { kind: 'bad', text: 'Nothing saved' } }), html``);
		expect(refused).toContain('role="alert">Nothing saved');
	});
});

it('keeps its script under 3 KB', () => {
	expect(Buffer.byteLength(deskScript)).toBeLessThanOrEqual(3 * 1024);
});

it('fills values into texts', () => {
	expect(deskText('en')('by', { actor: 'Ada' })).toBe('by Ada');
	expect(deskText('zh')('newLeads.other', { count: 3 })).toBe('3 条新线索');
});
