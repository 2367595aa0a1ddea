import { html, type SafeHtml } from '../../shared/html';
import { leadName } from '../leadRow';
import { timeTag } from '../times';
import { deskHref, type DeskView } from '../view';
import {
	kindWord,
	letterOf,
	likelihood,
	pairHref,
	type PairToReview,
	type Side,
	whyInOneLine,
} from './pair';

export const pairStates = ['open', 'merged', 'different'] as const;
export type PairState = (typeof pairStates)[number];

export interface ReviewList {
	pairs: readonly PairToReview[];
	state: PairState;
	nextCursor?: string;
}

function hrefOf(state: PairState, after?: string): string {
	return deskHref('review', { state: state === 'open' ? '' : state, after });
}

function personTag(pair: PairToReview, side: Side, view: DeskView): SafeHtml {
	const lead = pair[side];
	const name = leadName(lead, view);
	const about = [lead.name ? lead.company : undefined, lead.mobile ?? lead.phone ?? lead.email]
		.filter(Boolean)
		.join(' · ');
	return html`<span class="person"><span class="letter" aria-hidden="true">${letterOf[side]}</span><span><b>${name}</b>${about && html`<span class="sub">${about}</span>`}</span></span>`;
}

function pairRow(pair: PairToReview, view: DeskView): SafeHtml {
	const { text } = view;
	const decided =
		pair.decidedAt &&
		html`<span>${text('decidedBy', { who: pair.decidedBy ?? text('system') })} ${timeTag(pair.decidedAt, view)}</span>`;
	return html`<li data-id="${pair.id}"><a class="pair-row" href="${pairHref(pair.id)}"><span class="two">${personTag(pair, 'left', view)}${personTag(pair, 'right', view)}</span>
<span class="marks">${likelihood(pair, view)}<span class="chip">${kindWord(pair, view)}</span>${decided || timeTag(pair.openedAt, view)}</span>
<span class="reason">${whyInOneLine(pair, view)}</span></a></li>
`;
}

/** The pairs that wait for a person, or what became of them. */
export function reviewList(list: ReviewList, view: DeskView): SafeHtml {
	const { text } = view;
	const { pairs, state, nextCursor } = list;
	const tabs = pairStates.map(
		(one) =>
			html`<a href="${hrefOf(one)}"${one === state && html` aria-current="page"`}>${text(`pairState.${one}`)}</a>`,
	);
	const empty = html`<div class="card blank"><h2>${text('reviewEmpty.title')}</h2><p>${text('reviewEmpty.text')}</p></div>`;
	return html`<div class="head"><h1>${text('review')}</h1></div><p class="soft">${text('reviewText')}</p>
<nav class="tabs" aria-label="${text('viewsLabel')}">${tabs}</nav>
${pairs.length === 0 ? empty : html`<div class="list"><ul>${pairs.map((pair) => pairRow(pair, view))}</ul></div>`}
${nextCursor && html`<div class="foot"><span></span><a class="button plain" rel="next" href="${hrefOf(state, nextCursor)}">${text('olderPairs')}</a></div>`}`;
}
