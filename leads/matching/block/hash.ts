/**
 * 32 bits of a text (FNV-1a with a final mix), never 0: 0 stands for "no key". Equal keys meet; that
 * two different keys meet by chance costs one comparison.
 */
export function hashOf(text: string): number {
	let hash = 0x811c9dc5;
	for (let i = 0; i < text.length; i += 1) {
		hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
	}
	return mixed(hash);
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
