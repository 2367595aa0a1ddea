import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import { captureLeads } from '../leads/capture/capture';
import type { CaptureOptions } from '../leads/capture/options';
import { recountFrequencies, writeCounts } from '../leads/store/leads/matchUpkeep';
import { openStore, type LeadStore } from '../leads/store/store';
import { EventLoopBlocks } from './eventLoopBlocks';
import { KnownPeople } from './dedupe/knownPeople';
import { insertNewcomers, matchAndInsert, prepared, type Matched } from './dedupe/newcomers';
import { plantedLeads, type PlantedLead } from './dedupe/plantedLeads';
import { scratchPostgres } from './scratchPostgres';

const { values: options } = parseArgs({
	options: {
		/** Leads in the store before. */
		store: { type: 'string', default: '10000' },
		/** People captured then: half of them are in the store in another spelling. */
		probes: { type: 'string', default: '8000' },
		engine: { type: 'string', default: 'sqlite' },
		difficulty: { type: 'string', default: 'medium' },
		seed: { type: 'string', default: '1' },
	},
});

/** Leads of one call, as an import or a busy webhook would hand them in. */
const BATCH = 200;
/** People matched before any time counts: by then the code runs as it does in an n8n that has been up for a while. */
const WARM_UP = 500;
/** Leads of one transaction while the store is filled: nobody waits for this process's event loop. */
const FILLED_AT_ONCE = 1000;
/** Bits from which on two leads count as one, as in a search over all leads (`findDuplicates`). */
const SAME_FROM = 1;
const quiet: Partial<CaptureOptions> = { onSpam: 'off', validation: 'off', similar: 'attach' };

async function fill(
	store: LeadStore,
	leads: AsyncIterable<PlantedLead>,
	people: KnownPeople,
): Promise<number> {
	let filled = 0;
	const write = async (some: PlantedLead[]): Promise<void> => {
		const ids = await store.run(insertNewcomers(some.map(({ captured }) => prepared(captured))));
		ids.forEach((id, index) => people.remember(id, some[index].person));
		filled += some.length;
	};
	let batch: PlantedLead[] = [];
	for await (const lead of leads) {
		batch.push(lead);
		if (batch.length < FILLED_AT_ONCE) continue;
		await write(batch);
		batch = [];
	}
	await write(batch);
	return filled;
}

/** How the captures of people were decided who are in the store, or are not. */
class Verdicts {
	private right = 0;
	private wrong = 0;
	private missed = 0;

	/** @param matched the leads that the person was taken for, or should be compared with */
	add(person: string, isStored: boolean, matched: readonly string[], people: KnownPeople): void {
		const isRight = matched.some((id) => people.isAbout(id, person));
		if (isRight) this.right += 1;
		else if (matched.length > 0) this.wrong += 1;
		if (isStored && !isRight) this.missed += 1;
	}

	figures(): { precision: number; recall: number; f1: number } {
		const precision = this.right / Math.max(1, this.right + this.wrong);
		const recall = this.right / Math.max(1, this.right + this.missed);
		const f1 = (2 * precision * recall) / Math.max(1e-9, precision + recall);
		return { precision: rounded(precision), recall: rounded(recall), f1: rounded(f1) };
	}
}

function rounded(value: number, digits = 4): number {
	return Number(value.toFixed(digits));
}

function percentile(sorted: readonly number[], share: number): number {
	return rounded(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0, 3);
}

/** Parts with the same share of people who are in the store. */
function inFour(probes: readonly PlantedLead[]): PlantedLead[][] {
	return [0, 1, 2, 3].map((part) => probes.filter((_, index) => index % 4 === part));
}

function batchesOf(probes: readonly PlantedLead[]): PlantedLead[][] {
	const batches: PlantedLead[][] = [];
	for (let start = 0; start < probes.length; start += BATCH) {
		batches.push(probes.slice(start, start + BATCH));
	}
	return batches;
}

