import { createRequire } from 'node:module';

/** Simplified code unit by traditional code unit, for the basic plane; 0 where nothing changes. */
let simplifiedOf: Uint16Array | undefined;

/** The characters of OpenCC (4,000, 29 KB), read at the first Han text. */
function dictionary(): Uint16Array {
	if (simplifiedOf) return simplifiedOf;
	const require = createRequire(__filename);
	const library: typeof import('opencc-js/dict/TSCharacters') = require('opencc-js/dict/TSCharacters');
	const table = new Uint16Array(0x10000);
	for (const entry of library.default.split('|')) {
		const [traditional, simplified] = entry.split(' ');
		// Beyond the basic plane lie rare characters, which both sides write alike.
		if (traditional.length !== 1 || simplified.length !== 1) continue;
		if (traditional !== simplified) table[traditional.charCodeAt(0)] = simplified.charCodeAt(0);
	}
	simplifiedOf = table;
	return table;
}

const FIRST_HAN = 0x3400;

/**
 * Traditional characters in their simplified form, one by one: 張偉 → 张伟. For comparison only:
 * a name is shown as its owner writes it.
 */
export function toSimplified(text: string): string {
	let result = '';
	let copied = 0;
	for (let i = 0; i < text.length; i += 1) {
		const unit = text.charCodeAt(i);
		if (unit < FIRST_HAN) continue;
		const simplified = dictionary()[unit];
		if (simplified === 0) continue;
		result += text.slice(copied, i) + String.fromCharCode(simplified);
		copied = i + 1;
	}
	return copied === 0 ? text : result + text.slice(copied);
}
