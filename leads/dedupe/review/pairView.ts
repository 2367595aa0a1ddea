import type { PartOfScore } from '../../matching/score/explain';
import type { DecisionReason } from '../../model/decision';
import type { Lead } from '../../model/lead';
import type { ReviewState } from '../../store/leads/reviewPairs';

/** A pair of leads as a person judges it: each as the actor may see it. */
export interface ReviewPairView {
	id: string;
	/** `conflictingKeys`, `duplicate` or `sharedKey`. */
	kind: string;
	state: ReviewState;
	/** What lives on today of the lead that was put up; of a merged pair, the lead as it was put up. */
	left: Lead;
	right: Lead;
	/** How sure the engine was, in bits; absent where keys put the pair up. */
	bits?: number;
	/** The bits as a probability, 0 to 1. */
	probability?: number;
	/** Why: the parts add up to `bits`. */
	parts?: PartOfScore[];
	/** What put the pair up. */
	reasons: DecisionReason[];
	/** ISO 8601. */
	openedAt: string;
	decidedAt?: string;
	/** `system`, a role, or `member:<id>`. */
	decidedBy?: string;
}
