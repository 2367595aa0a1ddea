import { pinyinLibrary } from './libraries';
import { memoize } from './memo';

/** Toneless reading by character; '' for those with several, which the word around them decides. */
const readings = new Map<string, string>();

function readingOf(character: string): string {
	const known = readings.get(character);
	if (known !== undefined) return known;
	const all = pinyinLibrary().pinyin(character, {
		toneType: 'none',
		type: 'array',
		multiple: true,
		v: true,
	});
	const reading = all.every((other) => other === all[0]) ? all[0] : '';
	readings.set(character, reading);
	return reading;
}

/**
 * Toneless pinyin of a text, without spaces, ü as `v`; other characters stay. Three characters in
 * four have one reading, which is looked up; the library weighs the rest (20 µs a word).
 */
export function toPinyin(text: string): string {
	let pinyin = '';
	for (const character of text) {
		const reading = readingOf(character);
		if (reading === '') return readWithLibrary(text);
		pinyin += reading;
	}
	return pinyin;
}

/** Given names and brands repeat. */
const readWithLibrary = memoize((text: string): string => {
	const options = { toneType: 'none', type: 'array', v: true, nonZh: 'consecutive' } as const;
	return pinyinLibrary().pinyin(text, options).join('');
}, 8192);
