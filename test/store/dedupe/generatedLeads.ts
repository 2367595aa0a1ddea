import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import type { RawLeadFields } from '../../../leads/model/normalizeLead';
import { runCommand } from '../../environment/process.mjs';

/** The generator of made-up leads lies beside the project; LEADFLOW_LEAD_GENERATOR names another place. */
const GENERATOR =
	process.env.LEADFLOW_LEAD_GENERATOR ??
	join(__dirname, '..', '..', '..', '..', 'shared', 'bench', 'gen-leads.mjs');

/** A made-up person's data, and who it is. */
export interface GeneratedLead {
	fields: RawLeadFields;
	/** Equal for data of one person. */
	person: string;
}

function rowsOf(file: string): Array<Record<string, string>> {
	return parse(readFileSync(file), { columns: true, bom: true });
}

/** Made-up leads in two languages, a third of them duplicates; the same for the same seed. */
export async function generatedLeads(
	count: number,
	seed: number,
	difficulty = 'medium',
): Promise<GeneratedLead[]> {
	if (!existsSync(GENERATOR)) {
		throw new Error(`This test needs the generator of leads, which is not at ${GENERATOR}`);
	}
	const folder = mkdtempSync(join(tmpdir(), 'leadflow-generated-'));
	const [out, truth] = ['leads.csv', 'truth.csv'].map((name) => join(folder, name));
	const options = { n: count, seed, difficulty, out, truth };
	const parameters = Object.entries(options).flatMap(([name, value]) => [
		`--${name}`,
		String(value),
	]);
	const { code, stderr } = await runCommand(process.execPath, [GENERATOR, ...parameters]);
	if (code !== 0) throw new Error(`The generator of leads failed: ${stderr}`);
	const people = new Map(rowsOf(truth).map(({ id, cluster }) => [id, cluster]));
	const leads = rowsOf(out).map((row) => ({
		fields: {
			name: row.name,
			company: row.company,
			title: row.title,
			email: row.email,
			phone: row.phone,
			street: row.address,
			city: row.city,
			country: row.country,
			website: row.website,
		},
		person: people.get(row.id) ?? '',
	}));
	rmSync(folder, { recursive: true, force: true });
	return leads;
}

/** How well clusters fit the people: over pairs of leads. */
export function pairwise(
	people: readonly string[],
	clusters: ReadonlyArray<string | number>,
): { precision: number; recall: number; f1: number } {
	const pairs = (labels: ReadonlyArray<string | number>): number => {
		const counts = new Map<string | number, number>();
		for (const label of labels) counts.set(label, (counts.get(label) ?? 0) + 1);
		return [...counts.values()].reduce((sum, count) => sum + (count * (count - 1)) / 2, 0);
	};
	const both = pairs(people.map((person, index) => `${person} ${clusters[index]}`));
	const claimed = pairs(clusters);
	const real = pairs(people);
	const precision = claimed === 0 ? 1 : both / claimed;
	const recall = real === 0 ? 1 : both / real;
	return { precision, recall, f1: (2 * precision * recall) / (precision + recall || 1) };
}
