/** Why an address is not written to any more, the weakest first. A weaker reason never replaces a stronger one. */
export const suppressionReasons = ['bounced', 'manual', 'complaint', 'unsubscribed'] as const;

export type SuppressionReason = (typeof suppressionReasons)[number];

/** The reason of that name. */
export function suppressionReasonNamed(name: unknown): SuppressionReason | undefined {
	return suppressionReasons.find((reason) => reason === name);
}
