import * as fc from 'fast-check';
import { foldText, hasHan, isHan, tidyLongText, tidyText } from '../../../leads/model/text';
import { anyText } from './anyText';

describe('tidyText', () => {
	test.each([
		['  王　 伟 ', '王 伟'],
		['Ｊｏｈｎ　Ｓｍｉｔｈ１２', 'John Smith12'],
		['\ufeffa\u200bb\u0000c', 'abc'],
		['a\u0301', 'á'],
		['line\r\nbreak\ttab', 'line break tab'],
		['你好，世界！（深圳）：“ok”', '你好，世界！（深圳）：“ok”'],
		['\u202egnp.exe', 'gnp.exe'],
		['Jo\u200dhn', 'John'],
		['plain', 'plain'],
		['', ''],
		['\u3000', ''],
	])('%j → %j', (value, tidy) => {
		expect(tidyText(value)).toBe(tidy);
	});

	test('Latin letters are composed as they are, and so stay', () => {
		for (let code = 0xc0; code <= 0x24f; code += 1) {
			const letter = String.fromCharCode(code);
			expect(letter.normalize('NFC')).toBe(letter);
			expect(tidyText(`${letter}a ${letter}`)).toBe(`${letter}a ${letter}`);
			expect(foldText(letter)).toBe(foldText(`\u200b${letter}`));
		}
	});

	test('keeps what belongs to the writing: joined emoji, Persian, rare Han', () => {
		expect(tidyText('👨‍👩‍👧')).toBe('👨‍👩‍👧');
		expect(tidyText('می‌خواهم')).toBe('می‌خواهم');
		expect(tidyText('𠮷野家')).toBe('𠮷野家');
	});

	test('replaces half a surrogate pair, which databases refuse or change silently', () => {
		expect(tidyText('a\ud800b')).toBe('a\ufffdb');
	});

	test('is idempotent and leaves well-formed, trimmed text without NUL', () => {
		fc.assert(
			fc.property(anyText, (value) => {
				const tidy = tidyText(value);
				expect(tidyText(tidy)).toBe(tidy);
				expect(tidy).toBe(tidy.trim());
				expect(tidy).not.toMatch(/[\0\u200b\ufeff]|\p{Surrogate}/u);
			}),
			{ numRuns: 500 },
		);
	});
});

describe('tidyLongText', () => {
	test('keeps lines and indentation', () => {
		expect(tidyLongText('one \r\n\ttwo\r\rfour\n')).toBe('one\n\ttwo\n\nfour');
	});

	test('is idempotent', () => {
		fc.assert(
			fc.property(anyText, (value) => {
				const tidy = tidyLongText(value);
				expect(tidyLongText(tidy)).toBe(tidy);
			}),
			{ numRuns: 500 },
		);
	});
});

describe('foldText', () => {
	test.each([
		['Müller', 'muller'],
		['ẞÆØ Łódź', 'ssaeo lodz'],
		['（深圳）ＡＢＣ', '(深圳)abc'],
		['Café', 'cafe'],
		['İstanbul', 'istanbul'],
		['Йод', 'йод'],
		['WANG', 'wang'],
	])('%j → %j', (value, folded) => {
		expect(foldText(value)).toBe(folded);
	});

	test('is the same for composed and decomposed, full-width and half-width text', () => {
		fc.assert(
			fc.property(anyText, (value) => {
				expect(foldText(value.normalize('NFD'))).toBe(foldText(value.normalize('NFC')));
			}),
		);
	});
});

test('isHan and hasHan tell Chinese from mixed text', () => {
	expect([isHan('王伟'), isHan('𠮷'), isHan('王 伟'), isHan('A王'), isHan('')]).toEqual([
		true,
		true,
		false,
		false,
		false,
	]);
	expect([hasHan('A王'), hasHan('Wang')]).toEqual([true, false]);
});
