import type { KeyClass } from '../../matching/leads/leadKeys';
import type { Decision, DecisionReason } from '../../model/decision';
import { cutReason, similarReason } from '../../store/leads/similarReasons';
import type { CheckMatch, CheckResult, Thresholds } from './contract';
import type { Likely } from './inquiry';

/** What the best match comes to. */
export function outcomeOf(
	[best]: readonly CheckMatch[],
	{ certainAt }: Thresholds,
): CheckResult['outcome'] {
	if (!best) return 'unique';
	return best.bits >= certainAt ? 'duplicate' : 'review';
}

function bestReason({ entityType, by, parts }: Likely): DecisionReason {
	if (by === undefined) return similarReason({ parts });
	const text = `A ${entityType} with the same ${by} is in the store`;
	return { code: `same.${by}`, text, field: by };
}

/** Why it was decided so; no value is named. */
export function decisionOf(
	node: string,
	outcome: CheckResult['outcome'],
	found: {
		likely: readonly Likely[];
		notes: readonly DecisionReason[];
		cut: readonly KeyClass[];
	},
): Decision {
	const [best] = found.likely;
	const nobody = { code: 'nobodyAlike', text: 'Nobody in the store is like this' };
	const reasons = [best ? bestReason(best) : nobody, ...found.notes];
	if (found.cut.length > 0) reasons.push(cutReason(found.cut));
	return { node, outcome, reasons };
}
