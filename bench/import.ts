import { mkdtemp, rm, stat } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import { openCardRows } from '../channels/cards/vcardRows';
import { openRows } from '../channels/files/rows';
import { rowFormatOf } from '../channels/shared/rowFormat';
import { importSummary } from '../leads/capture/imports/importJob';
import { runImport } from '../leads/capture/imports/runImport';
import { stageImport } from '../leads/capture/imports/stageImport';
import { defaultCaptureOptions } from '../leads/capture/options';
import type { StoreConfig } from '../leads/store/config';
import { openStore } from '../leads/store/store';
import { startProcess } from '../test/environment/process.mjs';
import { EventLoopBlocks } from './eventLoopBlocks';
import { scratchPostgres } from './scratchPostgres';

/*
 * A file on its way into the store: opened, staged, captured. The file is made, parsed by its bare
 * library and written by plain statements in processes of their own, so that only ours counts in the
 * memory.
 */

const { values: options } = parseArgs({
	options: {
		rows: { type: 'string', default: '100000' },
		format: { type: 'string', default: 'csv' },
		input: { type: 'string' },
		engine: { type: 'string', default: 'sqlite' },
		/** Share of the leads that plain statements write, for the ratio. */
		compare: { type: 'string' },
	},
});

/** Transactions of ours end after so many leads; the plain writer commits as often. */
const LEADS_PER_TRANSACTION = { sqlite: 40, postgres: 200 } as const;

async function answerOf<T>(script: string, input: unknown): Promise<T> {
	const child = startProcess(path.join(__dirname, 'import', script), input);
	const answer = await child.message();
	await child.ended;
	return answer as T;
}

const rounded = (value: number, digits = 0) => Number(value.toFixed(digits));

async function main(): Promise<void> {
	const folder = await mkdtemp(path.join(os.tmpdir(), 'leadflow-bench-'));
	const engine = options.engine === 'postgres' ? 'postgres' : 'sqlite';
	const server = engine === 'postgres' ? await scratchPostgres(2) : undefined;
	const configOf = (name: string, index: number): StoreConfig =>
		server
			? { engine: 'postgres', url: server.urls[index] }
			: { engine: 'sqlite', file: path.join(folder, `${name}.db`) };
	const file = options.input ?? path.join(folder, `leads.${options.format}`);
	if (!options.input) {
		await answerOf('writeFile.ts', { file, format: options.format, rows: Number(options.rows) });
	}

	const input = { file, fileName: path.basename(file), options: {} };
	const format = await rowFormatOf(input);
	const store = await openStore(configOf('ours', 0));
	const blocks = new EventLoopBlocks();
	blocks.start();
	const cpuBefore = process.cpuUsage();
	const started = performance.now();
	const source = format === 'vcf' ? await openCardRows(input) : await openRows(input);
	const { id } = await stageImport(store, source, {
		fileName: input.fileName,
		mapping: {},
		tags: [],
		capture: { ...defaultCaptureOptions, onSpam: 'flag' },
	});
	await source.close();
	const staged = performance.now();
	const job = await runImport(store, id);
	const ended = performance.now();
	const cpu = process.cpuUsage(cpuBefore);
	blocks.stop();
	const peakRssMb = rounded(process.resourceUsage().maxRSS / 1024);
	const summary = importSummary(job);
	const version = await store.engine.version();
	await store.close();

	const bare = await answerOf<{ rows: number; ms: number }>('bareParse.ts', { file, format });
	const share = Number(options.compare ?? (server ? '0.1' : '1'));
	const plain = await answerOf<{ leads: number; ms: number }>('plainImport.ts', {
		from: configOf('ours', 0),
		to: configOf('plain', 1),
		leads: Math.ceil(summary.created * share),
		atOnce: LEADS_PER_TRANSACTION[engine],
	});
	const plainMs = plain.leads === 0 ? 0 : (plain.ms / plain.leads) * summary.created;
	const fileMb = (await stat(file)).size / 1e6;
	await server?.stop();
	await rm(folder, { recursive: true, force: true });
	process.stdout.write(
		`${JSON.stringify({
			bench: 'import',
			engine: version,
			format,
			fileMb: rounded(fileMb, 1),
			state: summary.state,
			rows: summary.rows,
			created: summary.created,
			updated: summary.updated,
			attached: summary.attached,
			rejected: summary.rejected,
			rowsPerSecond: rounded((summary.rows / (ended - started)) * 1000),
			stagedRowsPerSecond: rounded((summary.rows / (staged - started)) * 1000),
			cpuSeconds: rounded((cpu.user + cpu.system) / 1e6, 1),
			// Says nothing where no plain statement was timed.
			...(plainMs > 0 ? { ratioToBare: rounded((ended - started) / (bare.ms + plainMs), 2) } : {}),
			bareParseSeconds: rounded(bare.ms / 1000, 1),
			plainInsertSeconds: rounded(plainMs / 1000, 1),
			p99BlockMs: blocks.p99Ms(),
			maxBlockMs: blocks.maxMs(),
			peakRssMb,
		})}\n`,
	);
}

void main();
