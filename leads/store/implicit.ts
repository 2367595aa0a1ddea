import { LeadflowError } from '../model/error';
import type { Operation } from './context';
import { readSetting } from './settings';

/**
 * The setting by which a store refuses nodes without a credential: without it, taking the credential
 * out of a node would make its user an administrator.
 */
export const REQUIRE_CREDENTIAL = 'requireCredential';

/**
 * To be run by whoever opened a store that no credential chose, before anything else.
 *
 * @throws LeadflowError FORBIDDEN when the store demands a credential
 */
export function requireCredentialUnlessSystem(): Operation<void> {
	return function* (context) {
		if ((yield* readSetting(context, REQUIRE_CREDENTIAL)) !== true) return;
		throw new LeadflowError('FORBIDDEN', 'This lead store is used with a credential only', {
			hint: "Choose a 'Leadflow Store API' credential in this node. An administrator set the store to require one.",
		});
	};
}
