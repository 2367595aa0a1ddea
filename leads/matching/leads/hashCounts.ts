const FIRST_SIZE = 1 << 10;
/** Fuller than this, a look-up has to go far. */
const FULLEST = 0.6;

/**
 * How often each hash was met: a table in two arrays, a tenth of the size of a `Map` of texts and
 * several times as quick. Two values in a million may share a hash and then count as one, which
 * makes them look a little less rare.
 */
export class HashCounts {
	private hashes = new Int32Array(FIRST_SIZE);
	private counts = new Int32Array(FIRST_SIZE);
	private distinct = 0;

	/** @param hash not 0 */
	add(hash: number): void {
		const place = this.placeOf(hash);
		if (this.counts[place] === 0) {
			if (this.distinct >= FULLEST * this.hashes.length) {
				this.grow();
				this.add(hash);
				return;
			}
			this.distinct += 1;
			this.hashes[place] = hash;
		}
		this.counts[place] += 1;
	}

	get(hash: number): number {
		return this.counts[this.placeOf(hash)];
	}

	/** Where the hash is, or the free place where it would be. */
	private placeOf(hash: number): number {
		const { hashes, counts } = this;
		const last = hashes.length - 1;
		let place = hash & last;
		while (counts[place] !== 0 && hashes[place] !== hash) place = (place + 1) & last;
		return place;
	}

	private grow(): void {
		const { hashes, counts } = this;
		this.hashes = new Int32Array(2 * hashes.length);
		this.counts = new Int32Array(2 * hashes.length);
		for (let i = 0; i < hashes.length; i += 1) {
			if (counts[i] === 0) continue;
			const place = this.placeOf(hashes[i]);
			this.hashes[place] = hashes[i];
			this.counts[place] = counts[i];
		}
	}
}
