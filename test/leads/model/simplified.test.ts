import * as fc from 'fast-check';
import { toSimplified } from '../../../leads/model/simplified';

test.each([
	['張偉', '张伟'],
	['蘇州木數醫療器械', '苏州木数医疗器械'],
	['张伟', '张伟'],
	['Müller 123', 'Müller 123'],
	['', ''],
])('%s → %s', (written, simplified) => {
	expect(toSimplified(written)).toBe(simplified);
});

test('what is simplified stays', () => {
	fc.assert(
		fc.property(fc.string({ unit: 'binary' }), (text) => {
			const once = toSimplified(text);
			expect(toSimplified(once)).toBe(once);
			expect(once).toHaveLength(text.length);
		}),
	);
});
