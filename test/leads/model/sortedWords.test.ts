import * as fc from 'fast-check';
import { sortedWords } from '../../../leads/model/sortedWords';

test('a few words or many: in order, each once, none empty', () => {
	const word = fc.oneof(fc.constantFrom('', 'a', 'b', '王', '12', '9'), fc.string());
	fc.assert(
		fc.property(fc.array(word, { maxLength: 200 }), (words) => {
			const expected = [...new Set(words)].filter((one) => one !== '').sort();
			expect(sortedWords([...words])).toEqual(expected);
		}),
	);
});
