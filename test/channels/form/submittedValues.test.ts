import { parse } from 'node:querystring';
import fc from 'fast-check';
import { MAX_INPUTS, readSubmittedValues } from '../../../channels/form/submittedValues';

function valuesOf(body: unknown): Record<string, readonly string[]> {
	const read = readSubmittedValues(body);
	return read.ok ? Object.fromEntries(read.values) : { refused: [read.reason] };
}

test('reads urlencoded, multipart and JSON bodies alike', () => {
	const expected = { name: ['李娜'], topic: ['a', 'b'] };
	expect(valuesOf(parse('name=%E6%9D%8E%E5%A8%9C&topic=a&topic=b'))).toEqual(expected);
	expect(valuesOf({ data: { name: '李娜', topic: ['a', 'b'] }, files: {} })).toEqual(expected);
	expect(valuesOf({ name: '李娜', topic: ['a', 'b'] })).toEqual(expected);
});

test('a field called data or files is a field', () => {
	expect(valuesOf({ data: 'x', files: 'y' })).toEqual({ data: ['x'], files: ['y'] });
	expect(valuesOf({ data: { a: '1' } })).toEqual({});
});

test('numbers and booleans of a JSON body are texts, nested values are left out', () => {
	expect(valuesOf({ n: 5, b: true, o: { x: 1 }, l: [1, ['no'], 'yes'], nil: null })).toEqual({
		n: ['5'],
		b: ['true'],
		l: ['1', 'yes'],
	});
});

test.each([[null], [undefined], ['text'], [[]], [7]])('%p is no form', (body) => {
	expect(valuesOf(body)).toEqual({ refused: ['unreadable'] });
});

test('a hundred inputs and 256 KB are the limit', () => {
	const inputs = (count: number) =>
		Object.fromEntries(Array.from({ length: count }, (_, i) => [`f${i}`, '']));
	expect(readSubmittedValues(inputs(MAX_INPUTS)).ok).toBe(true);
	expect(valuesOf(inputs(MAX_INPUTS + 1))).toEqual({ refused: ['tooLarge'] });
	expect(valuesOf({ message: '好'.repeat(100_000) })).toEqual({ refused: ['tooLarge'] });
	expect(valuesOf({ list: Array.from({ length: 300 }, () => 'x'.repeat(1000)) })).toEqual({
		refused: ['tooLarge'],
	});
});

test('no body changes a prototype', () => {
	const body: unknown = JSON.parse(
		'{"__proto__":{"polluted":"yes"},"constructor":"c","__proto__x":"1"}',
	);
	valuesOf(body);
	expect(
		valuesOf(parse('__proto__=1&__proto__[polluted]=yes&constructor.prototype.polluted=yes')),
	).toHaveProperty(['constructor.prototype.polluted'], ['yes']);
	expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
});

test('any JSON is read or refused, and what is read is text', () => {
	fc.assert(
		fc.property(fc.jsonValue(), (body) => {
			const read = readSubmittedValues(body);
			if (!read.ok) return;
			for (const texts of read.values.values()) {
				expect(texts.every((text) => typeof text === 'string')).toBe(true);
			}
		}),
	);
});
