import type { Lead } from '../../leads/model/lead';
import { statusLabel } from '../../leads/model/status';
import { html, type SafeHtml } from '../shared/html';
import { formInputs } from './formInputs';
import { ownershipStep, type Ownership } from './ownership/ownershipStep';
import { dayAfter, localInputValue, timeTag } from './times';
import { deskHref, type DeskView } from './view';

export interface LeadActions {
	lead: Lead;
	/** Statuses that the lead may get, its own first. */
	statuses: readonly string[];
	/** Whether the visitor may change the lead; who sees it in a pool may not, until they claim it. */
	changeable: boolean;
	ownership: Ownership;
	/** Names this showing of the page, so that a note sent twice is added once. */
	nonce: string;
}

/** Longest note in characters. */
export const LONGEST_NOTE = 5000;

function statusForm({ lead, statuses }: LeadActions, view: DeskView): SafeHtml | undefined {
	if (statuses.length < 2) return undefined;
	const options = statuses.map(
		(status) =>
			html`<option value="${status}"${status === lead.status && html` selected`}>${statusLabel(status, view.language)}</option>`,
	);
	return html`<label for="status">${view.text('status')}</label><div class="pair"><select class="control" id="status" name="status">${options}</select>
<button class="button plain" name="action" value="status">${view.text('save')}</button></div>`;
}

function followUpForm({ lead }: LeadActions, view: DeskView): SafeHtml {
	const { text, zone, now } = view;
	const { nextFollowUpAt } = lead;
	const value = nextFollowUpAt ? localInputValue(nextFollowUpAt, zone) : '';
	const presets = (
		[
			['tomorrow', 1],
			['inThreeDays', 3],
			['nextWeek', 7],
		] as const
	).map(
		([key, days]) =>
			html`<button class="button plain small" name="preset" value="${dayAfter(now, days, zone)}T09:00">${text(key)}</button>`,
	);
	return html`<label for="followUp">${text('followUp')}</label>
<div class="pair"><input class="control" type="datetime-local" id="followUp" name="followUp" value="${value}" aria-describedby="zone">
<button class="button plain" name="action" value="followUp">${text('save')}</button></div>
<p class="hint" id="zone">${nextFollowUpAt ? timeTag(nextFollowUpAt, view) : text('followUpNone')} · ${text('followUpZone', { zone })}</p>
<div class="buttons">${presets}${nextFollowUpAt && html`<button class="button plain small" name="preset" value="none">${text('followUpClear')}</button>`}</div>`;
}

/** What the visitor can do with a lead: plain forms that work without a script. */
export function leadActions(actions: LeadActions, view: DeskView): SafeHtml {
	const { text } = view;
	const { lead } = actions;
	const owner = ownershipStep(lead, actions.ownership, view);
	if (!view.writable || !actions.changeable) {
		return html`<section class="card">${owner}${!view.writable && html`<p class="hint">${text('readOnly')}</p>`}</section>`;
	}
	const action = deskHref('lead', { id: lead.id });
	// A form each: the Enter key in one must not send another.
	const form = (was: string, content: SafeHtml | undefined): SafeHtml | undefined =>
		content &&
		html`<form class="step" method="post" action="${action}">${formInputs(view, was)}${content}</form>`;
	return html`<section class="card" aria-labelledby="next"><h2 id="next">${text('nextStep')}</h2>
${form(lead.status, statusForm(actions, view))}
${form(lead.nextFollowUpAt ?? '', followUpForm(actions, view))}
${owner}
</section>`;
}

/** The box for a note. */
export function noteForm(actions: LeadActions, view: DeskView): SafeHtml | undefined {
	const { text } = view;
	const { lead, nonce, changeable } = actions;
	if (!view.writable || !changeable) return undefined;
	return html`<section class="card" aria-labelledby="noteTitle"><h2 id="noteTitle">${text('addNote')}</h2>
<form method="post" action="${deskHref('lead', { id: lead.id })}">${formInputs(view)}<input type="hidden" name="nonce" value="${nonce}">
<label class="hidden" for="note">${text('note')}</label>
<textarea class="control" id="note" name="note" rows="3" maxlength="${LONGEST_NOTE}" required placeholder="${text('noteHint')}"></textarea>
<div class="buttons"><button class="button" name="action" value="note">${text('addNote')}</button></div></form></section>`;
}
