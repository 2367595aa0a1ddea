import { leadPage } from '../../../pages/desk/leadPage';
import { reachHref } from '../../../pages/desk/leadFacts';
import {
	ago,
	DAYS,
	exampleLead,
	exampleLeadPage,
	exampleView,
	MINUTES,
	readable,
} from './exampleDesk';

const en = exampleView('en');
const zh = exampleView('zh');

const met = {
	at: ago(MINUTES),
	type: 'lead.attached',
	decision: {
		node: 'Lead Capture',
		outcome: 'attached',
		reasons: [
			{ code: 'same.mobile', text: 'A lead with the same mobile is in the store', field: 'mobile' },
			{ code: 'ownCode', text: 'Something only this store knows' },
		],
	},
};

describe('The page of a lead', () => {
	it('explains each decision in words of the visitor, with the stored text for what it has no words for', () => {
		const page = exampleLeadPage({ timeline: [met] });
		expect(readable(leadPage(page, en))).toContain('A lead with the same mobile is in the store');
		const chinese = readable(leadPage(page, zh));
		expect(chinese).toContain('库中已有手机号相同的线索');
		expect(chinese).toContain('Something only this store knows');
	});

	it('tells what changed, from what to what, with names for ids', () => {
		const changes = {
			status: ['new', 'contacted'],
			ownerId: [null, 'm1'],
			nextFollowUpAt: [null, ago(0)],
		} as const;
		const page = exampleLeadPage({
			timeline: [{ at: ago(MINUTES), type: 'lead.updated', changes }],
			names: new Map([['m1', '李娜']]),
		});
		const text = readable(leadPage(page, en));
		expect(text).toContain('Status: New → Contacted');
		expect(text).toContain('Owner: empty → 李娜');
		expect(text).toContain('Next Follow-Up At: empty → 5 Mar 2026, 11:20');
	});

	it('shows the newest first', () => {
		const old = { at: ago(3 * DAYS), type: 'note', text: 'older' };
		const young = { at: ago(MINUTES), type: 'note', text: 'younger' };
		const text = readable(leadPage(exampleLeadPage({ timeline: [old, young] }), en));
		expect(text.indexOf('younger')).toBeLessThan(text.indexOf('older'));
	});

	it('offers the statuses that the lead may get, and to take it over', () => {
		const html = leadPage(exampleLeadPage(), en).toString();
		expect([...html.matchAll(/<option value="(\w+)"/g)].map(([, value]) => value)).toEqual([
			'new',
			'contacted',
			'working',
		]);
		expect(html).toContain('value="claim"');
		expect(leadPage(exampleLeadPage({ ownership: {} }), en).toString()).not.toContain(
			'value="claim"',
		);
	});

	it('gives somebody who may only look no form at all', () => {
		const html = leadPage(exampleLeadPage(), exampleView('en', { writable: false })).toString();
		expect(html).not.toContain('<form');
		expect(readable(html)).toContain('You may look at leads here, not change them.');
	});

	it('tells until when free-form WhatsApp messages are delivered, and when only a template is', () => {
		const withWindow = (templateRequired: boolean) => ({
			...exampleLead(),
			whatsapp: {
				windowClosesAt: ago(-60 * MINUTES),
				templateRequired,
				lastError: { code: 131049, title: 'Not delivered', at: ago(MINUTES) },
			},
		});
		const open = readable(leadPage(exampleLeadPage({ lead: withWindow(false) }), zh));
		expect(open).toContain('可自由回复至');
		expect(open).toContain('Not delivered (131049)');
		expect(open).not.toContain('现在只能发送已批准的模板消息');
		const closed = readable(leadPage(exampleLeadPage({ lead: withWindow(true) }), en));
		expect(closed).toContain('Only an approved template can be sent now');
	});

	it('shows times in the zone of the desk', () => {
		const lead = exampleLead({ nextFollowUpAt: '2026-03-06T01:30:00Z' });
		expect(leadPage(exampleLeadPage({ lead }), en).toString()).toContain(
			'value="2026-03-06T09:30"',
		);
	});

	it('calls and writes to what can be called and written to, never to a masked value', () => {
		expect(reachHref('mobile', '+8613800138000')).toBe('tel:+8613800138000');
		expect(reachHref('mobile', '138****8000')).toBeUndefined();
		expect(reachHref('email', 'ada@example.com')).toBe('mailto:ada@example.com');
		expect(reachHref('email', 'a?bcc=x@example.com')).toBe('mailto:a%3Fbcc%3Dx@example.com');
		expect(reachHref('email', 'a***@example.com')).toBeUndefined();
		expect(reachHref('company', 'https://example.com')).toBeUndefined();
	});

	it("shows the lead's own fields, those of the user and the consents", () => {
		const page = exampleLeadPage({
			lead: exampleLead({
				city: '上海',
				country: 'CN',
				custom: { topics: ['Security', 'Pricing'] },
				message: '两行\n留言',
			}),
			consents: [
				{ id: 'c', purpose: 'marketing', channel: 'email', granted: false, at: ago(DAYS) },
			],
			captures: 2,
		});
		const text = readable(leadPage(page, zh));
		for (const shown of [
			'上海',
			'中国',
			'Security, Pricing',
			'营销 (邮件)',
			'已撤回',
			'共采集 2 次',
		]) {
			expect(text).toContain(shown);
		}
		expect(leadPage(page, zh).toString()).toContain('两行\n留言');
	});
});
