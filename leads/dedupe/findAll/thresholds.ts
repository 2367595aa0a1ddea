import { certainBits, possibleBits, type DedupePreset } from '../../matching/presets/preset';
import { LeadflowError } from '../../model/error';

/** Bits from which on two leads seem to be one, as `findDuplicates` has it: odds of 2 to 1. */
const LIKELY_BITS = 1;

/** Bits that a search decides by. */
export interface Thresholds {
	/** Merged without asking. */
	certainAt: number;
	/** In one cluster. */
	joinAt: number;
	/** Worth a look. */
	reviewAt: number;
}

/**
 * The bits that a search decides by; what is not said is the default.
 *
 * @throws LeadflowError INVALID_INPUT where certain is less than possible
 */
export function thresholdsOf(
	preset: DedupePreset,
	{ certainAt = certainBits, reviewAt = possibleBits }: { certainAt?: number; reviewAt?: number },
): Thresholds {
	if (!Number.isFinite(certainAt) || !Number.isFinite(reviewAt) || certainAt < reviewAt) {
		throw new LeadflowError(
			'INVALID_INPUT',
			'Pairs are certain from a higher probability on than they are possible',
			{ field: 'certainAt', hint: 'Raise the threshold of merging, or lower that of review.' },
		);
	}
	// A rule is met or it is not.
	if (preset !== 'leadflow')
		return { certainAt: certainBits, joinAt: certainBits, reviewAt: certainBits };
	return { certainAt, joinAt: Math.min(certainAt, Math.max(reviewAt, LIKELY_BITS)), reviewAt };
}
