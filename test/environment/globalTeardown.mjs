export default async function globalTeardown() {
	const servers = globalThis.leadflowTestServers;
	globalThis.leadflowTestServers = undefined;
	await servers?.stop();
}
