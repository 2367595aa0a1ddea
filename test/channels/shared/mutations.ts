/*
 * Broken and hostile bodies out of good ones, the same in every run.
 */

const NASTY: readonly unknown[] = [
	null, true, false, 0, -1, 1e308, '', ' ', '__proto__', 'constructor', '\u0000', '\ud800', '💥'.repeat(50),
	'a'.repeat(2000), '（'.repeat(500), [], {}, [[]], [null], { __proto__: null }, { toString: 1 }, '{"a":[', '[{"name":1}]',
	'9'.repeat(400), 'NaN', '2026-13-45 99:99:99', '99999999999999', [{ name: {}, value: [] }], 'https://[', '{"a":{"b":[1,2]}}',
]; // prettier-ignore

/** A small generator of numbers (mulberry32), so that a failure can be repeated. */
export function seeded(seed: number): (below: number) => number {
	let state = seed >>> 0;
	return (below) => {
		state = (state + 0x6d2b79f5) >>> 0;
		let mixed = Math.imul(state ^ (state >>> 15), state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
	};
}

function nameOf(value: unknown): string {
	return typeof value === 'string' ? value : JSON.stringify(value);
}

function mutatedValue(value: unknown, random: (below: number) => number): unknown {
	if (typeof value !== 'object' || value === null || random(6) === 0) {
		return random(3) === 0 ? value : NASTY[random(NASTY.length)];
	}
	const entries: Array<[string, unknown]> = Object.entries(value);
	const at = random(entries.length + 1);
	if (at === entries.length) entries.push([nameOf(NASTY[random(NASTY.length)]), 'extra']);
	else if (random(8) === 0) entries.splice(at, 1);
	else entries[at] = [entries[at][0], mutatedValue(entries[at][1], random)];
	return Array.isArray(value) ? entries.map(([, one]) => one) : Object.fromEntries(entries);
}

/** The same data with a few members lost, added or replaced by something nasty. */
export function mutatedData(sample: unknown, random: (below: number) => number): unknown {
	let value = sample;
	for (let rounds = 1 + random(4); rounds > 0; rounds -= 1) value = mutatedValue(value, random);
	return value;
}

/** The same bytes with some changed, lost or doubled; never the same as before. */
export function mutatedBytes(sample: Buffer, random: (below: number) => number): Buffer {
	const bytes = Buffer.from(sample);
	const at = random(Math.max(1, bytes.length));
	const kind = random(4);
	if (kind === 0) return bytes.subarray(0, at);
	if (kind === 1) return Buffer.concat([bytes, bytes.subarray(at)]);
	if (kind === 2)
		return Buffer.concat([bytes.subarray(0, at), Buffer.of(random(256)), bytes.subarray(at)]);
	bytes[at] ^= 1 + random(255);
	return bytes;
}
