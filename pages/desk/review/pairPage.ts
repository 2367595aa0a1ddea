import type { Lead } from '../../../leads/model/lead';
import { html, type SafeHtml } from '../../shared/html';
import { formInputs } from '../formInputs';
import { face, leadName, statusChip } from '../leadRow';
import { timeTag } from '../times';
import { deskHref, type DeskView } from '../view';
import { compareLeads, contextOf, type ComparedField } from './comparison';
import { evidence } from './evidence';
import { choiceTag, contextTag, sameTags } from './fieldChoices';
import { joinedRecords, type Joined } from './joined';
import { letterOf, likelihood, pairHref, type PairToReview, type Side, whyInOneLine } from './pair';

export interface PairPage {
	pair: PairToReview;
	/** What merging would do; absent where the two cannot be merged as they are. */
	preview?: {
		/** The record that lives on, unless the visitor chooses the other one. */
		main: Side;
		/** Which value each field keeps, unless the visitor chooses the other one. */
		keeps: Readonly<Record<string, Side>>;
		/** Fields that the store decides, whatever somebody chooses. */
		fixed: ReadonlySet<string>;
		joined: readonly Joined[];
	};
	/** Why the two cannot be merged, in words. */
	refusal?: string;
	/** The next pair that waits, to go on with. */
	nextId?: string;
	/** A pair that was decided a moment ago, to come back to. */
	justDecidedId?: string;
}

/** Names the state of both records as they were shown, so that a merge does not go by something else. */
export function versionsOf({ left, right }: Pick<PairToReview, 'left' | 'right'>): string {
	return `${left.version}.${right.version}`;
}

function head(lead: Lead, side: Side, page: PairPage, view: DeskView): SafeHtml {
	const { text } = view;
	const which = letterOf[side];
	const name = leadName(lead, view);
	const { preview } = page;
	const main =
		preview &&
		view.writable &&
		html`<label class="option main"><input type="radio" name="main" value="${side}"${preview.main === side && html` checked`}> ${text('keepMain', { which })}</label>`;
	return html`<div class="record"><div class="who-line">${face(name)}<div><span class="letter">${text(`${side}Record`)}</span>
<h2><a href="${deskHref('lead', { id: lead.id })}" aria-label="${text('openRecord', { which })}: ${name}">${name}</a></h2></div></div>
<p class="tags">${statusChip(lead.status, view)}${lead.deletedAt !== undefined && html`<span class="chip late">${text('recordGone')}</span>`}<span class="soft">${timeTag(lead.createdAt, view)}</span></p>${main}</div>`;
}

function differences(fields: readonly ComparedField[], page: PairPage, view: DeskView): SafeHtml {
	const { text } = view;
	const apart = fields.filter(({ is }) => is !== 'same');
	const { preview } = page;
	const tags = apart.map((one, index) => {
		const free = preview && view.writable && !preview.fixed.has(one.field);
		return choiceTag(one, free ? { index, keeps: preview.keeps[one.field] } : undefined, view);
	});
	return html`<section class="card" aria-labelledby="differences"><h2 id="differences">${text('differences')}</h2>
${apart.length === 0 ? html`<p class="soft">${text('noDifferences')}</p>` : html`${preview && view.writable && html`<p class="hint first">${text('differencesHint')}</p>`}${tags}`}
${sameTags(fields, view)}</section>`;
}

function verdicts(page: PairPage, view: DeskView): SafeHtml {
	const { text } = view;
	const { nextId, preview, refusal } = page;
	const skip =
		nextId && html`<a class="button plain" href="${pairHref(nextId)}">${text('later')}</a>`;
	if (!view.writable) {
		return html`<div class="verdict"><p class="hint">${text('readOnly')}</p><div class="buttons">${skip}</div></div>`;
	}
	const merge =
		preview && html`<button class="button" name="action" value="merge">${text('merge')}</button>`;
	return html`<div class="verdict">${refusal && html`<p class="box bad">${refusal}</p>`}<div class="buttons">${merge}<button class="button plain" name="action" value="different" aria-describedby="different">${text('notDuplicate')}</button>${skip}</div>
<p class="hint" id="different">${text('notDuplicateHint')}</p></div>`;
}

/** Two records side by side: what differs, why the engine asks, what a merge would do, and the choice. */
export function pairPage(page: PairPage, view: DeskView): SafeHtml {
	const { text } = view;
	const { pair, justDecidedId } = page;
	const { left, right } = pair;
	const fields = compareLeads(left, right, view);
	const records = html`<div class="two heads">${head(left, 'left', page, view)}${head(right, 'right', page, view)}</div>
${page.preview && view.writable && html`<p class="hint">${text('mainRecordHint')}</p>`}`;
	const content = html`<section class="card">${records}</section>${differences(fields, page, view)}
<section class="card" aria-labelledby="context"><h2 id="context">${text('context')}</h2>${contextOf(left, right, view).map(contextTag)}</section>
${page.preview && joinedRecords(page.preview.joined, view)}${verdicts(page, view)}`;
	// The Enter key presses the first button of a form: one that leads nowhere keeps it from deciding.
	const main = view.writable
		? html`<form class="stack" method="post" action="${pairHref(pair.id)}"><button hidden formmethod="dialog"></button>${formInputs(view, versionsOf(pair))}${content}</form>`
		: html`<div class="stack">${content}</div>`;
	return html`<a class="back" href="${deskHref('review')}">← ${text('backToReview')}</a>
${justDecidedId && html`<p class="box note">${text('justDecided')} <a href="${pairHref(justDecidedId)}">${text('seeDecided')}</a></p>`}
<div class="head"><h1>${text('pairQuestion')}</h1>${likelihood(pair, view)}</div><p class="soft lead-in">${whyInOneLine(pair, view)}</p>
<div class="cols">${main}<div class="stack side">${evidence(pair, view)}</div></div>`;
}
