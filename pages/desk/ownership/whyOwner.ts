import type { Decision } from '../../../leads/model/decision';
import { html, type SafeHtml } from '../../shared/html';
import { reasonText } from '../decisionWords';
import type { DeskTextKey } from '../texts';
import { timeTag } from '../times';
import type { DeskView } from '../view';
import { notChosenWord } from './notChosenWords';

/** Why a lead is whose it is, as it was decided. */
export interface OwnerDecision {
	/** `assigned`, `claimed`, `pooled` and so on. */
	outcome: string;
	/** ISO 8601. */
	at: string;
	/** Who got the lead. */
	name?: string;
	rule?: string;
	ruleSet?: string;
	decision: Decision;
	/** Who did not get it, with the engine's code. */
	notChosen: ReadonlyArray<{ name: string; code: string }>;
}

const outcomes: Readonly<Record<string, DeskTextKey>> = {
	assigned: 'why.assigned',
	alreadyAssigned: 'why.alreadyAssigned',
	queued: 'why.queued',
	pooled: 'why.pooled',
	noMatch: 'why.noMatch',
	refused: 'why.refused',
	claimed: 'why.claimed',
	released: 'why.released',
	reclaimed: 'why.reclaimed',
	transferred: 'why.transferred',
	held: 'why.held',
};

function outcomeText({ outcome, name }: OwnerDecision, { text }: DeskView): string {
	if (!Object.hasOwn(outcomes, outcome)) return outcome;
	return text(outcomes[outcome], { name: name ?? '–' });
}

function notChosenTag(
	notChosen: OwnerDecision['notChosen'],
	{ text, language }: DeskView,
): SafeHtml | undefined {
	if (notChosen.length === 0) return undefined;
	const lines = notChosen.map(
		({ name, code }) => html`<dt>${name}</dt><dd>${notChosenWord(code, language)}</dd>`,
	);
	return html`<details class="same"><summary>${text('notChosen')} (${notChosen.length})</summary><dl class="facts">${lines}</dl></details>`;
}

/** By what rule a lead is whose it is, why, and why nobody else has it. */
export function whyOwner(why: OwnerDecision | undefined, view: DeskView): SafeHtml | undefined {
	if (!why) return undefined;
	const { text, language } = view;
	const { rule, ruleSet, decision, at, notChosen, name } = why;
	const facts = [
		rule !== undefined && html`<dt>${text('byRule')}</dt><dd>${rule}</dd>`,
		ruleSet !== undefined && html`<dt>${text('bySet')}</dt><dd>${ruleSet}</dd>`,
	];
	const reasons = decision.reasons.map((reason) => html`<li>${reasonText(reason, language)}</li>`);
	return html`<section class="card" aria-labelledby="whyOwner"><h2 id="whyOwner">${text(name === undefined ? 'whyNobody' : 'whyOwner')}</h2>
<p><b>${outcomeText(why, view)}</b> <span class="soft">${timeTag(at, view)} · ${decision.node}</span></p>
${reasons.length > 0 && html`<ul class="why">${reasons}</ul>`}${facts.some(Boolean) && html`<dl class="facts">${facts}</dl>`}${notChosenTag(notChosen, view)}</section>`;
}
