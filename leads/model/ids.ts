import { randomBytes } from 'node:crypto';

const POOL_BYTES = 4096;
let pool = '';
let poolOffset = 0;

/** Random hex digits from a pool, because one `randomBytes` call an id costs more than the id itself. */
function takeRandom(digits: number): string {
	if (poolOffset + digits > pool.length) {
		pool = randomBytes(POOL_BYTES).toString('hex');
		poolOffset = 0;
	}
	poolOffset += digits;
	return pool.slice(poolOffset - digits, poolOffset);
}

let lastMillisecond = 0;
let counter = 0;
/** The first 48 bits of an id of the last millisecond. */
let timePart = '';

function enter(millisecond: number, firstCount: number): void {
	lastMillisecond = millisecond;
	counter = firstCount;
	const time = millisecond.toString(16).padStart(12, '0');
	timePart = `${time.slice(0, 8)}-${time.slice(8)}`;
}

/** The two bits of the variant (10), then two of the digit's own. */
const VARIANT = '89ab';

/**
 * A UUIDv7 (RFC 9562 §5.7): 48 bits of milliseconds, then a 12-bit counter that keeps the ids of
 * one process in order within a millisecond (method 1 of §6.2), then 62 random bits.
 *
 * @param now epoch milliseconds
 */
export function newId(now: number): string {
	if (now > lastMillisecond) enter(now, Number.parseInt(takeRandom(4), 16) & 0x7ff);
	else if (counter === 0xfff) enter(lastMillisecond + 1, 0);
	else counter += 1;
	const sequence = (0x7000 | counter).toString(16);
	const random = takeRandom(16);
	const variant = VARIANT[Number.parseInt(random[0], 16) & 3];
	return `${timePart}-${sequence}-${variant}${random.slice(1, 4)}-${random.slice(4)}`;
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
