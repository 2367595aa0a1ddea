import fc from 'fast-check';
import { instantOf } from '../../../channels/shared/foreignInstant';

const newYear = Date.UTC(2026, 0, 1);

it.each([
	[1_767_225_600],
	['1767225600'],
	[1_767_225_600_000],
	['1767225600000'],
	['1767225600.000'],
	['2026-01-01T00:00:00Z'],
	['2026-01-01T01:00:00.000+0100'],
	['2026-01-01 08:00:00'],
	['2026/1/1 8:00'],
	['Thu, 01 Jan 2026 00:00:00 GMT'],
])('%s is the beginning of 2026', (value) => {
	expect(instantOf(value)).toBe(newYear);
});

it('without a zone is Beijing time', () => {
	expect(instantOf('2026-01-01T00:00:00')).toBe(newYear - 8 * 3_600_000);
	expect(instantOf('2026-01-01')).toBe(newYear - 8 * 3_600_000);
});

it.each([[''], ['soon'], [null], [{}], [-5], ['12'], ['0001-01-01T00:00:00Z']])(
	'%p is no instant',
	(value) => {
		expect(instantOf(value)).toBeUndefined();
	},
);

it('is a whole number that is not negative, or none', () => {
	fc.assert(
		fc.property(
			fc.oneof(fc.string(), fc.integer(), fc.double(), fc.date().map(String)),
			(value) => {
				const at = instantOf(value);
				expect(at === undefined || (Number.isInteger(at) && at >= 0)).toBe(true);
			},
		),
	);
});
