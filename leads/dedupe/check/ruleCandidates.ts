import type { KeyClass } from '../../matching/leads/leadKeys';
import type { DedupePreset } from '../../matching/presets/preset';
import type { StoreContext } from '../../store/context';
import { contactTokensOf, readContactHolders } from '../../store/leads/contactHolders';
import type { LeadRow } from '../../store/leads/leadRow';
import { readMatchedRows } from '../../store/leads/matchCandidates';
import { isMatchable } from '../../store/leads/matchKeys';
import type { Step } from '../../store/step';
import type { Inquiry } from './inquiry';

/** Leads with one address or number that are judged at most: as many as the CRMs' own rules look at. */
const MOST_JUDGED = 100;

/** Who may meet a rule with an input. */
export interface RuleCandidates {
	rows: LeadRow[];
	/** What so many leads have that not all of them were judged. */
	cut: KeyClass[];
}

const NOBODY: RuleCandidates = { rows: [], cut: [] };

/**
 * Rules ask for equal addresses and numbers whoever's they are: also for those of a role (info@) or
 * of several people, by which the engine of its own finds nobody.
 *
 * @returns in the order of the inquiries
 */
export function* readRuleCandidates(
	context: StoreContext,
	inquiries: readonly Inquiry[],
	preset: DedupePreset,
): Step<RuleCandidates[]> {
	if (preset === 'leadflow') return inquiries.map(() => NOBODY);
	const tokens = inquiries.map(({ fields }) => contactTokensOf(fields));
	const holders = yield* readContactHolders(context, tokens.flat(), MOST_JUDGED);
	const judged = new Map([...holders].map(([token, ids]) => [token, ids.slice(0, MOST_JUDGED)]));
	const rows = yield* readMatchedRows(context, [...new Set([...judged.values()].flat())]);
	return inquiries.map(({ input }, index) => {
		const ids = new Set(tokens[index].flatMap((token) => judged.get(token) ?? []));
		const own = [...ids].flatMap((id) => rows.get(id) ?? []);
		const isTest = input.test === true;
		const cut = tokens[index].filter((token) => (holders.get(token)?.length ?? 0) > MOST_JUDGED);
		return {
			rows: own.filter(
				(row) => row.id !== input.id && isMatchable(row) && (row.is_test === 1) === isTest,
			),
			cut: [...new Set(cut.map((token) => (token.startsWith('e:') ? 'mailbox' : 'number')))],
		};
	});
}
