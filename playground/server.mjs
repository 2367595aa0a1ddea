import {
	closeSync,
	cpSync,
	existsSync,
	mkdirSync,
	openSync,
	readFileSync,
	rmSync,
	writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import axios from 'axios';
import { startDaemon } from '../test/environment/daemon.mjs';
import { freePort } from '../test/environment/freePort.mjs';
import { installN8n } from './install.mjs';
import { requireNode24 } from './node24.mjs';

/*
 * A real n8n with our package in it, for `npm start`, the tests and the benches.
 */

const ROOT = join(import.meta.dirname, '..');

/** The owner of every playground. Not a secret: n8n listens on the loopback address only. */
export const OWNER = {
	email: 'owner@example.com',
	password: 'Leadflow-demo-1',
	firstName: 'Demo',
	lastName: 'Owner',
};

/** Nothing that this n8n asks of the network, and nothing of the caller's own n8n settings. */
function environment({ userFolder, port, brokerPort, url, env }) {
	const inherited = ['PATH', 'HOME', 'TMPDIR', 'TEMP', 'TMP', 'SYSTEMROOT', 'LANG', 'LC_ALL', 'TZ'];
	return {
		...Object.fromEntries(inherited.map((name) => [name, process.env[name]])),
		NODE_ENV: 'production',
		N8N_USER_FOLDER: userFolder,
		N8N_ENCRYPTION_KEY: 'leadflow-playground',
		N8N_ENFORCE_SETTINGS_FILE_PERMISSIONS: 'true',
		N8N_HOST: '127.0.0.1',
		N8N_LISTEN_ADDRESS: '127.0.0.1',
		N8N_PORT: String(port),
		N8N_PROTOCOL: 'http',
		N8N_RUNNERS_BROKER_PORT: String(brokerPort),
		N8N_EDITOR_BASE_URL: url,
		N8N_WEBHOOK_URL: url,
		N8N_UNVERIFIED_PACKAGES_ENABLED: 'true',
		N8N_PYTHON_ENABLED: 'false',
		N8N_SECURE_COOKIE: 'false',
		N8N_DIAGNOSTICS_ENABLED: 'false',
		N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
		N8N_VERSION_NOTIFICATIONS_WHATS_NEW_ENABLED: 'false',
		N8N_DYNAMIC_BANNERS_ENABLED: 'false',
		N8N_HIRING_BANNER_ENABLED: 'false',
		N8N_TEMPLATES_ENABLED: 'false',
		N8N_PERSONALIZATION_ENABLED: 'false',
		N8N_VERIFIED_PACKAGES_ENABLED: 'false',
		N8N_LICENSE_AUTO_RENEW_ENABLED: 'false',
		N8N_AI_ENABLED: 'false',
		N8N_DISABLED_MODULES: 'mcp-registry,instance-ai', // they ask n8n's servers for lists
		N8N_BLOCK_ENV_ACCESS_IN_NODE: 'false',
		...env,
	};
}

/**
 * Puts the built package where n8n keeps community packages, so that it loads as an installed one
 * does, under its real type names. A copy: through a link Node would find this checkout's
 * `n8n-workflow` beside n8n's own, and errors of the one are no instances of the other.
 */
function placePackage(userFolder) {
	if (!existsSync(join(ROOT, 'dist', 'known', 'nodes.json'))) {
		throw new Error('The package is not built: run npx gulp build');
	}
	const manifest = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
	const target = join(userFolder, '.n8n', 'nodes', 'node_modules', manifest.name);
	rmSync(target, { recursive: true, force: true });
	mkdirSync(target, { recursive: true });
	cpSync(join(ROOT, 'dist'), join(target, 'dist'), { recursive: true });
	const { devDependencies: _dev, allowScripts: _allow, scripts: _scripts, ...published } = manifest;
	writeFileSync(join(target, 'package.json'), JSON.stringify(published, null, '\t'));
}

/**
 * Starts n8n on the loopback address and resolves when it answers.
 *
 * @param {{ userFolder: string, port?: number, env?: Record<string, string>, report?: (line: string) => void }} options
 *   `userFolder` keeps n8n's database and the embedded lead store; `env` adds to the hermetic environment
 * @returns `stop(signal?)` ends it; `ended` resolves with its exit code, whatever ended it
 */
export async function startServer({ userFolder, port, env = {}, report }) {
	requireNode24();
	const installed = await installN8n(report);
	mkdirSync(userFolder, { recursive: true });
	placePackage(userFolder);

	const chosenPort = port ?? (await freePort());
	const url = `http://127.0.0.1:${chosenPort}`;
	const logFile = join(userFolder, 'n8n.log');
	const log = openSync(logFile, 'w');
	const n8n = join(installed, 'node_modules', 'n8n', 'bin', 'n8n');
	const daemon = await startDaemon(process.execPath, [n8n, 'start'], {
		spawn: {
			cwd: userFolder,
			env: environment({
				userFolder,
				port: chosenPort,
				brokerPort: await freePort(),
				url: `${url}/`,
				env,
			}),
		},
		output: log,
		ready: () => axios.get(`${url}/healthz/readiness`, { timeout: 2000, proxy: false }),
	})
		.catch((error) => {
			const tail = readFileSync(logFile, 'utf8').split('\n').slice(-30).join('\n');
			return Promise.reject(new Error(`n8n did not start:\n${tail}`, { cause: error }));
		})
		.finally(() => closeSync(log));
	return { url, logFile, ...daemon };
}

/** An HTTP client whose errors say what n8n said, without the keys that an axios error carries. */
function client(baseURL, headers = {}) {
	const http = axios.create({ baseURL, headers, proxy: false });
	http.interceptors.response.use(undefined, ({ message, response, config }) => {
		const { data, status } = response ?? {};
		const said =
			data?.message ?? (data === undefined ? message : JSON.stringify(data).slice(0, 500));
		const request = `${config?.method?.toUpperCase()} ${config?.url}`;
		return Promise.reject(
			Object.assign(new Error(`n8n: ${request}: ${status} ${said}`), { status, data }),
		);
	});
	return http;
}

/**
 * Signs in as the owner, setting the owner up first in a new n8n, and makes an API key.
 *
 * @param {string} url as `startServer` gives it
 * @returns a session: `rest` speaks n8n's internal API with the owner's cookie, `api` the public one
 */
export async function signIn(url) {
	const visitor = client(`${url}/rest`);
	const { data: settings } = await visitor.get('/settings');
	const isNew = settings.data.userManagement.showSetupOnFirstLoad;
	const { headers } = isNew
		? await visitor.post('/owner/setup', OWNER)
		: await visitor.post('/login', { emailOrLdapLoginId: OWNER.email, password: OWNER.password });
	const cookie = headers['set-cookie'].map((value) => value.split(';')[0]).join('; ');
	const rest = client(`${url}/rest`, { cookie });
	const api = client(`${url}/api/v1`, { 'X-N8N-API-KEY': await newApiKey(rest) });
	return { url, rest, api, cookie };
}

const API_KEY_LABEL = 'leadflow-playground';

/** The key of an earlier start cannot be read again, so it gives way to a new one. */
async function newApiKey(rest) {
	const { data: keys } = await rest.get('/api-keys');
	const stale = (keys.data.items ?? keys.data).filter((key) => key.label === API_KEY_LABEL);
	for (const { id } of stale) await rest.delete(`/api-keys/${id}`);
	const { data: scopes } = await rest.get('/api-keys/scopes');
	const key = { label: API_KEY_LABEL, scopes: scopes.data, expiresAt: null };
	const { data: made } = await rest.post('/api-keys', key);
	return made.data.rawApiKey;
}

/**
 * Imports a workflow under the id in its JSON and activates it. A workflow with this id that n8n knows
 * already stays as the user left it.
 *
 * @returns {Promise<'added' | 'kept'>}
 */
export async function addWorkflow(session, workflow, { activate = true } = {}) {
	const { id, name, nodes, connections, settings, pinData, meta } = workflow;
	if (!id) throw new Error(`Workflow "${name}" has no id`);
	const { data: known } = await session.api.get('/workflows', { params: { limit: 250 } });
	if (known.data.some((other) => other.id === id)) {
		await publication(session, id);
		return 'kept';
	}
	await session.rest.post('/workflows', {
		...{ id, name, nodes, connections, pinData, meta, active: false },
		settings: { executionOrder: 'v1', ...settings },
	});
	if (activate) await activateWorkflow(session, id);
	return 'added';
}

/** Activates a workflow and waits until its triggers listen, which n8n does after it has answered. */
export async function activateWorkflow(session, id) {
	await session.api.post(`/workflows/${id}/activate`, {});
	const { status, triggers } = await publication(session, id);
	if (status === 'published') return;
	const reasons = triggers.map(({ errorMessage }) => errorMessage).filter(Boolean);
	throw new Error(`Workflow ${id} could not be activated (${status}): ${reasons.join('; ')}`);
}

/** The state of a workflow's triggers once n8n is no longer working on it. */
async function publication(session, id) {
	for (;;) {
		const { data } = await session.rest.get(`/workflows/${id}/publication-status`);
		if (data.data.status !== 'in_progress') return data.data;
		await new Promise((resolve) => setTimeout(resolve, 100));
	}
}
