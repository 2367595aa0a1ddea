import { memoize } from '../../../leads/model/memo';

test('computes once while a text is in use, and again when it was long forgotten', () => {
	const computed: string[] = [];
	const upper = memoize((text: string) => {
		computed.push(text);
		return text.toUpperCase();
	}, 2);
	expect([upper('a'), upper('a'), upper('b'), upper('a')]).toEqual(['A', 'A', 'B', 'A']);
	expect(computed).toEqual(['a', 'b']);
	for (const text of ['c', 'd', 'e', 'f']) upper(text);
	upper('a');
	expect(computed).toEqual(['a', 'b', 'c', 'd', 'e', 'f', 'a']);
});

test('remembers null, and passes long texts by', () => {
	let calls = 0;
	const none = memoize(
		() => {
			calls += 1;
			return null;
		},
		10,
		5,
	);
	none('short');
	none('short');
	expect(calls).toBe(1);
	none('too long');
	none('too long');
	expect(calls).toBe(3);
});
