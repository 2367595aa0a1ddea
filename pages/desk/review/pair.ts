import type { DecisionReason } from '../../../leads/model/decision';
import type { Lead } from '../../../leads/model/lead';
import type { PartOfScore } from '../../../leads/matching/score/explain';
import { html, type SafeHtml } from '../../shared/html';
import { reasonText } from '../decisionWords';
import type { DeskTextKey } from '../texts';
import { deskHref, type DeskView } from '../view';
import { featureWord, levelWord } from './evidenceWords';

/** Two records that may be one person, as the visitor may see them. */
export interface PairToReview {
	id: string;
	/** Why it is up: `duplicate`, `conflictingKeys` or `sharedKey`. */
	kind: string;
	state: 'open' | 'merged' | 'different';
	left: Lead;
	right: Lead;
	/** How sure the engine is that the two are one, 0 to 1; absent where it did not compare. */
	probability?: number;
	bits?: number;
	parts?: readonly PartOfScore[];
	reasons: readonly DecisionReason[];
	/** ISO 8601. */
	openedAt: string;
	decidedAt?: string;
	/** Name of whoever decided. */
	decidedBy?: string;
}

export type Side = 'left' | 'right';

/** What the two records are called on the pages: A and B. */
export const letterOf: Readonly<Record<Side, string>> = { left: 'A', right: 'B' };

/** Address of the page on which a pair is decided. */
export function pairHref(id: string, query: Readonly<Record<string, string | undefined>> = {}) {
	return deskHref('pair', { id, ...query });
}

const steps: ReadonlyArray<readonly [from: number, key: DeskTextKey]> = [
	[0.99, 'likely.sure'],
	[0.9, 'likely.very'],
	[0.65, 'likely.rather'],
	[0.35, 'likely.open'],
	[0, 'likely.hardly'],
];

/** A probability as a percentage that never rounds to what nobody can know: not to 0 % nor to 100 %. */
export function percentText(probability: number): string {
	const percent = probability * 100;
	if (percent > 99.9) return '>99.9%';
	if (percent < 0.1) return '<0.1%';
	return `${percent.toFixed(percent > 99 || percent < 1 ? 1 : 0)}%`;
}

/** How likely the two are one, in words and as a percentage; nothing where the engine did not compare. */
export function likelihood({ probability }: PairToReview, view: DeskView): SafeHtml | undefined {
	if (probability === undefined) return undefined;
	const [, key] = steps.find(([from]) => probability >= from) ?? steps[steps.length - 1];
	const color = probability >= 0.9 ? 'good' : probability >= 0.35 ? 'open' : '';
	return html`<span class="chip ${color}">${view.text(key)} · ${percentText(probability)}</span>`;
}

const MOST_WORDS = 3;

/** Why the pair is up, in one line. */
export function whyInOneLine({ parts = [], reasons }: PairToReview, view: DeskView): string {
	const { language } = view;
	const told = [...parts]
		.filter(({ feature, bits }) => feature !== 'prior' && bits > 0)
		.sort((a, b) => b.bits - a.bits)
		.slice(0, MOST_WORDS)
		.map(
			({ feature, level }) =>
				`${featureWord(feature, language)}${language === 'zh' ? '：' : ': '}${levelWord(feature, level, language)}`,
		);
	if (told.length > 0) return told.join(language === 'zh' ? '；' : '; ');
	return reasons
		.map((reason) => reasonText(reason, language))
		.join(language === 'zh' ? '；' : ' · ');
}

const kinds: Readonly<Record<string, DeskTextKey>> = {
	duplicate: 'pairKind.duplicate',
	conflictingKeys: 'pairKind.conflictingKeys',
	sharedKey: 'pairKind.sharedKey',
};

/** Why the pair is up, as a word. */
export function kindWord({ kind }: PairToReview, view: DeskView): string {
	return Object.hasOwn(kinds, kind) ? view.text(kinds[kind]) : kind;
}
