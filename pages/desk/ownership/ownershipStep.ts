import type { Lead } from '../../../leads/model/lead';
import { html, type SafeHtml } from '../../shared/html';
import { formInputs } from '../formInputs';
import { timeTag } from '../times';
import { deskHref, type DeskView } from '../view';
import { protectionClock, responseClock, type ResponseClock } from './clocks';

/** Longest reason for giving a lead back, in characters. */
export const LONGEST_REASON = 500;

/** What a visitor may do about whose a lead is. */
export interface Ownership {
	/** `claim`: out of its pool; `takeOver`: from whoever has it, or from nobody. */
	take?: 'claim' | 'takeOver';
	/** Whether the visitor may give it back, and whether they must say why. */
	release?: { reasonRequired: boolean };
	/** The clock of the owner's first response. */
	response?: ResponseClock;
}

function facts(lead: Lead, { response }: Ownership, view: DeskView): SafeHtml | undefined {
	const { text } = view;
	const { owner, ownedSince, protectedUntil, previousOwner, returnedCount = 0 } = lead;
	const clock = response && responseClock(response, view);
	const fact = (label: string, value: SafeHtml | string) =>
		html`<dt>${label}</dt><dd>${value}</dd>`;
	const shown = [
		owner && ownedSince && fact(text('ownedSince'), timeTag(ownedSince, view, 'full')),
		clock && fact(text('firstResponse'), clock),
		owner && protectedUntil && fact(text('protection'), protectionClock(protectedUntil, view)),
		previousOwner && fact(text('previousOwner'), previousOwner.name ?? previousOwner.id),
	].filter((one) => one !== undefined && one !== '');
	const returned =
		returnedCount > 0 &&
		html`<p class="hint">${text(returnedCount === 1 ? 'returnedTimes.one' : 'returnedTimes', { count: returnedCount })}</p>`;
	return shown.length === 0 && !returned
		? undefined
		: html`${shown.length > 0 && html`<dl class="facts">${shown}</dl>`}${returned}`;
}

function takeForm(lead: Lead, { take }: Ownership, view: DeskView): SafeHtml | undefined {
	if (!take) return undefined;
	const { text } = view;
	const button =
		take === 'claim'
			? html`<button class="button" name="action" value="claim">${text('claimLead')}</button>`
			: html`<button class="button plain small" name="action" value="claim">${text('claim')}</button>`;
	return html`<form method="post" action="${deskHref('lead', { id: lead.id })}">${formInputs(view, lead.owner?.id ?? '')}<div class="buttons">${button}</div></form>`;
}

function releaseForm(lead: Lead, { release }: Ownership, view: DeskView): SafeHtml | undefined {
	if (!release) return undefined;
	const { text } = view;
	const { reasonRequired } = release;
	const label = text(reasonRequired ? 'releaseReason' : 'releaseReasonOptional');
	// A text area, because the Enter key in an input would give the lead away.
	return html`<details class="same"><summary>${text('release')}</summary><form method="post" action="${deskHref('lead', { id: lead.id })}">${formInputs(view, lead.owner?.id ?? '')}
<label for="reason">${label}</label><textarea class="control" id="reason" name="reason" rows="2" maxlength="${LONGEST_REASON}"${reasonRequired && html` required`}></textarea>
<div class="buttons"><button class="button plain small" name="action" value="release">${text('release')}</button></div></form></details>`;
}

/** Whose a lead is, for how long, and how it is taken or given back. */
export function ownershipStep(lead: Lead, ownership: Ownership, view: DeskView): SafeHtml {
	const { text } = view;
	const { owner, pool } = lead;
	const inPool = !owner && pool && text('inPool', { name: pool.name ?? pool.id });
	return html`<div class="step"><span class="label">${text('owner')}</span>${owner?.name ?? owner?.id ?? text('noOwner')}${inPool && html` · ${inPool}`}
${facts(lead, ownership, view)}
${view.writable && html`${takeForm(lead, ownership, view)}${releaseForm(lead, ownership, view)}`}</div>`;
}
