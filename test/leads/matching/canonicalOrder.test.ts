import * as fc from 'fast-check';
import { canonicalOrder, surestFirst } from '../../../leads/matching/canonicalOrder';
import { runAtOnce } from '../../../leads/matching/runInSlices';

test('pairs: the surest first, equal ones by their records', () => {
	const bits = fc.oneof(
		fc.constantFrom(0, 1, 1.5, -1, -1.5, 1 + Number.EPSILON),
		fc.double({ noNaN: true }).map((number) => number + 0),
	);
	const row = fc.integer({ min: 0, max: 1_000_000 });
	fc.assert(
		fc.property(fc.array(fc.record({ left: row, right: row, bits })), (pairs) => {
			const expected = [...pairs].sort(
				(a, b) =>
					(a.bits < b.bits ? 1 : a.bits > b.bits ? -1 : 0) || a.left - b.left || a.right - b.right,
			);
			expect(runAtOnce(surestFirst(pairs))).toEqual(expected);
		}),
	);
});

test('rows that begin alike stand side by side, in whatever order they came', () => {
	const companies = [
		'Ocean Foods',
		'腾讯科技',
		'ocean foods ltd',
		'Zebra',
		'腾讯',
		'OCEAN-FOODS',
		'',
	];
	const cells = { company: companies, row: companies.map((_, row) => String(row)) };
	const {
		cells: ordered,
		rowAt,
		placeOf,
	} = runAtOnce(canonicalOrder(cells, companies.length, companies));
	const oceans = ordered.company.map((company) => /^ocean/i.test(company));
	expect(oceans.lastIndexOf(true) - oceans.indexOf(true)).toBe(2);
	const tencents = ordered.company.map((company) => company.startsWith('腾讯'));
	expect(tencents.lastIndexOf(true) - tencents.indexOf(true)).toBe(1);
	expect(ordered.row.map(Number)).toEqual([...rowAt]);
	expect([...placeOf].map((place) => rowAt[place])).toEqual(companies.map((_, row) => row));
	const turned = { company: companies.toReversed(), row: cells.row.toReversed() };
	const again = runAtOnce(canonicalOrder(turned, companies.length, turned.company));
	expect(again.cells).toEqual(ordered);
});
