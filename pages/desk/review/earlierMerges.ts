import { html, type SafeHtml } from '../../shared/html';
import { formInputs } from '../formInputs';
import { timeTag } from '../times';
import { deskHref, type DeskView } from '../view';
import { pairHref } from './pair';

/** A merge into a lead, as its page tells it. */
export interface EarlierMerge {
	id: string;
	/** ISO 8601. */
	at: string;
	/** What the record was called that was merged away, as far as the visitor may see it. */
	name?: string;
	/** Who merged; absent for the system. */
	by?: string;
	undoneAt?: string;
	/** False where what it would need was erased. */
	undoable: boolean;
}

function mergeTag(leadId: string, merge: EarlierMerge, view: DeskView): SafeHtml {
	const { text } = view;
	const { id, at, name, by, undoneAt, undoable } = merge;
	const state =
		undoneAt !== undefined
			? html`<span class="chip">${text('mergeUndone')}</span> ${timeTag(undoneAt, view)}`
			: !undoable
				? html`<p class="hint">${text('mergeErased')}</p>`
				: view.writable &&
					html`<form method="post" action="${deskHref('lead', { id: leadId })}">${formInputs(view)}<input type="hidden" name="mergeId" value="${id}"><button class="button plain small" name="action" value="unmerge">${text('undoMerge')}</button></form>`;
	return html`<li><b>${text('mergedAway', { name: name ?? text('nameless') })}</b><div class="when">${timeTag(at, view)} · ${text('by', { actor: by ?? text('system') })}</div>${state}</li>
`;
}

/**
 * What was merged into a lead, each with the way back, and the pairs of it that wait for a person.
 *
 * @param openPairs ids of pairs
 */
export function earlierMerges(
	leadId: string,
	merges: readonly EarlierMerge[],
	openPairs: readonly string[],
	view: DeskView,
): SafeHtml | undefined {
	const { text } = view;
	if (merges.length === 0 && openPairs.length === 0) return undefined;
	const waiting =
		openPairs.length > 0 &&
		html`<div class="group"><h3>${text('possibleDuplicates')}</h3><div class="buttons">${openPairs.map(
			(id, index) =>
				html`<a class="button plain small" href="${pairHref(id)}">${text('comparePair')}${openPairs.length > 1 && html` ${index + 1}`}</a>`,
		)}</div></div>`;
	const list =
		merges.length > 0 &&
		html`<div class="group"><h3>${text('earlierMerges')}</h3><ul class="merges">${merges.map((merge) => mergeTag(leadId, merge, view))}</ul></div>`;
	return html`<section class="card" aria-labelledby="duplicates"><h2 id="duplicates">${text('review')}</h2>${waiting}${list}</section>`;
}
