import fc from 'fast-check';
import { Groups } from '../../../../leads/dedupe/findAll/groups';
import type { IdentityPair } from '../../../../leads/dedupe/findAll/identityPairs';
import {
	planClusters as planning,
	type PlannedGroup,
	type PlanOptions,
} from '../../../../leads/dedupe/findAll/planClusters';
import { runAtOnce } from '../../../../leads/matching/runInSlices';
import type { Found } from '../../../../leads/dedupe/findAll/search';

const nobody = () => false;

function planClusters(
	finds: Found,
	identity: readonly IdentityPair[],
	given: PlanOptions,
): PlannedGroup[] {
	return runAtOnce(planning(finds, identity, given));
}

const options: PlanOptions = { certainAt: 6, reviewAt: 0, mostLeads: 50, vetoed: nobody };

/** What a search may find: `of` from pairs of 2 bits and more. */
function found(records: number, pairs: ReadonlyArray<[number, number, number]>): Found {
	const groups = new Groups(records);
	for (const [left, right, bits] of pairs) if (bits >= 2) groups.join(left, right);
	const scored = pairs
		.map(([left, right, bits]) => ({ left, right, bits }))
		.sort((one, other) => other.bits - one.bits);
	return {
		of: Int32Array.from({ length: records }, (_, row) => groups.of(row)),
		pairs: scored,
		explanations: scored.map((pair) => ({
			...pair,
			explanation: {
				bits: pair.bits,
				parts: [{ feature: 'name', fields: ['name'], level: 'same', bits: pair.bits }],
			},
		})),
		candidatePairs: pairs.length,
		cut: [],
	};
}

it('plans clusters first, then pairs between them, the surest first', () => {
	const finds = found(7, [
		[0, 1, 3],
		[1, 2, 4],
		[3, 4, 9],
		[2, 5, 1],
		[0, 5, 0.5],
	]);
	expect(planClusters(finds, [], options)).toMatchObject([
		{ kind: 'cluster', rows: [3, 4], certain: true },
		{ kind: 'cluster', rows: [0, 1, 2], certain: false },
		// Of two clusters the best pair only.
		{ kind: 'possible', rows: [2, 5], pairs: [{ bits: 1 }] },
	]);
});

it('joins by identity what the search did not, and says so in a part of its own', () => {
	const identity: IdentityPair[] = [
		{ left: 0, right: 1, by: 'email', certain: true },
		{ left: 2, right: 3, by: 'mobile', certain: false },
	];
	const plan = planClusters(found(4, [[0, 1, 1]]), identity, options);
	expect(plan).toMatchObject([
		{ kind: 'cluster', rows: [0, 1], certain: true, pairs: [{ bits: 6, by: 'email' }] },
		{ kind: 'possible', rows: [2, 3], certain: false, pairs: [{ bits: 0, by: 'mobile' }] },
	]);
	const parts = plan[0].pairs[0].parts ?? [];
	expect(parts.map(({ feature }) => feature)).toEqual(['name', 'identity']);
	expect(parts.reduce((sum, { bits }) => sum + bits, 0)).toBe(6);
});

it('keeps apart who was declared different, through others, too', () => {
	const identity: IdentityPair[] = [{ left: 1, right: 2, by: 'email', certain: true }];
	const vetoed = (one: number, other: number) => [one, other].sort().join() === '0,2';
	const plan = planClusters(found(3, [[0, 1, 8]]), identity, { ...options, vetoed });
	expect(plan).toMatchObject([
		{ kind: 'cluster', rows: [0, 1] },
		{ kind: 'possible', rows: [1, 2] },
	]);
});

it('marks what certain evidence ties together beyond the guard', () => {
	const chain = Array.from({ length: 5 }, (_, row): [number, number, number] => [row, row + 1, 9]);
	const finds = found(6, chain);
	// The search itself cut it in two.
	finds.of.set([0, 0, 0, 3, 3, 3]);
	const plan = planClusters(finds, [], { ...options, mostLeads: 3 });
	expect(plan.filter(({ kind }) => kind === 'cluster')).toMatchObject([
		{ rows: [0, 1, 2], tooLarge: true },
		{ rows: [3, 4, 5], tooLarge: true },
	]);
});

const pairsOf = (records: number) =>
	fc.uniqueArray(
		fc
			.tuple(fc.nat(records - 1), fc.nat(records - 1), fc.double({ min: 0, max: 12, noNaN: true }))
			.filter(([left, right]) => left < right),
		{ selector: ([left, right]) => `${left} ${right}` },
	);

it('puts each row into one cluster at most, and each pair into one group at most', () => {
	fc.assert(
		fc.property(pairsOf(12), (pairs) => {
			const plan = planClusters(found(12, pairs), [], options);
			const clustered = plan.filter(({ kind }) => kind === 'cluster').flatMap(({ rows }) => rows);
			expect(new Set(clustered).size).toBe(clustered.length);
			const told = plan
				.flatMap((group) => group.pairs)
				.map(({ left, right }) => `${left} ${right}`);
			expect(new Set(told).size).toBe(told.length);
			for (const group of plan) {
				for (const { left, right } of group.pairs) {
					expect(group.rows).toEqual(expect.arrayContaining([left, right]));
				}
			}
		}),
	);
});

it('groups as connected components do, whatever the order', () => {
	fc.assert(
		fc.property(fc.array(fc.tuple(fc.nat(9), fc.nat(9))), (joins) => {
			const [one, other] = [new Groups(10), new Groups(10)];
			for (const [left, right] of joins) one.join(left, right);
			for (const [left, right] of [...joins].reverse()) other.join(right, left);
			for (let row = 0; row < 10; row += 1) {
				expect(one.of(row)).toBe(other.of(row));
				expect(one.members(row)).toEqual(other.members(row));
				expect(one.members(row)[0]).toBe(one.of(row));
				expect(one.size(row)).toBe(one.members(row).length);
			}
		}),
	);
});
