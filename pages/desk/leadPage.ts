import type { Consent } from '../../leads/model/consent';
import { html, type SafeHtml } from '../shared/html';
import { fieldLabel } from './decisionWords';
import { leadActions, noteForm, type LeadActions } from './leadActions';
import { whyOwner, type OwnerDecision } from './ownership/whyOwner';
import { earlierMerges, type EarlierMerge } from './review/earlierMerges';
import { leadConsents, leadFacts, reachHref } from './leadFacts';
import { face, isOverdue, leadName, statusChip } from './leadRow';
import { timeline, type NamesById, type TimelineEntry } from './timeline';
import { deskHref, type DeskView } from './view';

export interface LeadPage extends LeadActions {
	timeline: readonly TimelineEntry[];
	consents: readonly Consent[];
	/** How often the person was captured. */
	captures: number;
	names: NamesById;
	/** What was merged into it, newest first. */
	merges: readonly EarlierMerge[];
	/** Ids of pairs with it that wait to be judged. */
	openPairs: readonly string[];
	/** Why it is whose it is, by the last assignment. */
	why?: OwnerDecision;
}

function hero({ lead }: LeadPage, view: DeskView): SafeHtml {
	const { text } = view;
	const name = leadName(lead, view);
	const about = [lead.name ? lead.company : undefined, lead.title].filter(Boolean).join(' · ');
	const phone = lead.mobile ?? lead.phone;
	const call = reachHref('mobile', phone);
	const mail = reachHref('email', lead.email);
	return html`<div class="hero">${face(name)}<div><h1>${name}</h1>${about && html`<p class="soft">${about}</p>`}
<p class="tags">${statusChip(lead.status, view)}${isOverdue(lead, view.now) && html`<span class="chip late">${text('overdue')}</span>`}${lead.tags.map(
		(tag) => html`<span class="chip">${tag}</span>`,
	)}</p></div>
<div class="buttons">${call && html`<a class="button" href="${call}">${text('call')}</a>`}${mail && html`<a class="button plain" href="${mail}">${text('write')}</a>`}</div></div>`;
}

/** One lead: who it is, what is next, what happened and why. */
export function leadPage(page: LeadPage, view: DeskView): SafeHtml {
	return html`<a class="back" href="${deskHref('leads')}">← ${view.text('back')}</a>
${hero(page, view)}
${page.lead.message && html`<blockquote class="message"><h2>${fieldLabel('message', view.language)}</h2>${page.lead.message}</blockquote>`}
<div class="cols"><div class="stack side">${leadActions(page, view)}${whyOwner(page.why, view)}${leadFacts(page.lead, page.captures, view)}</div>
<div class="stack">${noteForm(page, view)}${earlierMerges(page.lead.id, page.merges, page.openPairs, view)}${timeline(page.timeline, view, page.names)}${leadConsents(page.consents, view)}</div></div>`;
}
