import { randomBytes } from 'node:crypto';

const POOL_SIZE = 4096;
let pool = Buffer.alloc(0);
let poolOffset = 0;

/** Random bytes from a pool, because one `randomBytes` call an id costs more than the id itself. */
function takeRandom(length: number): Buffer {
	if (poolOffset + length > pool.length) {
		pool = randomBytes(POOL_SIZE);
		poolOffset = 0;
	}
	const bytes = pool.subarray(poolOffset, poolOffset + length);
	poolOffset += length;
	return bytes;
}

let lastMillisecond = 0;
let counter = 0;

/**
 * A UUIDv7 (RFC 9562 §5.7): 48 bits of milliseconds, then a 12-bit counter that keeps the ids of
 * one process in order within a millisecond (method 1 of §6.2), then 62 random bits.
 *
 * @param now epoch milliseconds
 */
export function newId(now: number): string {
	if (now > lastMillisecond) {
		lastMillisecond = now;
		counter = takeRandom(2).readUInt16BE() & 0x7ff;
	} else {
		counter += 1;
		if (counter > 0xfff) {
			lastMillisecond += 1;
			counter = 0;
		}
	}
	const time = lastMillisecond.toString(16).padStart(12, '0');
	const tail = takeRandom(8);
	tail[0] = (tail[0] & 0x3f) | 0x80;
	const random = tail.toString('hex');
	const sequence = (0x7000 | counter).toString(16);
	return `${time.slice(0, 8)}-${time.slice(8)}-${sequence}-${random.slice(0, 4)}-${random.slice(4)}`;
}

/** The lowest id that `newId` makes from an instant (epoch milliseconds) on: a bound for ranges of time. */
export function lowestIdAt(instant: number): string {
	const time = Math.max(0, Math.trunc(instant)).toString(16).padStart(12, '0');
	return `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-000000000000`;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** Whether the text has the form of an id that this store makes (lower-case UUID). */
export function isId(text: string): boolean {
	return UUID.test(text);
}
