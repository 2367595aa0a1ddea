import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { freePort } from '../test/environment/freePort.mjs';
import { buildPackage } from './build.mjs';
import { seedDemoLeads } from './demo-leads.mjs';
import { installN8n } from './install.mjs';
import { tryLock } from './lock.mjs';
import { requireNode24 } from './node24.mjs';
import { addWorkflow, OWNER, signIn, startServer } from './server.mjs';

/*
 * npm start [-- --port 5678]
 *
 * A pinned n8n with Leadflow in it, the example workflows active and 200 made-up leads in the store.
 * Everything it keeps is in LEADFLOW_HOME (~/.leadflow-playground); started again it goes on there.
 */

const ROOT = join(import.meta.dirname, '..');
const DIST = join(ROOT, 'dist');
const HOME = process.env.LEADFLOW_HOME ?? join(homedir(), '.leadflow-playground');
const STORE = { engine: 'sqlite', file: join(HOME, '.n8n', 'leadflow', 'leads.db') };
const DESK_LINK = join(HOME, 'desk-link');
const DAY = 86_400_000;

const require = createRequire(import.meta.url);
const say = (line = '') => process.stdout.write(`${line}\n`);

function options() {
	const { values } = parseArgs({ options: { port: { type: 'string' } } });
	const port = values.port === undefined ? undefined : Number(values.port);
	if (port !== undefined && !(Number.isInteger(port) && port > 0 && port < 65_536)) {
		throw new Error(`--port ${values.port}: a port is a number from 1 to 65535`);
	}
	return { port };
}

function exampleWorkflows() {
	const folder = join(ROOT, 'workflows');
	const files = readdirSync(folder).filter((name) => name.endsWith('.json'));
	return files.sort().map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')));
}

/**
 * Where a visitor finds the forms and the desk, as their triggers made it known to the store: the path
 * of it, because after a start on another port they say so a moment later.
 */
async function addresses(url) {
	const here = (address) => url + new URL(address).pathname;
	const { openStore } = require(join(DIST, 'leads/store/store.js'));
	const { listForms } = require(join(DIST, 'leads/store/forms.js'));
	const { getSetting } = require(join(DIST, 'leads/store/settings.js'));
	const store = await openStore(STORE);
	try {
		const forms = await store.read(listForms({ activeOnly: true }));
		const deskUrl = await store.read(getSetting('desk.url'));
		const desk = deskUrl && `${here(deskUrl)}?key=${await deskKey(store)}`;
		return { forms: forms.map((form) => here(form.url)).sort(), desk };
	} finally {
		await store.close();
	}
}

/** The key of an administrator's link to the desk; that of the last start while it is valid. */
async function deskKey(store) {
	const { createDeskLink, openDeskLink } = require(join(DIST, 'leads/store/deskLinks.js'));
	const known = existsSync(DESK_LINK) ? readFileSync(DESK_LINK, 'utf8') : undefined;
	const opens = known && (await store.read(openDeskLink(known)).catch(() => false));
	if (opens) return known;
	const expiresAt = new Date(Date.now() + 30 * DAY).toISOString();
	const { token } = await store.run(createDeskLink({ memberId: null, role: 'admin', expiresAt }));
	writeFileSync(DESK_LINK, token, { mode: 0o600 });
	return token;
}

function printWhereToClick(url, { forms, desk }) {
	say();
	say('Leadflow is running. Where to click / 从这里开始:');
	say();
	say(`  Editor 编辑器        ${url}/home/workflows`);
	say(`    sign in 登录       ${OWNER.email}  ${OWNER.password}`);
	for (const form of forms) {
		say(`  Form 表单            ${form}`);
		say(`    QR code 二维码     ${form}/qr`);
	}
	if (desk) say(`  Lead desk 线索工作台 ${desk}`);
	say();
	say(`  Data 数据            ${HOME}`);
	say();
	say('Press Ctrl-C to stop. / 按 Ctrl-C 停止。');
}

async function start() {
	requireNode24();
	const { port = await freePort(5678) } = options();
	mkdirSync(HOME, { recursive: true, mode: 0o700 });
	if (!(await tryLock(join(HOME, 'running')))) {
		throw new Error(`A playground is running on ${HOME} already; stop it first`);
	}
	await installN8n(say);
	say('Building Leadflow');
	await buildPackage();
	const outcomes = await seedDemoLeads(DIST, STORE);
	const counts = Object.entries(outcomes).map(([outcome, count]) => `${count} ${outcome}`);
	say(`Demo leads: ${counts.join(', ')}`);

	say('Starting n8n');
	const server = await startServer({ userFolder: HOME, port, report: say });
	let stopping = false;
	const stop = () => {
		say('Stopping n8n');
		stopping = true;
		void server.stop();
	};
	for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, stop);
	server.ended.then((code) => {
		if (!stopping) say(`n8n has ended (${code}); its log is ${server.logFile}`);
		process.exit(stopping ? 0 : 1);
	});

	const session = await signIn(server.url);
	for (const workflow of exampleWorkflows()) {
		say(`Workflow "${workflow.name}": ${await addWorkflow(session, workflow)}`);
	}
	printWhereToClick(server.url, await addresses(server.url));
}

start().catch((error) => {
	process.stderr.write(`\n${error.message}\n`);
	process.exit(1);
});
