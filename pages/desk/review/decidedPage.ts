import type { Lead } from '../../../leads/model/lead';
import { html, type SafeHtml } from '../../shared/html';
import { fieldLabel } from '../decisionWords';
import { formInputs } from '../formInputs';
import { face, leadName, statusChip } from '../leadRow';
import { timeTag } from '../times';
import { deskHref, type DeskView } from '../view';
import { letterOf, pairHref, type PairToReview, type Side } from './pair';

export interface DecidedPage {
	pair: PairToReview;
	/** Of a merged pair: the record that lives on. */
	merged?: Lead;
	/** Of a merged pair: which record each field came from that differed. */
	keptFrom?: Readonly<Record<string, Side>>;
	/** Whether the decision can be taken back now. */
	reversible: boolean;
	/** The next pair that waits, to go on with. */
	nextId?: string;
}

function recordLine(lead: Lead, letter: string | undefined, view: DeskView): SafeHtml {
	const name = leadName(lead, view);
	const about = [lead.name ? lead.company : undefined, lead.mobile ?? lead.phone ?? lead.email]
		.filter(Boolean)
		.join(' · ');
	return html`<div class="record"><div class="who-line">${face(name)}<div>${letter !== undefined && html`<span class="letter">${letter}</span>`}
<h2><a href="${deskHref('lead', { id: lead.id })}">${name}</a></h2>${about && html`<p class="soft">${about}</p>`}</div></div><p class="tags">${statusChip(lead.status, view)}</p></div>`;
}

function keptTag(keptFrom: Readonly<Record<string, Side>>, view: DeskView): SafeHtml | undefined {
	const { text, language } = view;
	const lines = Object.entries(keptFrom).map(
		([field, side]) =>
			html`<dt>${fieldLabel(field, language)}</dt><dd>${text(`${side}Record`)}</dd>`,
	);
	if (lines.length === 0) return undefined;
	return html`<div class="group"><h3>${text('keptFrom')}</h3><dl class="facts">${lines}</dl></div>`;
}

/** What became of a pair, with the way back and the way on. */
export function decidedPage(page: DecidedPage, view: DeskView): SafeHtml {
	const { text } = view;
	const { pair, merged, keptFrom = {}, nextId, reversible } = page;
	const isMerged = pair.state === 'merged';
	const records = isMerged
		? merged && recordLine(merged, text('mergedRecord'), view)
		: html`<div class="two heads">${(['left', 'right'] as const).map((side) => recordLine(pair[side], letterOf[side], view))}</div>`;
	const back =
		view.writable &&
		reversible &&
		html`<form method="post" action="${pairHref(pair.id)}">${formInputs(view)}<button class="button plain" name="action" value="${isMerged ? 'unmerge' : 'reopen'}">${text(isMerged ? 'undoMerge' : 'takeBack')}</button></form>`;
	const on = nextId
		? html`<a class="button" href="${pairHref(nextId)}">${text('nextPair')}</a>`
		: html`<a class="button plain" href="${deskHref('review')}">${text('backToReview')}</a>`;
	return html`<a class="back" href="${deskHref('review')}">← ${text('backToReview')}</a>
<div class="head"><h1>${text(isMerged ? 'decided.merged' : 'decided.different')}</h1></div>
<p class="soft lead-in">${text('decidedBy', { who: pair.decidedBy ?? text('system') })}${pair.decidedAt && html` · ${timeTag(pair.decidedAt, view)}`}</p>
<section class="card narrow">${records}${isMerged && keptTag(keptFrom, view)}</section>
<div class="verdict"><div class="buttons">${on}${back}</div>${!nextId && html`<p class="hint">${text('allDone')}</p>`}</div>`;
}
