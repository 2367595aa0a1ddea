import type { INodeProperties } from 'n8n-workflow';

const LEAST = 0.0001;
const MOST = 0.9999;

/** From which probability two records count as one, and from which a person should look. */
export const thresholdFields: INodeProperties[] = [
	{
		displayName: 'Certain From',
		name: 'certainFrom',
		type: 'number',
		typeOptions: { minValue: LEAST, maxValue: MOST, numberPrecision: 4 },
		default: 0.985,
		description:
			'Probability, 0 to 1, from which two records are one person without asking. Where it is not set, 0.8 holds among input items.',
	},
	{
		displayName: 'Review From',
		name: 'reviewFrom',
		type: 'number',
		typeOptions: { minValue: LEAST, maxValue: MOST, numberPrecision: 4 },
		default: 0.5,
		description: 'Probability, 0 to 1, from which a person should look at two records',
	},
];

export interface ThresholdOptions {
	certainFrom?: number;
	reviewFrom?: number;
}

/**
 * A probability as the bits that the engine counts in: log2 of the odds.
 *
 * @returns undefined where none was set, so that the engine's own default holds
 */
export function bitsFrom(probability: number | undefined): number | undefined {
	const value = Number(probability);
	if (probability === undefined || Number.isNaN(value)) return undefined;
	const within = Math.min(MOST, Math.max(LEAST, value));
	return Math.log2(within / (1 - within));
}

/** Both thresholds in bits; those that were not set are left out. */
export function thresholdsOf(options: ThresholdOptions): {
	certainAt?: number;
	reviewAt?: number;
} {
	const certainAt = bitsFrom(options.certainFrom);
	const reviewAt = bitsFrom(options.reviewFrom);
	return {
		...(certainAt === undefined ? {} : { certainAt }),
		...(reviewAt === undefined ? {} : { reviewAt }),
	};
}
