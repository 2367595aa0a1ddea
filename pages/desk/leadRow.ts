import type { Lead } from '../../leads/model/lead';
import { isOpenStatus, statusLabel } from '../../leads/model/status';
import { html, type SafeHtml } from '../shared/html';
import { sourceWord } from './decisionWords';
import { countdown, protectionClock } from './ownership/clocks';
import { timeTag } from './times';
import { deskHref, type DeskView } from './view';

/** What a lead is called where one line has to do. */
export function leadName(lead: Pick<Lead, 'name' | 'company' | 'email'>, view: DeskView): string {
	return lead.name || lead.company || lead.email || view.text('nameless');
}

/** One or two letters for a lead: the first character of a Chinese name, initials of a Latin one. */
export function initials(name: string): string {
	const letters = name.match(/[\p{L}\p{N}]+/gu) ?? [];
	const [first = '·'] = letters;
	const [one = '·'] = first;
	if (/\p{Script=Han}/u.test(one) || letters.length < 2) return one.toUpperCase();
	const [other = ''] = letters[letters.length - 1];
	return (one + other).toUpperCase();
}

/** A circle with the initials; for the eye only. */
export function face(name: string): SafeHtml {
	return html`<span class="face" aria-hidden="true">${initials(name)}</span>`;
}

function statusColor(status: string): string {
	if (status === 'new') return 'new';
	if (status === 'converted' || status === 'qualified') return 'good';
	return isOpenStatus(status) ? 'open' : '';
}

/** The status as a coloured word. */
export function statusChip(status: string, view: DeskView): SafeHtml {
	return html`<span class="chip ${statusColor(status)}">${statusLabel(status, view.language)}</span>`;
}

/** Whether the planned follow-up of a lead in work has passed. */
export function isOverdue(lead: Lead, now: number): boolean {
	const { nextFollowUpAt, status } = lead;
	if (!nextFollowUpAt || !isOpenStatus(status) || status === 'converted') return false;
	return Date.parse(nextFollowUpAt) < now;
}

/** Takes a lead out of its pool without opening it. */
function claimForm(lead: Lead, name: string, view: DeskView): SafeHtml {
	const { text, formToken } = view;
	return html`<form class="take" method="post" action="${deskHref('lead', { id: lead.id })}"><input type="hidden" name="token" value="${formToken}"><input type="hidden" name="was" value=""><button class="button plain small" name="action" value="claim" aria-label="${text('claimNamed', { name })}">${text('claimLead')}</button></form>`;
}

/** What a line of the list has beside the lead. */
export interface LeadRowExtras {
	/** A button to claim it. */
	claimable: boolean;
	/** How long it stays its owner's. */
	clocks: boolean;
	/** When the owner must have responded; ISO 8601. */
	responseDue?: string;
}

/** One line of the list: all of it leads to the lead's page. */
export function leadRow(
	lead: Lead,
	view: DeskView,
	{ claimable, clocks, responseDue }: LeadRowExtras,
): SafeHtml {
	const { text } = view;
	const name = leadName(lead, view);
	const about = [lead.name ? lead.company : undefined, lead.title].filter(Boolean).join(' · ');
	const reach = lead.mobile ?? lead.phone ?? lead.email;
	const sub = about || (reach === name ? '' : reach);
	const unread = lead.readAt === undefined;
	const late =
		isOverdue(lead, view.now) && html` <span class="chip late">${text('overdue')}</span>`;
	const protection =
		clocks && lead.owner && lead.protectedUntil !== undefined
			? html`<span><span class="hidden">${text('protection')}: </span>${protectionClock(lead.protectedUntil, view)}</span>`
			: undefined;
	const response =
		responseDue !== undefined &&
		html`<span><span class="hidden">${text('firstResponse')}: </span>${countdown(responseDue, view)}</span>`;
	const classes = [unread && 'unread', claimable && 'takeable'].filter(Boolean).join(' ');
	return html`<li data-id="${lead.id}"${classes && html` class="${classes}"`}><a class="row" href="${deskHref('lead', { id: lead.id })}">
${face(name)}<span class="name${!sub && ' only'}"><span>${name}</span>${unread && html`<span class="hidden">, ${text('unread')}</span>`}${late}</span>
${sub && html`<span class="sub">${sub}</span>`}
<span class="marks"><span>${statusChip(lead.status, view)}</span>
<span><span class="hidden">${text('owner')}: </span>${lead.owner?.name ?? lead.owner?.id ?? text('noOwner')}</span>
<span><span class="hidden">${text('source')}: </span>${sourceWord(lead.source ?? '', view.language)}</span>${response}${protection}</span>
${timeTag(lead.createdAt, view)}</a>${claimable && claimForm(lead, name, view)}</li>
`;
}
