import { LeadflowError } from '../../model/error';
import { LostRace } from './engine';

/* Codes of https://www.postgresql.org/docs/current/errcodes-appendix.html; two characters name a class. */
const SERIALIZATION_FAILURE = '40001';
const DEADLOCK_DETECTED = '40P01';
const CONNECTION_EXCEPTION = '08';
const SERVER_GOES_DOWN = '57P';
const DATA_EXCEPTION = '22';
const LIMIT_EXCEEDED = '54';
const INSUFFICIENT_RESOURCES = '53';
const INSUFFICIENT_PRIVILEGE = '42501';
const READ_ONLY = '25006';
const FAILED_BEFORE = '25P02';

function sqlState(error: unknown): string {
	const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : '';
	return typeof code === 'string' ? code : '';
}

/** Whether a rival won, so that starting over may end well. */
export function isLostRace(error: unknown): boolean {
	const state = sqlState(error);
	return (
		error instanceof LostRace || state === SERIALIZATION_FAILURE || state === DEADLOCK_DETECTED
	);
}

/**
 * Of the failures of steps side by side, the one that tells why: a lost race, since starting over may
 * spare the others, else the first that is not just the refusal of what came after a failure.
 */
export function whyTheyFailed(failures: readonly unknown[]): unknown {
	return (
		failures.find(isLostRace) ??
		failures.find((failure) => sqlState(failure) !== FAILED_BEFORE) ??
		failures[0]
	);
}

/** Whether the error is about the connection or the server going down, not about the statement. */
function isLostConnection(error: unknown): boolean {
	const state = sqlState(error);
	// Errors of the server have a severity.
	const ofServer = typeof error === 'object' && error !== null && 'severity' in error;
	return !ofServer || state.startsWith(SERVER_GOES_DOWN) || state.startsWith(CONNECTION_EXCEPTION);
}

/**
 * The error in words for an administrator where the server, its disk or its permissions are to
 * blame, or where it cannot hold a value (its own message would repeat the value); else as it is.
 */
export function explained(error: unknown): unknown {
	const state = sqlState(error);
	if (isLostConnection(error)) {
		return new LeadflowError(
			'STORE_UNAVAILABLE',
			'The connection to the PostgreSQL server of the lead store was lost',
			{
				hint: 'Try again once the server is up. What was not confirmed may or may not have been written.',
				cause: error,
			},
		);
	}
	if (state.startsWith(DATA_EXCEPTION) || state.startsWith(LIMIT_EXCEEDED)) {
		return new LeadflowError('INVALID_INPUT', `PostgreSQL cannot hold a value (${state})`, {
			hint: 'A number, date or id is out of range, or a text is too long.',
		});
	}
	if (state.startsWith(INSUFFICIENT_RESOURCES)) {
		return new LeadflowError(
			'STORE_UNAVAILABLE',
			`The PostgreSQL server is out of resources (${state})`,
			{
				hint: 'Its disk may be full, or it may have too many connections: put pgbouncer in front of it.',
				cause: error,
			},
		);
	}
	if (state === INSUFFICIENT_PRIVILEGE || state === READ_ONLY) {
		return new LeadflowError(
			'STORE_UNAVAILABLE',
			`The PostgreSQL server refuses to write (${state})`,
			{
				hint: 'Connect to the primary server, as a user that may create tables in the schema and write to them.',
				cause: error,
			},
		);
	}
	return error;
}
