import { createReadStream, existsSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse';
import { mapFields } from '../../leads/capture/fieldMapping';
import type { CapturedLead } from '../../leads/model/lead';
import { runCommand } from '../../test/environment/process.mjs';

/** A made-up lead, and who it is about. */
export interface PlantedLead {
	captured: CapturedLead;
	person: string;
	/** Whether the person is among the stored leads, in whatever spelling. */
	isStored: boolean;
}

/** The generator of bilingual leads with known duplicates; it does not come with this repository. */
const GENERATOR =
	process.env.LEADFLOW_LEAD_GENERATOR ?? join(__dirname, '../../../shared/bench/gen-leads.mjs');

interface Request {
	folder: string;
	stored: number;
	probes: number;
	difficulty: string;
	seed: string;
}

async function* rowsOf(file: string): AsyncGenerator<Record<string, string>> {
	yield* createReadStream(file).pipe(parse({ columns: true, bom: true }));
}

/**
 * Makes leads and sets some aside: half of these are another spelling of somebody who stays among the
 * stored ones, half of people who do not.
 */
export async function plantedLeads({ folder, stored, probes, difficulty, seed }: Request): Promise<{
	/** Once: who they are is forgotten behind them, to have the memory free when the store is timed. */
	stored: () => AsyncGenerator<PlantedLead>;
	probes: PlantedLead[];
}> {
	if (!existsSync(GENERATOR)) {
		throw new Error(
			`The generator of leads is missing: set LEADFLOW_LEAD_GENERATOR (looked at ${GENERATOR})`,
		);
	}
	const file = join(folder, 'leads.csv');
	const truth = join(folder, 'leads.truth.csv');
	const made = String(stored + probes);
	const given = [
		'--n',
		made,
		'--difficulty',
		difficulty,
		'--seed',
		seed,
		'--out',
		file,
		'--truth',
		truth,
	];
	const { code, stderr } = await runCommand(process.execPath, [
		'--max-old-space-size=8000',
		GENERATOR,
		...given,
	]);
	if (code !== 0) throw new Error(stderr);

	const personOf = new Map<string, string>();
	const size = new Map<string, number>();
	for await (const { id, cluster } of rowsOf(truth)) {
		personOf.set(id, cluster);
		size.set(cluster, (size.get(cluster) ?? 0) + 1);
	}
	const aside = setAside(personOf, size, probes);
	const read = mapFields();
	const planted = (row: Record<string, string>): PlantedLead => {
		const person = personOf.get(row.id) ?? '';
		const cells = Object.fromEntries(
			Object.entries(row).filter(([title]) => title !== 'id' && title !== 'created_at'),
		);
		const captured = { ...read(cells), channel: 'bench', externalId: row.id, payload: cells };
		return { captured, person, isStored: (size.get(person) ?? 0) > 1 };
	};
	const found: PlantedLead[] = [];
	for await (const row of rowsOf(file)) if (aside.has(row.id)) found.push(planted(row));
	return {
		probes: found,
		async *stored() {
			for await (const row of rowsOf(file)) if (!aside.has(row.id)) yield planted(row);
			personOf.clear();
			size.clear();
		},
	};
}

/** Of every so many people one record: of those with several records, and of those with one. */
function setAside(
	personOf: ReadonlyMap<string, string>,
	size: ReadonlyMap<string, number>,
	probes: number,
): Set<string> {
	const several: string[] = [];
	const single: string[] = [];
	const seen = new Set<string>();
	for (const [id, person] of personOf) {
		if (seen.has(person)) continue;
		seen.add(person);
		((size.get(person) ?? 0) > 1 ? several : single).push(id);
	}
	const some = (ids: readonly string[]): string[] => {
		const most = Math.min(ids.length, Math.ceil(probes / 2));
		return Array.from({ length: most }, (_, index) => ids[Math.floor((index * ids.length) / most)]);
	};
	return new Set([...some(several), ...some(single)]);
}
