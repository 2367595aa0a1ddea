/** What went wrong, as a word that code can branch on. */
export type LeadflowErrorCode =
	| 'INVALID_INPUT'
	| 'NOT_FOUND'
	| 'CONFLICT'
	| 'FORBIDDEN'
	| 'ALREADY_CONVERTED'
	| 'STORE_UNAVAILABLE'
	| 'STORE_BUSY'
	| 'STORE_TOO_NEW'
	| 'CONFIGURATION'
	/** A service outside gave no answer, or none that it should give. */
	| 'UNREACHABLE'
	/** A service outside asks to come later: it is busy or limits how often it is called. */
	| 'BUSY'
	/** A service outside said no, for a reason that none of the other words names. */
	| 'REFUSED';

export interface LeadflowErrorDetails {
	/** How to get unstuck, one or two sentences. */
	hint?: string;
	/** The field that caused it, by its public name. Its value is never put here. */
	field?: string;
	cause?: unknown;
}

/**
 * The one error type of the engine. `message` says what happened, `hint` says what to do.
 * Neither ever carries a secret, a field value or a whole lead.
 */
export class LeadflowError extends Error {
	readonly hint?: string;
	readonly field?: string;

	constructor(
		readonly code: LeadflowErrorCode,
		message: string,
		details: LeadflowErrorDetails = {},
	) {
		super(message, details.cause === undefined ? undefined : { cause: details.cause });
		this.name = 'LeadflowError';
		this.hint = details.hint;
		this.field = details.field;
	}
}
