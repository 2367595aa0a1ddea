import type { PlannedGroup } from '../../../../leads/dedupe/findAll/planClusters';
import { groupsOfSoMany } from '../../../../leads/dedupe/findAll/stagedClusters';

function groupOf(pairs: number): PlannedGroup {
	return {
		kind: 'cluster',
		rows: [],
		pairs: Array.from({ length: pairs }, (_, index) => ({ left: 0, right: index + 1, bits: 9 })),
		certain: true,
		tooLarge: false,
	};
}

it('stages groups by what they weigh, one at least', () => {
	const groups = [3, 3, 5, 12, 1, 1].map(groupOf);
	const sizes: number[][] = [];
	for (let from = 0; from < groups.length; ) {
		const some = groupsOfSoMany(groups, from, 10);
		sizes.push(some.map(({ pairs }) => pairs.length));
		from += some.length;
	}
	expect(sizes).toEqual([[3, 3], [5], [12], [1, 1]]);
	expect(groupsOfSoMany(groups, 6, 10)).toEqual([]);
});
