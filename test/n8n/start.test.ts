import axios from 'axios';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { countLeads } from '../../leads/store/leads/findLeads';
import { openStore } from '../../leads/store/store';
import { signIn } from '../../playground/server.mjs';
import { freePort } from '../environment/freePort.mjs';
import { startCommand, type RunningCommand } from '../environment/process.mjs';

/*
 * `npm start` as a user knows it: twice on the same data.
 */

const ROOT = resolve(__dirname, '../..');
const READY = /Ctrl-C/;

let home: string;
let port: number;
let running: RunningCommand | undefined;

beforeAll(async () => {
	home = mkdtempSync(join(tmpdir(), 'leadflow-start-'));
	port = await freePort();
});

afterAll(async () => {
	running?.kill('SIGTERM');
	await running?.ended;
	rmSync(home, { recursive: true, maxRetries: 5 });
});

function start(): RunningCommand {
	const script = join(ROOT, 'playground', 'start.mjs');
	const env = { ...process.env, LEADFLOW_HOME: home };
	return startCommand(process.execPath, [script, '--port', String(port)], { env });
}

const addresses = (printed: string): string[] => printed.match(/http:\S+/g) ?? [];

async function leadsInStore(): Promise<number> {
	const file = join(home, '.n8n', 'leadflow', 'leads.db');
	const store = await openStore({ engine: 'sqlite', file });
	const count = await store.read(countLeads({}));
	await store.close();
	return count;
}

async function workflowIds(): Promise<string[]> {
	const { api } = await signIn(`http://127.0.0.1:${port}`);
	const { data } = await api.get<{ data: Array<{ id: string; active: boolean }> }>('/workflows');
	return data.data.filter(({ active }) => active).map(({ id }) => id);
}

it('starts, shows where to click, and doubles nothing when started again', async () => {
	running = start();
	const first = addresses(await running.printed(READY));
	expect(first.map((address) => new URL(address).port)).toEqual(first.map(() => String(port)));
	expect(first.length).toBeGreaterThanOrEqual(4);
	for (const address of first) {
		// The desk puts the key of its link into a cookie and sends on.
		const { status } = await axios.get(address, {
			proxy: false,
			maxRedirects: 0,
			validateStatus: null,
		});
		expect([200, 302, 303]).toContain(status);
	}
	expect(await leadsInStore()).toBe(200);
	const workflows = await workflowIds();
	expect(workflows).toHaveLength(readdirSync(join(ROOT, 'workflows')).length);

	const another = start();
	expect((await another.ended).output).toContain('stop it first');

	running.kill('SIGINT');
	expect(await running.ended).toMatchObject({ code: 0 });

	running = start();
	expect(addresses(await running.printed(READY))).toEqual(first);
	expect(await leadsInStore()).toBe(200);
	expect((await workflowIds()).sort()).toEqual(workflows.sort());
}, 360_000);
