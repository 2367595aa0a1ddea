import * as fc from 'fast-check';
import { findByPreset, type FoundByPreset } from '../../../../leads/matching/presets/findByPreset';
import type { RulePreset } from '../../../../leads/matching/presets/preset';
import { runAtOnce } from '../../../../leads/matching/runInSlices';
import type { LeadFieldValues } from '../../../../leads/model/lead';

function find(leads: readonly LeadFieldValues[], preset: RulePreset): FoundByPreset {
	return runAtOnce(findByPreset(leads, preset));
}

const crowd = Array.from({ length: 60 }, (_, i) => ({
	name: `Person ${String.fromCharCode(97 + (i % 26))}${i}`,
	email: `person${i}@example.com`,
	mobile: `138001380${String(i).padStart(2, '0')}`,
}));

test('whoever shares a key with one of a cluster belongs to it', () => {
	const leads = [
		{ email: 'a@example.org', mobile: '13900139000' },
		{ mobile: '+86 139-0013-9000', secondaryEmail: 'b@example.org' },
		{ email: 'B@example.org' },
		...crowd,
	];
	const { of, pairs } = find(leads, 'identityOnly');
	expect([...of.slice(0, 3)]).toEqual([0, 0, 0]);
	expect(pairs).toHaveLength(2);
	expect(new Set(of).size).toBe(leads.length - 2);
});

test('a veto holds through others, a guard bounds a cluster, cut keys are named', () => {
	const same = { email: 'a@example.org' };
	const leads = [same, { ...same }, { ...same }, ...crowd];
	const vetoed = (left: number, right: number): boolean => left + right === 2 && left !== right;
	const kept = runAtOnce(findByPreset(leads, 'zoho', { vetoed }));
	expect(kept.of[0]).not.toBe(kept.of[2]);
	const guarded = runAtOnce(findByPreset(leads, 'zoho', { mostRecords: 2 }));
	expect(new Set(guarded.of.slice(0, 3)).size).toBe(2);
	const many = Array.from({ length: 120 }, () => ({ ...same }));
	expect(find(many, 'zoho').cut).toEqual([{ rule: 'zoho', blocks: 1, records: 120 }]);
});

test('the order of the leads does not matter', () => {
	const leads = [
		...crowd.slice(0, 12),
		...crowd.slice(0, 12).map(({ name, email }) => ({ name, email })),
		...crowd.slice(4, 9).map(({ name, mobile }) => ({ name, mobile })),
	];
	const partition = (order: readonly number[]): string => {
		const { of } = find(
			order.map((row) => leads[row]),
			'salesforce',
		);
		const groups = new Map<number, number[]>();
		for (const [place, row] of order.entries()) {
			groups.set(of[place], [...(groups.get(of[place]) ?? []), row]);
		}
		return [...groups.values()]
			.map((group) => group.sort((a, b) => a - b).join(' '))
			.sort()
			.join('|');
	};
	const plain = leads.map((_, i) => i);
	fc.assert(
		fc.property(fc.shuffledSubarray(plain, { minLength: plain.length }), (order) => {
			expect(partition(order)).toBe(partition(plain));
		}),
		{ numRuns: 10 },
	);
	expect(new Set(find(leads, 'salesforce').of).size).toBe(12);
});
