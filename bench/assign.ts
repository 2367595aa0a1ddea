import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import { LEADS_PER_TRANSACTION } from '../leads/assign/assignAll';
import type { RuleSet } from '../leads/assign/ruleSet';
import { mapFields } from '../leads/capture/fieldMapping';
import { normalizeLead } from '../leads/model/normalizeLead';
import type { StoreConfig } from '../leads/store/config';
import { blankLeadRow, withValues } from '../leads/store/leads/leadRow';
import { insertLeads } from '../leads/store/leads/writeLeads';
import { memberRecords } from '../leads/store/records/colleagueRecords';
import { createRecord } from '../leads/store/records/createRecord';
import { q } from '../leads/store/step';
import { openStore, type LeadStore } from '../leads/store/store';
import { startProcess } from '../test/environment/process.mjs';
import type { Done, Order, WorkerInput } from './assign/worker';
import { rulesMsPerLead } from './assign/rulesPace';
import { madeUpLead } from './capture/madeUpLeads';
import { scratchPostgres } from './scratchPostgres';

const { values: options } = parseArgs({
	options: {
		leads: { type: 'string', default: '10000' },
		members: { type: 'string', default: '20' },
		workers: { type: 'string', default: '8' },
		engine: { type: 'string', default: 'sqlite' },
		/** Leads in one transaction, of ours and of the bare cursor; default what Lead Assign takes. */
		batch: { type: 'string' },
	},
});

/** Ours and the bare cursor take turns, so that a noisy machine disturbs both. */
const ROUNDS = 4;
/** Leads that each worker assigns before the clock starts, by either way: n8n is no cold process. */
const WARM_UP = 300;
/** Leads written in one transaction while the store is filled. */
const FILLED_AT_ONCE = 200;
/** One member in so many may take but half a share, so that caps have something to do. */
const CAPPED_EACH = 10;

async function addMembers(store: LeadStore, count: number, cap: number): Promise<string[]> {
	const ids: string[] = [];
	for (let index = 0; index < count; index += 1) {
		const capped = index % CAPPED_EACH === CAPPED_EACH - 1;
		const input = {
			name: `Member ${index + 1}`,
			capacity: capped ? { maxOpen: cap, maxPerDay: cap } : {},
		};
		ids.push((await store.run(createRecord(memberRecords, input))).record.id);
	}
	return ids;
}

async function addLeads(store: LeadStore, count: number): Promise<string[]> {
	const read = mapFields();
	const ids: string[] = [];
	while (ids.length < count) {
		const some = await store.run(function* (context) {
			const size = Math.min(FILLED_AT_ONCE, count - ids.length);
			const rows = Array.from({ length: size }, (_, index) => {
				const { fields } = normalizeLead(read(madeUpLead(ids.length + index)).fields, {
					defaultCountry: 'CN',
				});
				const blank = blankLeadRow(context.workspaceId, context.newId(), context.now);
				return withValues(blank, { fields }).row;
			});
			yield* insertLeads(context, rows);
			return rows.map(({ id }) => id);
		});
		ids.push(...some);
	}
	return ids;
}

async function countsOf(store: LeadStore, members: readonly string[]): Promise<number[]> {
	const rows = await store.read((context) =>
		q(
			context.db
				.selectFrom('leads')
				.select(['owner_id', (is) => is.fn.countAll().as('count')])
				.where('workspace_id', '=', context.workspaceId)
				.groupBy('owner_id'),
		),
	);
	const counts = new Map(rows.map(({ owner_id, count }) => [owner_id, Number(count)]));
	return members.map((id) => counts.get(id) ?? 0);
}

