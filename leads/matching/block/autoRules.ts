import type { BlockingRule } from './candidates';
import { joinHashes } from './hash';

/** One thing that records can agree in: a field, or a coarse form of it. */
export interface Trait {
	/** The fields that it is made of: a rule never joins two traits of one field. */
	fields: readonly string[];
	name: string;
	/** Hashed, 0 for none. */
	keys: Int32Array;
}

interface MeasuredTrait extends Trait {
	/** Chance that two records agree in it. */
	chance: number;
}

interface Plan {
	traits: readonly MeasuredTrait[];
	/** Pairs expected by chance. */
	cost: number;
}

/** The share of all strangers that one rule alone may bring. */
const SHARE_OF_A_RULE = 0.05;
/** Blocks beyond it are cut; the chance above keeps most far below. */
const CAP = 64;
const MOST_RULES = 80;
const PLANS_PER_FIELDS = 2;

const SAMPLED = 16_384;

/** By a sample of the records: a rough figure is enough to tell a postcode from a number. */
function agreementChance(keys: Int32Array): number {
	const step = Math.max(1, Math.floor(keys.length / SAMPLED));
	const counts = new Map<number, number>();
	let pairs = 0;
	let looked = 0;
	for (let row = 0; row < keys.length; row += step) {
		looked += 1;
		const key = keys[row];
		if (key === 0) continue;
		const count = counts.get(key) ?? 0;
		pairs += 2 * count;
		counts.set(key, count + 1);
	}
	return looked < 2 ? 0 : pairs / (looked * (looked - 1));
}

function disjoint(a: Trait, b: Trait): boolean {
	return !a.fields.some((field) => b.fields.includes(field));
}

/** Whether every pair that `fine` finds is found by `coarse`: each of its traits stands in the other. */
function covers(coarse: Plan, fine: Plan): boolean {
	return coarse.traits.every((trait) => fine.traits.includes(trait));
}

/** The two coarsest plans of one set of fields that bring few enough strangers each. */
function coarsest(plans: readonly Plan[], most: number): Plan[] {
	const affordable = plans.filter(({ cost }) => cost <= most).sort((a, b) => b.cost - a.cost);
	return affordable.slice(0, PLANS_PER_FIELDS);
}

function fieldsOf(traits: readonly Trait[]): string {
	return [...new Set(traits.flatMap(({ fields }) => fields))].sort().join('\n');
}

/**
 * Finds out by itself what is worth meeting by: of every field and every two fields the coarsest
 * forms that bring few strangers, the cheapest first, until the records would meet `perRecord`
 * strangers each.
 */
export function* planRules(
	traits: readonly Trait[],
	records: number,
	perRecord: number,
): Generator<void, BlockingRule[]> {
	const pairs = (records * (records - 1)) / 2;
	const measured: MeasuredTrait[] = [];
	for (const trait of traits) {
		measured.push({ ...trait, chance: agreementChance(trait.keys) });
		yield;
	}
	const byFields = new Map<string, Plan[]>();
	const consider = (parts: readonly MeasuredTrait[]): void => {
		const cost = parts.reduce((product, { chance }) => product * chance, pairs);
		const fields = fieldsOf(parts);
		byFields.set(fields, [...(byFields.get(fields) ?? []), { traits: parts, cost }]);
	};
	for (const [i, one] of measured.entries()) {
		consider([one]);
		for (const other of measured.slice(i + 1)) if (disjoint(one, other)) consider([one, other]);
	}
	const most = SHARE_OF_A_RULE * perRecord * records;
	const plans = [...byFields.values()]
		.flatMap((variants) => coarsest(variants, most))
		.sort((a, b) => a.traits.length - b.traits.length || a.cost - b.cost);
	const chosen: Plan[] = [];
	let cost = 0;
	for (const plan of plans) {
		if (chosen.some((known) => covers(known, plan))) continue;
		if (chosen.length === MOST_RULES || cost + plan.cost > perRecord * records) break;
		chosen.push(plan);
		cost += plan.cost;
	}
	const rules: BlockingRule[] = [];
	for (const plan of chosen) {
		rules.push(ruleOf(plan, records));
		yield;
	}
	return rules;
}

function ruleOf({ traits }: Plan, records: number): BlockingRule {
	const keys = traits[0].keys.slice();
	for (const other of traits.slice(1)) {
		for (let row = 0; row < records; row += 1) keys[row] = joinHashes(keys[row], other.keys[row]);
	}
	return { name: traits.map(({ name }) => name).join(' + '), columns: [keys], cap: CAP };
}
