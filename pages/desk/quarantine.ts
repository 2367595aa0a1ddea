import type { QuarantinedLead, QuarantineState } from '../../leads/store/quarantine';
import { html, type SafeHtml } from '../shared/html';
import { fieldLabel, reasonText, sourceWord } from './decisionWords';
import { formInputs } from './formInputs';
import { leadName } from './leadRow';
import { timeTag } from './times';
import { deskHref, type DeskView } from './view';

export interface QuarantinePage {
	entries: readonly QuarantinedLead[];
	state: QuarantineState;
	nextCursor?: string;
}

const STATES: readonly QuarantineState[] = ['open', 'approved', 'rejected'];
const LONGEST_NOTE = 1000;

function facts(values: Readonly<Record<string, unknown>>, view: DeskView): SafeHtml[] {
	return Object.entries(values).flatMap(([field, value]) => {
		if (value === null || value === undefined || value === '') return [];
		const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
		return [html`<dt>${fieldLabel(field, view.language)}</dt><dd>${text}</dd>`];
	});
}

function verdictForm({ id }: QuarantinedLead, view: DeskView): SafeHtml {
	const { text } = view;
	// A text area, because the Enter key in an input would decide.
	return html`<form method="post" action="${deskHref('quarantine')}">${formInputs(view)}<input type="hidden" name="id" value="${id}">
<div><label for="note-${id}">${text('verdictNote')}</label><textarea class="control" id="note-${id}" name="note" rows="1" maxlength="${LONGEST_NOTE}"></textarea></div>
<div class="buttons"><button class="button" name="action" value="approve">${text('approve')}</button><button class="button danger" name="action" value="reject">${text('reject')}</button></div></form>`;
}

function outcome(entry: QuarantinedLead, view: DeskView): SafeHtml {
	const { text } = view;
	return html`<dl class="facts">${entry.decidedAt && html`<dt>${text('decided')}</dt><dd>${timeTag(entry.decidedAt, view, 'full')}</dd>`}${
		entry.note && html`<dt>${text('note')}</dt><dd>${entry.note}</dd>`
	}</dl>${entry.leadId && html`<p><a href="${deskHref('lead', { id: entry.leadId })}">${text('openLead')}</a></p>`}`;
}

function caseTag(entry: QuarantinedLead, view: DeskView): SafeHtml {
	const { text } = view;
	const { captured } = entry;
	const name = captured
		? leadName(captured.fields as { name?: string }, view)
		: text(`state.${entry.state}`);
	const came = captured && [...facts(captured.fields, view), ...facts(captured.custom ?? {}, view)];
	return html`<li class="card case" id="${entry.id}"><div class="top-line"><h2>${name}</h2><span class="soft">${sourceWord(entry.channel, view.language)} · ${timeTag(entry.receivedAt, view)}</span></div>
<h3>${text('stopped')}</h3><ul class="why">${entry.reasons.map((reason) => html`<li>${reasonText(reason, view.language)}</li>`)}</ul>
${came && html`<div class="group"><h3>${text('whatCame')}</h3><dl class="facts">${came}</dl></div>`}
${entry.state !== 'open' ? outcome(entry, view) : !captured ? html`<p>${text('erased')}</p>` : view.writable && verdictForm(entry, view)}</li>
`;
}

/** Submissions that wait for a person, or what became of them. */
export function quarantinePage(page: QuarantinePage, view: DeskView): SafeHtml {
	const { text } = view;
	const tabs = STATES.map(
		(state) =>
			html`<a href="${deskHref('quarantine', { state: state === 'open' ? '' : state })}"${state === page.state && html` aria-current="page"`}>${text(`state.${state}`)}</a>`,
	);
	const empty = html`<div class="card blank"><h2>${text('quarantineEmpty.title')}</h2><p>${text('quarantineEmpty.text')}</p></div>`;
	return html`<div class="head"><h1>${text('quarantine')}</h1></div><p class="soft">${text('quarantineText')}</p>
<nav class="tabs" aria-label="${text('viewsLabel')}">${tabs}</nav>
${page.entries.length === 0 ? empty : html`<ul>${page.entries.map((entry) => caseTag(entry, view))}</ul>`}
${page.nextCursor && html`<div class="foot"><span></span><a class="button plain" rel="next" href="${deskHref('quarantine', { state: page.state, after: page.nextCursor })}">${text('older')}</a></div>`}`;
}
