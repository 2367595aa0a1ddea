import { html, type SafeHtml } from '../shared/html';
import type { DeskEntryProblem } from './texts';
import { deskHref, type DeskView } from './view';

/** What somebody sees who is not let in, and how to get in. */
export function entryProblemPage(problem: DeskEntryProblem, { text }: DeskView): SafeHtml {
	const newLink = problem !== 'signedOut' && problem !== 'noCookie';
	return html`<div class="alone"><div class="card"><h1>${text(`entry.${problem}.title`)}</h1><p>${text(`entry.${problem}.text`)}</p>${
		newLink && html`<h2>${text('askForLink')}</h2><p>${text('askForLinkSteps')}</p>`
	}</div></div>`;
}

/** A page that says one thing. */
export function messagePage(
	message: 'notFound' | 'failed' | 'tooLarge' | 'testDone',
	{ text }: DeskView,
): SafeHtml {
	return html`<div class="alone"><div class="card"><h1>${text(`${message}.title`)}</h1><p>${text(`${message}.text`)}</p><p class="step"><a class="button" href="${deskHref('')}">${text('toLeads')}</a></p></div></div>`;
}
