import type { Lead } from '../../leads/model/lead';
import type { LeadView } from '../../leads/store/leads/leadQuery';
import { html, safeUrl, trustedHtml, type SafeHtml } from '../shared/html';
import { leadRow, type LeadRowExtras } from './leadRow';
import { deskHref, type DeskView } from './view';

export type DeskLeadView = Exclude<LeadView, 'bin'>;

export interface LeadListPage {
	leads: readonly Lead[];
	/** The views that make sense for this visitor, in the order of the tabs. */
	views: readonly DeskLeadView[];
	current: DeskLeadView;
	search: string;
	/** Where this page begins; none on the first page. */
	after?: string;
	nextCursor?: string;
	/** Seconds between two looks for changes. */
	refreshSeconds: number;
	/** Names the state of the list, so that an unchanged list is not sent again. */
	fingerprint: string;
	/** Ids of the pools out of which the visitor may claim what is listed. */
	claimable: ReadonlySet<string>;
	/** Whether it shows how long each lead stays its owner's. */
	clocks: boolean;
	/** When leads must have been responded to, by their ids; ISO 8601. */
	responsesDue: ReadonlyMap<string, string>;
	/** Address of a form, to try with. */
	formUrl?: string;
}

const PICTURE = trustedHtml(
	'<svg viewBox="0 0 84 84" aria-hidden="true"><circle cx="42" cy="42" r="42" fill="#e6ecfa"/><path d="M22 45l7-19h26l7 19v14a3 3 0 0 1-3 3H25a3 3 0 0 1-3-3Z" fill="#fff" stroke="#2456d6" stroke-width="2.5" stroke-linejoin="round"/><path d="M22 45h12a8 8 0 0 0 16 0h12" fill="none" stroke="#2456d6" stroke-width="2.5" stroke-linejoin="round"/></svg>',
);

function tabs({ views, current, search }: LeadListPage, { text }: DeskView): SafeHtml {
	const links = views.map(
		(view) =>
			html`<a href="${deskHref('leads', { view, q: search })}"${view === current && html` aria-current="page"`}>${text(`view.${view}`)}</a>`,
	);
	return html`<nav class="tabs" aria-label="${text('viewsLabel')}">${links}</nav>`;
}

function searchForm({ current, search }: LeadListPage, { text }: DeskView): SafeHtml {
	return html`<form class="tools" role="search" method="get">
<input type="hidden" name="page" value="leads"><input type="hidden" name="view" value="${current}">
<label class="hidden" for="q">${text('search')}</label>
<input class="control" id="q" type="search" name="q" value="${search}" maxlength="100" placeholder="${text('searchHint')}" autocomplete="off" enterkeyhint="search">
<button class="button" type="submit">${text('search')}</button>
</form>`;
}

function blank(title: string, content: SafeHtml): SafeHtml {
	return html`<div class="blank">${PICTURE}<h2>${title}</h2>${content}</div>`;
}

function nothing(page: LeadListPage, { text }: DeskView): SafeHtml {
	const all = html`<a class="button plain" href="${deskHref('leads')}">${text('showAll')}</a>`;
	if (page.search) {
		return blank(text('noMatch.title'), html`<p>${text('noMatch.text')}</p>${all}`);
	}
	if (page.current === 'pool' && !page.after) {
		return blank(text('poolEmpty.title'), html`<p>${text('poolEmpty.text')}</p>${all}`);
	}
	if (page.current !== 'all' || page.after) {
		return blank(text('emptyView.title'), html`<p>${text('emptyView.text')}</p>${all}`);
	}
	const form = safeUrl(page.formUrl);
	const ways = (['1', '2', '3'] as const).map(
		(way) => html`<li>${text(`firstLead.ways.${way}`)}</li>`,
	);
	return blank(
		text('firstLead.title'),
		html`<p>${text('firstLead.text')}</p><ul>${ways}</ul>${
			form !== undefined &&
			html`<a class="button" href="${form}" target="_blank" rel="noopener">${text('firstLead.openForm')}</a><p>${text('firstLead.hint')}</p>`
		}`,
	);
}

function extrasOf({ id, owner, pool }: Lead, page: LeadListPage): LeadRowExtras {
	const { claimable, clocks, responsesDue } = page;
	return {
		claimable: !owner && pool !== undefined && claimable.has(pool.id),
		clocks,
		responseDue: responsesDue.get(id),
	};
}

/** The list alone: what the page's script asks for to stay fresh. */
export function leadListFragment(page: LeadListPage, view: DeskView): SafeHtml {
	const content =
		page.leads.length === 0
			? nothing(page, view)
			: html`<ul>${page.leads.map((lead) => leadRow(lead, view, extrasOf(lead, page)))}</ul>`;
	// Only the first page changes by itself; further pages stand still while somebody reads them.
	const live =
		!page.after &&
		html` id="list" data-refresh="${page.refreshSeconds}" data-print="${page.fingerprint}"`;
	return html`<div class="list"${live}>${content}</div>`;
}

/** Leads in a saved view, searched and paged. */
export function leadListPage(page: LeadListPage, view: DeskView): SafeHtml {
	const { text } = view;
	const { current, search, after, nextCursor } = page;
	const here = { view: current, q: search };
	const clear =
		search && html`<a href="${deskHref('leads', { view: current })}">${text('clearSearch')}</a>`;
	return html`<div class="head"><h1>${text('leads')}</h1>${searchForm(page, view)}</div>
${tabs(page, view)}${current === 'pool' && html`<p class="soft lead-in">${text('poolText')}</p>`}
<p class="hidden" id="said" role="status" data-one="${text('newLeads.one')}" data-other="${text('newLeads.other')}"></p>
${leadListFragment(page, view)}
<div class="foot"><span>${after ? html`<a href="${deskHref('leads', here)}">${text('newest')}</a>` : html`<span class="live" hidden>${text('live')}</span>`}
· <a href="${deskHref('leads', { ...here, after })}">${text('refresh')}</a></span>
${clear}${nextCursor && html`<a class="button plain" rel="next" href="${deskHref('leads', { ...here, after: nextCursor })}">${text('older')}</a>`}</div>`;
}
