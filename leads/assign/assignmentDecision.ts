import type { Decision, DecisionReason } from '../model/decision';
import type { Verdict } from './verdict';
import {
	notChosenCodes,
	notChosenText,
	type NotChosen,
	type NotChosenByCode,
	type NotChosenCode,
} from './result';

function byCode(notChosen: ReadonlyMap<string, NotChosenCode>): NotChosenByCode {
	const grouped: NotChosenByCode = {};
	for (const [memberId, code] of notChosen) (grouped[code] ??= []).push(memberId);
	return grouped;
}

function alternativesOf(notChosen: ReadonlyMap<string, NotChosenCode>): DecisionReason[] {
	const counts: Partial<Record<NotChosenCode, number>> = {};
	for (const code of notChosen.values()) counts[code] = (counts[code] ?? 0) + 1;
	return notChosenCodes.flatMap((code) => {
		const count = counts[code] ?? 0;
		if (count === 0) return [];
		return [
			{ code, text: `${count === 1 ? '1 member' : `${count} members`}: ${notChosenText(code)}` },
		];
	});
}

/** The decision behind a verdict, as the event keeps it and as it flows on the canvas: it names nobody. */
export function decisionOf(verdict: Verdict, node: string): Decision {
	const alternatives = alternativesOf(verdict.notChosen);
	return {
		node,
		outcome: verdict.outcome,
		reasons: verdict.reasons,
		...(alternatives.length > 0 ? { alternatives } : {}),
	};
}

type Names = { get(id: string): { name: string } | undefined };

/** Members who were not chosen, by name; by reason, in the order of the reasons. */
export function excludedBy(excluded: NotChosenByCode, members: Names): NotChosen[] {
	return notChosenCodes.flatMap((code) =>
		(excluded[code] ?? []).map((memberId) => ({
			memberId,
			name: members.get(memberId)?.name ?? null,
			code,
		})),
	);
}

/** Whom a verdict did not choose, by name. */
export function notChosenBy({ notChosen }: Verdict, members: Names): NotChosen[] {
	return excludedBy(byCode(notChosen), members);
}
