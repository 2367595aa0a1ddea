/**
 * 53 bits of a text, so that it fits a number of JavaScript and of JSON: two FNV-1a streams with
 * different primes (http://www.isthe.com/chongo/tech/comp/fnv/), each with MurmurHash3's final mix.
 * Two of a million keys agree by chance with odds of 1 to 18,000; that costs a comparison, no more.
 */
export function matchHash(text: string): number {
	let high = 0x811c9dc5;
	let low = 0x2f0b4c47;
	for (let i = 0; i < text.length; i += 1) {
		const unit = text.charCodeAt(i);
		high = Math.imul(high ^ unit, 0x01000193);
		low = Math.imul(low ^ unit, 0x5bd1e995);
		low ^= low >>> 15;
	}
	return (mixed(high) >>> 11) * 2 ** 32 + (mixed(low) >>> 0);
}

function mixed(hash: number): number {
	let h = hash ^ (hash >>> 16);
	h = Math.imul(h, 0x85ebca6b);
	h ^= h >>> 13;
	h = Math.imul(h, 0xc2b2ae35);
	return h ^ (h >>> 16);
}
