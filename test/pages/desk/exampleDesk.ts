import type { Language } from '../../../leads/model/form';
import type { Lead } from '../../../leads/model/lead';
import type { LeadListPage } from '../../../pages/desk/leadList';
import type { LeadPage } from '../../../pages/desk/leadPage';
import { deskView, type DeskView } from '../../../pages/desk/view';

/** 5 March 2026, 11:20 in Shanghai. */
export const NOW = Date.parse('2026-03-05T03:20:00Z');

export const MINUTES = 60_000;
export const HOURS = 60 * MINUTES;
export const DAYS = 24 * HOURS;

export function ago(milliseconds: number): string {
	return new Date(NOW - milliseconds).toISOString();
}

export function exampleView(language: Language = 'en', more: Partial<DeskView> = {}): DeskView {
	const view = {
		language,
		zone: 'Asia/Shanghai',
		now: NOW,
		formToken: 'form-token',
		writable: true,
	};
	return { ...deskView(view), ...more };
}

export function exampleLead(more: Partial<Lead> = {}): Lead {
	return {
		id: '018f0000-0000-7000-8000-000000000001',
		version: 3,
		status: 'new',
		name: '王小明',
		company: '上海智云科技有限公司',
		tags: [],
		custom: {},
		test: false,
		createdAt: ago(14 * MINUTES),
		updatedAt: ago(14 * MINUTES),
		...more,
	};
}

export function exampleList(more: Partial<LeadListPage> = {}): LeadListPage {
	return {
		leads: [exampleLead()],
		views: ['all', 'mine', 'unread'],
		current: 'all',
		search: '',
		refreshSeconds: 5,
		fingerprint: 'print',
		claimable: new Set(),
		clocks: false,
		responsesDue: new Map(),
		...more,
	};
}

export function exampleLeadPage(more: Partial<LeadPage> = {}): LeadPage {
	return {
		lead: exampleLead(),
		statuses: ['new', 'contacted', 'working'],
		changeable: true,
		ownership: { take: 'takeOver' },
		nonce: 'nonce',
		timeline: [],
		consents: [],
		captures: 1,
		names: new Map(),
		merges: [],
		openPairs: [],
		...more,
	};
}

/** What is read on a page, without its tags. */
export function readable(html: { toString(): string }): string {
	return html
		.toString()
		.replace(/<[^>]*>/g, ' ')
		.replace(/\s+/g, ' ')
		.trim();
}
