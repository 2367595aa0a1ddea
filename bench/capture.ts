import { createReadStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import { parse } from 'csv-parse';
import { captureLeads } from '../leads/capture/capture';
import { mapFields } from '../leads/capture/fieldMapping';
import type { CapturedLead } from '../leads/model/lead';
import type { StoreConfig } from '../leads/store/config';
import { openStore } from '../leads/store/store';
import { madeUpLead } from './capture/madeUpLeads';
import { plainWriter } from './capture/plainWriter';
import { newestIds, rowsSince } from './capture/writtenRows';
import { EventLoopBlocks } from './eventLoopBlocks';
import { scratchPostgres } from './scratchPostgres';

/** Rows handed to the engine at a time, as an import would. */
const BATCH = 200;

const { values: options } = parseArgs({
	options: {
		rows: { type: 'string', default: '100000' },
		engine: { type: 'string', default: 'sqlite' },
		input: { type: 'string' },
		/** Share of the rows written once more by plain statements, for the ratio. */
		compare: { type: 'string' },
		/** `Similar Leads` of Lead Capture: `review`, `attach` or `ignore`. */
		similar: { type: 'string', default: 'review' },
	},
});

const similar = (['review', 'attach', 'ignore'] as const).find((one) => one === options.similar);

async function* rowsOf(count: number): AsyncGenerator<Record<string, string>> {
	if (!options.input) {
		for (let index = 0; index < count; index += 1) yield madeUpLead(index);
		return;
	}
	const parser = createReadStream(options.input).pipe(
		parse({ columns: true, bom: true, relax_column_count: true }),
	);
	let index = 0;
	for await (const row of parser) {
		if (index++ >= count) return;
		yield row;
	}
}

/** Transactions of ours end after so many leads; the plain writer commits as often. */
const LEADS_PER_TRANSACTION = { sqlite: 40, postgres: 200 } as const;

async function main(): Promise<void> {
	const count = Number(options.rows);
	const engine = options.engine === 'postgres' ? 'postgres' : 'sqlite';
	const folder = await mkdtemp(path.join(os.tmpdir(), 'leadflow-bench-'));
	const server = engine === 'postgres' ? await scratchPostgres(2) : undefined;
	const configOf = (name: string, index: number): StoreConfig =>
		server
			? { engine: 'postgres', url: server.urls[index] }
			: { engine: 'sqlite', file: path.join(folder, `${name}.db`) };
	const store = await openStore(configOf('ours', 0));
	await (await openStore(configOf('plain', 1))).close();
	const plain = await plainWriter(configOf('plain', 1));
	// Plain statements one at a time are slow on a server; a tenth of the rows tells their pace.
	const compareShare = Number(options.compare ?? (server ? '0.1' : '1'));

	const read = mapFields();
	const blocks = new EventLoopBlocks();
	let oursMs = 0;
	let oursComparedMs = 0;
	let plainMs = 0;
	let cpuMs = 0;
	let done = 0;
	let compared = 0;
	const outcomes: Record<string, number> = {};
	let marks = await newestIds(store);

	const runBatch = async (rows: Array<Record<string, string>>): Promise<void> => {
		const compare = compared < done * compareShare || done === 0 || compareShare >= 1;
		blocks.start();
		const cpuBefore = process.cpuUsage();
		const started = performance.now();
		const leads = rows.map(
			(row): CapturedLead => ({ ...read(row), channel: 'import', payload: row }),
		);
		const results = await captureLeads(store, leads, { onSpam: 'flag', similar });
		const elapsed = performance.now() - started;
		const cpu = process.cpuUsage(cpuBefore);
		blocks.stop();
		oursMs += elapsed;
		cpuMs += (cpu.user + cpu.system) / 1000;
		done += rows.length;
		const updated: string[] = [];
		for (const { outcome, lead } of results) {
			outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
			if (lead && outcome !== 'created') updated.push(lead.id);
		}
		if (!compare) {
			marks = await newestIds(store, marks);
			return;
		}
		const written = await rowsSince(store, marks, updated);
		marks = await newestIds(store, marks);
		const size = LEADS_PER_TRANSACTION[engine];
		const transactions = Math.ceil(rows.length / size);
		const plainStarted = performance.now();
		for (let index = 0; index < transactions; index += 1) {
			const part = <T>(all: T[]): T[] =>
				all.slice(
					Math.floor((all.length * index) / transactions),
					Math.floor((all.length * (index + 1)) / transactions),
				);
			await plain.write({
				inserts: written.inserts.map(({ table, rows: all }) => ({ table, rows: part(all) })),
				updates: part(written.updates),
			});
		}
		plainMs += performance.now() - plainStarted;
		oursComparedMs += elapsed;
		compared += rows.length;
	};

	let batch: Array<Record<string, string>> = [];
	for await (const row of rowsOf(count)) {
		batch.push(row);
		if (batch.length < BATCH) continue;
		await runBatch(batch);
		batch = [];
	}
	if (batch.length > 0) await runBatch(batch);

	const version = await store.engine.version();
	await store.close();
	await plain.close();
	await server?.stop();
	await rm(folder, { recursive: true, force: true });
	process.stdout.write(
		`${JSON.stringify({
			bench: 'capture',
			engine: version,
			rows: done,
			...outcomes,
			rowsPerSecond: Math.round((done / oursMs) * 1000),
			cpuRowsPerSecond: Math.round((done / cpuMs) * 1000),
			plainRowsPerSecond: Math.round((compared / plainMs) * 1000),
			ratioToRaw: Number((plainMs / oursComparedMs).toFixed(3)),
			p99BlockMs: blocks.p99Ms(),
			maxBlockMs: blocks.maxMs(),
			peakRssMb: Math.round(process.resourceUsage().maxRSS / 1024),
		})}\n`,
	);
}

void main();