async function main(): Promise<void> {
	const wanted = Number(options.store);
	const probes = Number(options.probes);
	const engine = options.engine === 'postgres' ? 'postgres' : 'sqlite';
	const folder = await mkdtemp(path.join(os.tmpdir(), 'leadflow-bench-'));
	const planted = await plantedLeads({
		folder,
		stored: wanted,
		probes,
		difficulty: options.difficulty,
		seed: options.seed,
	});
	const server = engine === 'postgres' ? await scratchPostgres(1) : undefined;
	const store = await openStore(
		server
			? { engine: 'postgres', url: server.urls[0] }
			: { engine: 'sqlite', file: path.join(folder, 'store.db') },
	);
	const known = new KnownPeople();
	const fillStarted = performance.now();
	const filled = await fill(store, planted.stored(), known);
	await recountFrequencies(store);
	const fillMs = performance.now() - fillStarted;
	await server?.settle();
	const bytes = await store.engine.size();

	const [alone, together, captured, capturedTogether] = inFour(planted.probes);
	const linked = new Verdicts();
	const judge = ({ id, matches }: Matched, { person, isStored }: PlantedLead): void => {
		const [best] = matches;
		linked.add(person, isStored, best && best.bits >= SAME_FROM ? [best.id] : [], known);
		known.remember(id, person);
	};
	const times: number[] = [];
	const cpuBefore = process.cpuUsage();
	for (const [index, probe] of alone.entries()) {
		const people = [prepared(probe.captured)];
		const started = performance.now();
		const [found] = await store.run(matchAndInsert(people));
		if (index >= WARM_UP) times.push(performance.now() - started);
		judge(found, probe);
	}
	const cpu = process.cpuUsage(cpuBefore);
	const batchTimes: number[] = [];
	for (const some of batchesOf(together)) {
		const people = some.map((probe) => prepared(probe.captured));
		const started = performance.now();
		const found = await store.run(matchAndInsert(people));
		batchTimes.push((performance.now() - started) / some.length);
		found.forEach((one, index) => judge(one, some[index]));
	}

	const blocks = new EventLoopBlocks();
	blocks.start();
	const attached = new Verdicts();
	const capture = async (some: readonly PlantedLead[]): Promise<number> => {
		const started = performance.now();
		const results = await captureLeads(
			store,
			some.map((probe) => probe.captured),
			quiet,
		);
		const ms = performance.now() - started;
		results.forEach(({ lead, outcome }, index) => {
			const { person, isStored } = some[index];
			const matched = lead && outcome !== 'created' ? [lead.id] : [];
			attached.add(person, isStored, matched, known);
			if (lead) known.remember(lead.id, person);
		});
		return ms;
	};
	const captureTimes: number[] = [];
	for (const probe of captured) captureTimes.push(await capture([probe]));
	const captureBatchTimes: number[] = [];
	for (const some of batchesOf(capturedTogether)) {
		captureBatchTimes.push((await capture(some)) / some.length);
	}
	blocks.stop();
	await writeCounts(store);
	for (const some of [times, batchTimes, captureTimes, captureBatchTimes]) {
		some.sort((one, other) => one - other);
	}
	const { precision, recall, f1 } = linked.figures();
	const attach = attached.figures();
	const version = await store.engine.version();
	await store.close();
	await server?.stop();
	await rm(folder, { recursive: true, force: true });
	process.stdout.write(
		`${JSON.stringify({
			bench: 'dedupe-incremental',
			engine: version,
			difficulty: options.difficulty,
			stored: filled,
			fillRowsPerSecond: Math.round((filled / fillMs) * 1000),
			bytesPerLead: Math.round(bytes / filled),
			probes: planted.probes.length,
			p50Ms: percentile(times, 0.5),
			p95Ms: percentile(times, 0.95),
			p99Ms: percentile(times, 0.99),
			cpuMsPerRecord: rounded((cpu.user + cpu.system) / 1000 / Math.max(1, alone.length), 3),
			batchMsPerRecord: percentile(batchTimes, 0.5),
			precision,
			recall,
			f1,
			captureP50Ms: percentile(captureTimes, 0.5),
			captureP95Ms: percentile(captureTimes, 0.95),
			captureBatchMsPerRecord: percentile(captureBatchTimes, 0.5),
			attachPrecision: attach.precision,
			attachRecall: attach.recall,
			p99BlockMs: blocks.p99Ms(),
			peakRssMb: Math.round(process.resourceUsage().maxRSS / 1024),
		})}\n`,
	);
}

void main();
