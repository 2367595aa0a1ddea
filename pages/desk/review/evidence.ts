import type { PartOfScore } from '../../../leads/matching/score/explain';
import { html, type SafeHtml } from '../../shared/html';
import { reasonText } from '../decisionWords';
import type { DeskView } from '../view';
import { featureWord, levelWord } from './evidenceWords';
import { percentText, type PairToReview } from './pair';

/** Half the width of a bar's picture: what speaks for one person goes right, what speaks against left. */
const HALF = 50;

const saidByParts: ReadonlySet<string> = new Set(['similarLead', 'alike']);

function signed(bits: number): string {
	const text = Math.abs(bits).toFixed(1);
	if (text === '0.0') return '0';
	return `${bits < 0 ? '−' : '+'}${text}`;
}

function bar({ bits }: PartOfScore, largest: number): SafeHtml {
	const width = Math.max(1, Math.round((Math.abs(bits) / largest) * HALF));
	return html`<svg class="weight" viewBox="0 0 ${2 * HALF} 8" preserveAspectRatio="none" aria-hidden="true"><line x1="${HALF}" x2="${HALF}" y1="0" y2="8"/><rect class="${bits < 0 ? 'against' : 'for'}" x="${bits < 0 ? HALF - width : HALF}" width="${width}" y="1" height="6"/></svg>`;
}

function line(part: PartOfScore, largest: number, view: DeskView): SafeHtml {
	const { language, text } = view;
	const says = part.bits > 0 ? 'speaks.for' : part.bits < 0 ? 'speaks.against' : 'speaks.nothing';
	return html`<li><span><b>${featureWord(part.feature, language)}</b> ${levelWord(part.feature, part.level, language)}</span>
${bar(part, largest)}<span class="points">${signed(part.bits)}<span class="hidden"> ${text(says)}</span></span></li>`;
}

/** Why the engine takes two records for one or not: what each comparison adds, and what it comes to. */
export function evidence(pair: PairToReview, view: DeskView): SafeHtml | undefined {
	const { text, language } = view;
	const { parts = [], bits, probability, reasons } = pair;
	if (parts.length === 0 && reasons.length === 0) return undefined;
	// The comparison says the same, and more.
	const others = reasons.filter(({ code }) => parts.length === 0 || !saidByParts.has(code));
	const largest = Math.max(...parts.map((part) => Math.abs(part.bits)), 1);
	const bars =
		parts.length > 0 &&
		html`<ul class="bars">${parts.map((part) => line(part, largest, view))}</ul>`;
	const total =
		bits !== undefined &&
		probability !== undefined &&
		html`<p class="hint">${text('evidenceHint', { points: signed(bits), percent: percentText(probability) })}</p>`;
	const told =
		others.length > 0 &&
		html`<ul class="why">${others.map((reason) => html`<li>${reasonText(reason, language)}</li>`)}</ul>`;
	return html`<section class="card" aria-labelledby="evidence"><h2 id="evidence">${text('evidence')}</h2>${told}${bars}${total}</section>`;
}