async function main(): Promise<void> {
	const count = Number(options.leads);
	const workers = Number(options.workers);
	const engine = options.engine === 'postgres' ? 'postgres' : 'sqlite';
	const folder = await mkdtemp(path.join(os.tmpdir(), 'leadflow-bench-'));
	const server = engine === 'postgres' ? await scratchPostgres(2) : undefined;
	const configOf = (name: string, index: number): StoreConfig =>
		server
			? { engine: 'postgres', url: server.urls[index] }
			: { engine: 'sqlite', file: path.join(folder, `${name}.db`) };
	const [ours, bare] = [configOf('ours', 0), configOf('bare', 1)];
	const store = await openStore(ours);
	const total = count + WARM_UP * workers;
	const cap = Math.floor(total / Number(options.members) / 2);
	const members = await addMembers(store, Number(options.members), cap);
	const all = await addLeads(store, total);
	const bareStore = await openStore(bare);
	const bareLeads = await addLeads(bareStore, total);
	await bareStore.close();
	const ruleSet: RuleSet = {
		name: 'bench',
		rules: [
			{
				name: 'all',
				target: { members: members.map((id) => ({ id })) },
				method: 'roundRobin',
				onNoneAvailable: 'nextRule',
			},
		],
		zone: 'Asia/Shanghai',
		calendar: { holidays: 'CN' },
		countStatuses: ['new', 'attempted', 'contacted', 'working'],
		capWindow: 'calendar',
		returns: 'noCatchUp',
	};

	const batch = Number(options.batch ?? LEADS_PER_TRANSACTION[engine]);
	const input: WorkerInput = { ours, bare, members, batch };
	const processes = Array.from({ length: workers }, () =>
		startProcess(path.join(__dirname, 'assign', 'worker.ts'), input),
	);
	await Promise.all(processes.map(async (one) => await one.message()));
	const time = async (orderOf: (worker: number) => Order) => {
		const started = performance.now();
		processes.forEach((one, worker) => one.send(orderOf(worker)));
		const done = await Promise.all(processes.map(async (one) => (await one.message()) as Done));
		return { ms: performance.now() - started, done };
	};

	const ordersFor = (from: number, to: number): Array<(worker: number) => Order> => {
		const share = (some: readonly string[], worker: number) =>
			shareOf(some.slice(from, to), worker, workers);
		return [
			(worker) => ({ kind: 'bare', count: share(all, worker).length }),
			(worker) => ({ kind: 'rows', leads: share(bareLeads, worker) }),
			(worker) => ({ kind: 'ours', leads: share(all, worker), ruleSet }),
		];
	};
	for (const orderOf of ordersFor(count, total)) await time(orderOf);
	let [oursMs, bareMs, rowsMs, assigned] = [0, 0, 0, 0];
	let last: Done[] = [];
	for (let round = 0; round < ROUNDS; round += 1) {
		const [bareOrder, rowsOrder, oursOrder] = ordersFor(
			Math.round((count * round) / ROUNDS),
			Math.round((count * (round + 1)) / ROUNDS),
		);
		bareMs += (await time(bareOrder)).ms;
		rowsMs += (await time(rowsOrder)).ms;
		const run = await time(oursOrder);
		oursMs += run.ms;
		assigned += run.done.reduce((sum, one) => sum + one.assigned, 0);
		last = run.done;
	}
	for (const one of processes) one.send({ kind: 'end' } satisfies Order);
	await Promise.all(processes.map((one) => one.ended));

	const counts = await countsOf(store, members);
	const isCapped = (index: number) => index % CAPPED_EACH === CAPPED_EACH - 1;
	const free = counts.filter((_, index) => !isCapped(index));
	const version = await store.engine.version();
	await store.close();
	await server?.stop();
	await rm(folder, { recursive: true, force: true });
	process.stdout.write(
		`${JSON.stringify({
			bench: 'assign',
			engine: version,
			leads: count,
			members: members.length,
			workers,
			batch,
			assigned,
			assignmentsPerSecond: Math.round((assigned / oursMs) * 1000),
			bareAssignmentsPerSecond: Math.round((count / bareMs) * 1000),
			ratioToBare: Number((bareMs / oursMs).toFixed(3)),
			ratioToRows: Number((rowsMs / oursMs).toFixed(3)),
			spread: Math.max(...free) - Math.min(...free),
			overshoot: counts
				.filter((_, index) => isCapped(index))
				.reduce((sum, one) => sum + Math.max(0, one - cap), 0),
			p99BlockMs: Math.max(...last.map(({ p99BlockMs }) => p99BlockMs)),
			maxBlockMs: Math.max(...last.map(({ maxBlockMs }) => maxBlockMs)),
			rulesMsPerLead: Number(rulesMsPerLead().toFixed(4)),
		})}\n`,
	);
}

function shareOf(leads: readonly string[], worker: number, workers: number): string[] {
	return leads.filter((_, index) => index % workers === worker);
}

void main();
