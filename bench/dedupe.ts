import { createReadStream } from 'node:fs';
import { open, writeFile } from 'node:fs/promises';
import { performance } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import { parse } from 'csv-parse';
import { detectSchema } from '../leads/matching/features/detectSchema';
import { findDuplicates, type FoundDuplicates } from '../leads/matching/findDuplicates';
import { Groups } from '../leads/dedupe/findAll/groups';
import { certainBits } from '../leads/matching/presets/preset';
import { searchInThread } from './dedupe/inThread';
import { pairwiseScore } from './dedupe/pairwise';
import { readSchemaFile } from './dedupe/schemaFile';

const { values: options } = parseArgs({
	options: {
		input: { type: 'string' },
		truth: { type: 'string' },
		/** `auto`, or a JSON file of column → kind. */
		schema: { type: 'string', default: 'auto' },
		out: { type: 'string' },
		/** Prints schema, levels and the pairs that were judged wrongly. */
		verbose: { type: 'boolean', default: false },
		joinAt: { type: 'string' },
		/** Also scores what would be merged without asking. */
		tier: { type: 'boolean', default: false },
		/** Searches in a thread instead and tells how long the caller's event loop was held up. */
		thread: { type: 'boolean', default: false },
	},
});

const ID = /^(?:id|unique_id|rec_id)$/i;

/** A CSV file by columns. A title that stands there twice gets a number the second time. */
async function readColumns(file: string): Promise<Map<string, string[]>> {
	const parser = createReadStream(file).pipe(
		parse({
			bom: true,
			delimiter: await delimiterOf(file),
			relax_column_count: true,
			relax_quotes: true,
			skip_empty_lines: true,
		}),
	);
	const columns: string[][] = [];
	const byTitle = new Map<string, string[]>();
	for await (const row of parser as AsyncIterable<string[]>) {
		if (byTitle.size > 0) {
			for (let i = 0; i < columns.length; i += 1) columns[i].push(row[i] ?? '');
			continue;
		}
		for (const [i, title] of row.entries()) {
			const column: string[] = [];
			columns.push(column);
			byTitle.set(byTitle.has(title.trim()) ? `${title.trim()} ${i}` : title.trim(), column);
		}
	}
	return byTitle;
}

/** Comma, semicolon or tab: whichever the first line has most of. */
async function delimiterOf(file: string): Promise<string> {
	const handle = await open(file);
	const { buffer, bytesRead } = await handle.read(Buffer.alloc(8192), 0, 8192, 0);
	await handle.close();
	const [line] = buffer.toString('utf8', 0, bytesRead).split(/\r?\n/);
	const counts = [',', ';', '\t'].map((mark): [string, number] => [mark, line.split(mark).length]);
	return counts.sort((a, b) => b[1] - a[1])[0][0];
}

/**
 * Precision and recall of what `Find All` merges without asking: those within a cluster that certain
 * evidence ties together.
 */
function certainTier(
	ids: readonly string[],
	{ of, pairs }: FoundDuplicates,
	truth: ReadonlyMap<string, readonly string[]>,
): { tierPrecision: number; tierRecall: number } {
	const tied = new Groups(ids.length);
	for (const { left, right, bits } of pairs) {
		if (bits >= certainBits && of[left] === of[right]) tied.join(left, right);
	}
	const clusters = Int32Array.from(ids, (_, row) => tied.of(row));
	const { precision, recall } = pairwiseScore(ids, clusters, truth);
	return { tierPrecision: precision, tierRecall: recall };
}

async function main(): Promise<void> {
	if (!options.input) {
		process.stderr.write('npm run bench -- dedupe --input FILE.csv [--truth FILE.truth.csv]\n');
		process.exitCode = 2;
		return;
	}
	const columns = await readColumns(options.input);
	const idTitle = [...columns.keys()].find((title) => ID.test(title));
	if (idTitle === undefined) {
		process.stderr.write(`${options.input} has no column "id", which names its records.\n`);
		process.exitCode = 2;
		return;
	}
	const ids = columns.get(idTitle) ?? [];
	columns.delete(idTitle);
	const started = performance.now();
	const cpuBefore = process.cpuUsage();
	const cells = Object.fromEntries(columns);
	const schema =
		options.schema === 'auto' ? detectSchema(cells) : await readSchemaFile(options.schema);
	if (options.thread) {
		process.stdout.write(`${JSON.stringify(await searchInThread(cells, schema))}\n`);
		return;
	}
	const run = findDuplicates(cells, schema, {
		...(options.joinAt && { joinAt: Number(options.joinAt) }),
	});
	let step = run.next();
	let longest = 0;
	let longestCpu = 0;
	while (!step.done) {
		const before = performance.now();
		const cpu = process.threadCpuUsage();
		step = run.next();
		const used = process.threadCpuUsage(cpu);
		longest = Math.max(longest, performance.now() - before);
		longestCpu = Math.max(longestCpu, (used.user + used.system) / 1000);
	}
	const found = step.value;
	const seconds = (performance.now() - started) / 1000;
	const { user, system } = process.cpuUsage(cpuBefore);
	if (options.out) {
		const rows = ids.map((id, row) => `${id},${found.of[row]}`);
		await writeFile(options.out, `id,cluster\n${rows.join('\n')}\n`);
	}
	const truth = options.truth ? await readColumns(options.truth) : undefined;
	if (options.verbose) {
		const { showModel } = await import('./dedupe/verbose');
		showModel(found, schema, cells, ids, truth);
	}
	const score = truth ? pairwiseScore(ids, found.of, truth) : {};
	const tier = truth && options.tier ? certainTier(ids, found, truth) : {};
	process.stdout.write(
		`${JSON.stringify({
			records: ids.length,
			candidatePairs: found.candidatePairs,
			...score,
			...tier,
			seconds: Number(seconds.toFixed(2)),
			cpuSeconds: Number(((user + system) / 1e6).toFixed(2)),
			peakRssMb: Math.round(process.resourceUsage().maxRSS / 1024),
			longestStepMs: Math.round(longest),
			longestStepCpuMs: Math.round(longestCpu),
		})}\n`,
	);
}

void main();
