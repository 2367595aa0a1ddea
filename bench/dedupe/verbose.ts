import { inspect } from 'node:util';
import type { FieldSchema } from '../../leads/matching/features/fieldKind';
import type { Cells } from '../../leads/matching/features/fieldModel';
import type { FoundDuplicates } from '../../leads/matching/findDuplicates';
import { clusterById } from './pairwise';

const SHOWN = 25;

function print(...parts: unknown[]): void {
	const shown = parts.map((part) => (typeof part === 'string' ? part : inspect(part)));
	process.stdout.write(`${shown.join(' ')}\n`);
}

/** What was learned, and why the first wrongly judged pairs were judged so. */
export function showModel(
	found: FoundDuplicates,
	schema: FieldSchema,
	cells: Cells,
	ids: readonly string[],
	truth: ReadonlyMap<string, readonly string[]> | undefined,
): void {
	print(schema);
	for (const [name, levels] of Object.entries(found.weights.features)) {
		const shown = Object.entries(levels).map(
			([level, { m, u }]) => `${level} ${m.toFixed(4)}/${u.toExponential(1)}`,
		);
		print(`  ${name}: ${shown.join('  ')}`);
	}
	print('cut', found.cut, 'prior', found.weights.prior?.toFixed(2));
	if (!truth) return;
	const known = clusterById(truth);
	const truly = ids.map((id) => known.get(id));
	const groups = new Map<string, number[]>();
	for (const [row, cluster] of truly.entries()) {
		if (cluster === undefined) continue;
		groups.set(cluster, [...(groups.get(cluster) ?? []), row]);
	}
	const missed: Array<[number, number]> = [];
	for (const rows of groups.values()) {
		for (const [i, left] of rows.entries()) {
			for (const right of rows.slice(i + 1)) {
				if (found.of[left] !== found.of[right]) missed.push([left, right]);
			}
		}
	}
	const joined = found.pairs
		.filter(({ left, right }) => found.of[left] === found.of[right] && truly[left] !== truly[right])
		.map(({ left, right }): [number, number] => [left, right]);
	show('MISSED', missed, found, cells);
	show('WRONG', joined, found, cells);
}

function show(
	title: string,
	pairs: ReadonlyArray<[number, number]>,
	found: FoundDuplicates,
	cells: Cells,
): void {
	print(`${title} ${pairs.length}`);
	const met = new Set(found.pairs.map(({ left, right }) => `${left} ${right}`));
	const step = Math.max(1, Math.floor(pairs.length / SHOWN));
	for (let i = 0; i < pairs.length; i += step) {
		const [left, right] = pairs[i];
		const { bits, parts } = found.explain(left, right);
		for (const row of [left, right]) {
			print(
				`   ${Object.values(cells)
					.map((column) => column[row])
					.join(' | ')}`,
			);
		}
		const shown = parts.map((part) => `${part.feature}:${part.level} ${part.bits.toFixed(1)}`);
		const candidate = met.has(`${Math.min(left, right)} ${Math.max(left, right)}`);
		print(`   = ${bits.toFixed(2)} ${candidate ? '' : '(not above review) '}${shown.join(', ')}`);
	}
}
