import type { Decision, DecisionReason } from '../model/decision';
import { without } from '../model/without';
import type { Verdict } from './verdict';
import { notChosenCodes, notChosenText, type NotChosen, type NotChosenByCode } from './result';

/** A decision with the one reason of each member who was not chosen: members by reason. */
export interface AssignmentDecision extends Decision {
	excluded: NotChosenByCode;
}

function byCode({ notChosen }: Verdict): NotChosenByCode {
	const grouped: NotChosenByCode = {};
	for (const [memberId, code] of notChosen) (grouped[code] ??= []).push(memberId);
	return grouped;
}

function alternativesOf(excluded: NotChosenByCode): DecisionReason[] {
	return notChosenCodes.flatMap((code) => {
		const count = excluded[code]?.length ?? 0;
		if (count === 0) return [];
		return [
			{ code, text: `${count === 1 ? '1 member' : `${count} members`}: ${notChosenText(code)}` },
		];
	});
}

/** The decision behind a verdict, as it is stored and shown. */
export function decisionOf(verdict: Verdict, node: string): AssignmentDecision {
	const excluded = byCode(verdict);
	const alternatives = alternativesOf(excluded);
	return {
		node,
		outcome: verdict.outcome,
		reasons: verdict.reasons,
		...(alternatives.length > 0 ? { alternatives } : {}),
		excluded,
	};
}

/** Members who were not chosen, by name. */
export function excludedBy(
	excluded: NotChosenByCode,
	members: { get(id: string): { name: string } | undefined },
): NotChosen[] {
	return notChosenCodes.flatMap((code) =>
		(excluded[code] ?? []).map((memberId) => ({
			memberId,
			name: members.get(memberId)?.name ?? null,
			code,
		})),
	);
}

/** What flows on the canvas: the decision without the members' ids. */
export function shownDecision(decision: AssignmentDecision): Decision {
	return without(decision, 'excluded');
}
