/** n8n and the tests need Node 24, which `npm ci` installs and npm scripts run on. */
export function requireNode24() {
	const [major] = process.versions.node.split('.').map(Number);
	if (major >= 24) return;
	throw new Error(
		`This needs Node 24, and runs on ${process.version}. Start it through npm (npm start, npm test, npm run …): npm ci has installed a Node 24 that npm uses.`,
	);
}
