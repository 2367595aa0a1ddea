import { systemActor } from '../../leads/model/actor';
import { defaultStoreFile } from '../../leads/store/config';
import { openStore, type LeadStore } from '../../leads/store/store';

/** The store that nodes without a credential use in this test file. */
export async function embeddedStore(): Promise<LeadStore> {
	return await openStore(
		{ engine: 'sqlite', file: defaultStoreFile(process.env) },
		{ actor: systemActor },
	);
}
