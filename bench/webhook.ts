import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import http from 'node:http';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import axios from 'axios';
import { MIN_FILL_MS } from '../channels/form/renderToken';
import { countInbox } from '../leads/store/inbox';
import { countLeads } from '../leads/store/leads/findLeads';
import { openStore } from '../leads/store/store';
import { addWorkflow, signIn, startServer } from '../playground/server.mjs';
import { emptyWorkflow, placeEmptyTrigger } from './emptyTrigger';

/*
 * The example workflow (form, capture, store) in a real n8n against a trigger that does nothing in the
 * same n8n, with 1, 8 and 32 clients, at n8n's default settings and with lazily acquired isolates.
 */

const CLIENTS = [1, 8, 32];

const { values: options } = parseArgs({
	options: {
		requests: { type: 'string', default: '160' },
		settings: { type: 'string', default: 'default,lazy' },
	},
});

const environments: Record<string, Record<string, string>> = {
	default: {},
	lazy: { N8N_EXPRESSION_ENGINE_LAZY_ACQUIRE: 'true' },
};

interface Load {
	perSecond: number;
	p50Ms: number;
	p99Ms: number;
	refused: number;
}

function percentile(sorted: readonly number[], share: number): number {
	return Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]);
}

/** Posts all bodies from so many clients, each waiting for its answer before the next. */
async function drive(url: string, bodies: readonly string[], clients: number): Promise<Load> {
	const agent = new http.Agent({ keepAlive: true, maxSockets: clients });
	const client = axios.create({ proxy: false, validateStatus: () => true, httpAgent: agent });
	const headers = { 'content-type': 'application/x-www-form-urlencoded' };
	const times: number[] = [];
	let next = 0;
	let refused = 0;
	const started = performance.now();
	await Promise.all(
		Array.from({ length: clients }, async () => {
			for (;;) {
				const body = bodies[next++];
				if (body === undefined) return;
				const sent = performance.now();
				const { status } = await client.post(url, body, { headers });
				times.push(performance.now() - sent);
				if (status !== 200) refused += 1;
			}
		}),
	);
	const seconds = (performance.now() - started) / 1000;
	agent.destroy();
	times.sort((a, b) => a - b);
	return {
		perSecond: Number((bodies.length / seconds).toFixed(1)),
		p50Ms: percentile(times, 0.5),
		p99Ms: percentile(times, 0.99),
		refused,
	};
}

/** Forms as browsers would send them: each opened first, and old enough to be believed. */
async function filledForms(url: string, count: number, offset: number): Promise<string[]> {
	const client = axios.create({ proxy: false, responseType: 'text' });
	const bodies: string[] = [];
	const open = async (index: number): Promise<void> => {
		const { data } = await client.get<string>(url);
		const hidden = [...data.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/g)];
		bodies.push(
			new URLSearchParams([
				...hidden.map(([, name, value]): [string, string] => [name, value]),
				...Object.entries({
					name: 'Bench Person',
					email: `bench${offset + index}@example.com`,
					_consent_0: 'yes',
				}),
			]).toString(),
		);
	};
	for (let index = 0; index < count; index += 8) {
		await Promise.all(
			Array.from(
				{ length: Math.min(8, count - index) },
				async (_, step) => await open(index + step),
			),
		);
	}
	await wait(MIN_FILL_MS + 100);
	return bodies;
}

async function measure(setting: string): Promise<object[]> {
	const requests = Number(options.requests);
	const userFolder = mkdtempSync(join(tmpdir(), 'leadflow-bench-n8n-'));
	placeEmptyTrigger(userFolder);
	const server = await startServer({ userFolder, env: environments[setting] });
	const session = await signIn(server.url);
	const example = JSON.parse(
		readFileSync(resolve(__dirname, '../workflows/01-web-form-to-lead-store.json'), 'utf8'),
	);
	await addWorkflow(session, example);
	await addWorkflow(session, emptyWorkflow('leadflowEmpty'));
	const formUrl = `${server.url}/form/contact`;
	const emptyUrl = `${server.url}/webhook/empty`;
	const emptyBodies = Array.from(
		{ length: requests },
		(_, index) => `name=Bench&email=bench${index}%40example.com`,
	);
	await drive(emptyUrl, emptyBodies.slice(0, 8), 1);

	const figures: object[] = [];
	let sent = 0;
	let refused = 0;
	for (const clients of CLIENTS) {
		const bodies = await filledForms(formUrl, requests, sent);
		const ours = await drive(formUrl, bodies, clients);
		await settled(userFolder);
		const empty = await drive(emptyUrl, emptyBodies, clients);
		await wait(3000);
		sent += requests;
		refused += ours.refused;
		figures.push({
			setting,
			clients,
			leadsPerSecond: ours.perSecond,
			p50Ms: ours.p50Ms,
			p99Ms: ours.p99Ms,
			emptyPerSecond: empty.perSecond,
			ratioToEmpty: Number((ours.perSecond / empty.perSecond).toFixed(2)),
		});
	}
	const leads = await settled(userFolder);
	figures.push({
		setting,
		leadsSent: sent - refused,
		leadsRefused: refused,
		leadsLost: sent - refused - leads,
	});
	await server.stop();
	rmSync(userFolder, { recursive: true, force: true, maxRetries: 5 });
	return figures;
}

/** Waits until the inbox is worked off, at most two minutes; the leads that are in the store then. */
async function settled(userFolder: string): Promise<number> {
	const store = await openStore({
		engine: 'sqlite',
		file: join(userFolder, '.n8n', 'leadflow', 'leads.db'),
	});
	for (let waited = 0; waited < 120_000; waited += 250) {
		if ((await store.read(countInbox())).open === 0) break;
		await wait(250);
	}
	const leads = await store.read(countLeads({}));
	await store.close();
	return leads;
}

async function main(): Promise<void> {
	const runs: object[] = [];
	for (const setting of options.settings.split(',')) runs.push(...(await measure(setting)));
	process.stdout.write(
		`${JSON.stringify({ bench: 'webhook', requests: Number(options.requests), runs })}\n`,
	);
}

void main();
