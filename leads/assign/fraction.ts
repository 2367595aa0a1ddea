/**
 * An exact fraction in lowest terms, the denominator positive. Turns of a rotation are added up over
 * years; floating point would make two members who are equal differ one day.
 */
export type Fraction = readonly [numerator: bigint, denominator: bigint];

export const ZERO: Fraction = [0n, 1n];

function commonDivisor(a: bigint, b: bigint): bigint {
	let [x, y] = [a < 0n ? -a : a, b];
	while (y !== 0n) [x, y] = [y, x % y];
	return x;
}

/** The fraction `numerator / denominator`. The denominator must not be 0. */
export function fraction(numerator: bigint, denominator: bigint): Fraction {
	const sign = denominator < 0n ? -1n : 1n;
	const divisor = commonDivisor(numerator, denominator * sign);
	return [(sign * numerator) / divisor, (sign * denominator) / divisor];
}

export function sum([a, b]: Fraction, [c, d]: Fraction): Fraction {
	if (b === d) return b === 1n ? [a + c, b] : fraction(a + c, b);
	return fraction(a * d + c * b, b * d);
}

export function difference(one: Fraction, [c, d]: Fraction): Fraction {
	return sum(one, [-c, d]);
}

/** Negative, zero or positive, as the first is smaller than, equal to or greater than the second. */
export function compare([a, b]: Fraction, [c, d]: Fraction): number {
	const left = b === d ? a : a * d;
	const right = b === d ? c : c * b;
	return left < right ? -1 : left > right ? 1 : 0;
}

export function greater(one: Fraction, other: Fraction): Fraction {
	return compare(one, other) >= 0 ? one : other;
}

/** `3/4`, as a database keeps it. */
export function fractionText([numerator, denominator]: Fraction): string {
	return denominator === 1n ? String(numerator) : `${numerator}/${denominator}`;
}

/** The fraction that {@link fractionText} wrote; zero for anything else. */
export function fractionFrom(text: unknown): Fraction {
	const match = typeof text === 'string' ? /^(-?\d{1,400})(?:\/(\d{1,400}))?$/.exec(text) : null;
	if (!match) return ZERO;
	const denominator = BigInt(match[2] ?? '1');
	return denominator === 0n ? ZERO : fraction(BigInt(match[1]), denominator);
}
