import fc from 'fast-check';
import { decodeExclusions, LineUp } from '../../../leads/assign/lineUp';
import { notChosenCodes } from '../../../leads/assign/result';

const ids = Array.from({ length: 30 }, (_, index) => `member-${index}`);
const strangers = ['stranger-1', 'stranger-2'];
const codes = fc.constantFrom(...notChosenCodes);

describe('line-ups', () => {
	it('give back whom a verdict did not choose, each with the reason', () => {
		const verdicts = fc.dictionary(fc.constantFrom(...ids, ...strangers), codes, {
			noNullPrototype: true,
		});
		fc.assert(
			fc.property(verdicts, fc.shuffledSubarray(ids), (verdict, looked) => {
				const lineUp = new LineUp(looked);
				const stored = lineUp.encode(new Map(Object.entries(verdict)));
				const read = decodeExclusions(JSON.parse(JSON.stringify(stored)), lineUp.ids);
				const pairs = Object.entries(read).flatMap(([code, members]) =>
					members.map((id) => [id, code]),
				);
				expect(Object.fromEntries(pairs)).toEqual(verdict);
				expect(pairs).toHaveLength(Object.keys(verdict).length);
			}),
		);
	});

	it('are named by who is in them and in which order', () => {
		expect(new LineUp(['a', 'b']).hash).toBe(new LineUp(['a', 'b']).hash);
		expect(new LineUp(['a', 'b']).hash).not.toBe(new LineUp(['b', 'a']).hash);
	});

	it('are short for who stands side by side', () => {
		const notChosen = new Map(ids.map((id, place) => [id, place === 9 ? 'maxOpen' : 'laterTurn']));
		notChosen.delete('member-4');
		const { places } = new LineUp(ids).encode(notChosen as Parameters<LineUp['encode']>[0]);
		expect(places).toEqual({ maxOpen: '9', laterTurn: '0-3 5-8 10-29' });
	});
});
