import { LeadflowError } from '../../model/error';

/** Primary result codes of SQLite, https://www.sqlite.org/rescode.html */
const SQLITE_BUSY = 5;
const SQLITE_PROTOCOL = 15;

/** What the file, its folder or its disk refuses; anything else is ours. */
const unusable: Readonly<Record<number, string>> = {
	3: 'n8n may not use it',
	8: 'it is read-only',
	10: 'the disk reports an error',
	11: 'it is damaged',
	13: 'the disk is full',
	14: 'it cannot be opened',
	26: 'it is no SQLite database',
};

/**
 * The low byte of the extended code; the rest says why: snapshot, recovery after a crash … Errors of
 * Node itself need not be instances of the `Error` that a sandbox (a task runner, Jest) has.
 */
function primaryCode(error: unknown): number | undefined {
	const code =
		typeof error === 'object' && error !== null && 'errcode' in error ? error.errcode : undefined;
	return typeof code === 'number' ? code & 0xff : undefined;
}

/** Whether another process is in the way: it writes, checkpoints, recovers or opens the file. */
export function isBusy(error: unknown): boolean {
	const code = primaryCode(error);
	return code === SQLITE_BUSY || code === SQLITE_PROTOCOL;
}

/** The error in words for an administrator where the file or its disk is to blame, else as it is. */
export function explained(error: unknown, location: string): unknown {
	const code = primaryCode(error);
	const what = code === undefined ? undefined : unusable[code];
	if (what === undefined) return error;
	return new LeadflowError(
		'STORE_UNAVAILABLE',
		`The file of the lead store cannot be used, ${what}: ${location}`,
		{
			hint: 'Check the file, its folder and the disk, or restore a backup.',
			cause: error,
		},
	);
}
