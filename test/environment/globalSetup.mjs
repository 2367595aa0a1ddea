import { startServers } from './servers.mjs';

/** Before the first file of a Jest project that needs servers; those that `npm test` started are reused. */
export default async function globalSetup() {
	globalThis.leadflowTestServers ??= await startServers();
}
