import type { Actor } from '../../leads/model/actor';
import { openStore, type LeadStore } from '../../leads/store/store';
import type { StoreConfig } from '../../leads/store/config';
import type { TestEngine } from '../environment/engines';

export interface TestStore {
	store: LeadStore;
	config: StoreConfig;
	/** The store's clock, in epoch milliseconds; stands still until a test moves it. */
	clock: { now: number };
}

const DAY = 24 * 60 * 60 * 1000;
/** Where the next store's clock starts: ids never go back within a process, so no clock may either. */
let nextStart = Date.UTC(2031, 2, 1, 9);

/** Makes empty stores that share one database, each in a workspace of its own. */
export function freshStores(engine: TestEngine): () => Promise<TestStore> {
	let database: Promise<StoreConfig> | undefined;
	let workspaces = 0;
	let opened: LeadStore | undefined;
	afterAll(async () => await opened?.close());
	return async () => {
		workspaces += 1;
		const config = { ...(await (database ??= engine.config())), workspaceId: `w${workspaces}` };
		const clock = { now: nextStart };
		nextStart += 200 * DAY;
		const store = await openStore(config, { clock: () => clock.now });
		opened = store;
		return { store, config, clock };
	};
}

/** An actor of the given role who may do everything with every field. */
export function actorOf(
	role: Actor['role'],
	scope: Actor['scope'] = { kind: 'all' },
	fieldAccess: Actor['fieldAccess'] = {},
): Actor {
	return { memberId: scope.kind === 'all' ? null : scope.memberId, role, scope, fieldAccess };
}
