/**
 * 32 bits of a text (FNV-1a with a final mix), never 0: 0 stands for "no key". Equal keys meet; that
 * two different keys meet by chance costs one comparison.
 */
export function hashOf(text: string): number {
	return mixed(fed(0x811c9dc5, text));
}

/** The hash of `${a} ${b}`, without a text made of them. */
export function hashOfTwo(a: string, b: string): number {
	return mixed(fed(Math.imul(fed(0x811c9dc5, a) ^ 0x20, 0x01000193), b));
}

function fed(start: number, text: string): number {
	let hash = start;
	for (let i = 0; i < text.length; i += 1) {
		hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
	}
	return hash;
}

/** One key made of two. */
export function joinHashes(a: number, b: number): number {
	return a === 0 || b === 0 ? 0 : mixed(Math.imul(a, 31) + b);
}

function mixed(hash: number): number {
	let h = hash;
	h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
	h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
	h ^= h >>> 16;
	return h === 0 ? 1 : h;
}
