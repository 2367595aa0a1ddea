/** Deeper than any sender nests; databases and JSON.stringify give up further down. */
const DEEPEST = 100;

const UNSAFE_INTEGER = /^-?\d{16,}$/;

/** Node 22 hands a reviver the source of each value; the type of JSON.parse does not know it yet. */
function keepIds(_name: string, value: unknown, context?: { source?: string }): unknown {
	const source = context?.source;
	return typeof value === 'number' && source !== undefined && UNSAFE_INTEGER.test(source)
		? source
		: value;
}

function nestsDeeper(value: unknown, depth: number): boolean {
	if (typeof value !== 'object' || value === null) return false;
	if (depth === 0) return true;
	return Object.values(value).some((member) => nestsDeeper(member, depth - 1));
}

/**
 * JSON of a text, with integers beyond 2^53 as text: ad platforms send 19-digit ids as numbers, and
 * rounded, the ids of two leads would be one.
 *
 * @returns undefined where it is no JSON, or nested beyond reason
 */
export function parsedExactJson(text: string): unknown {
	try {
		const value: unknown = JSON.parse(text, keepIds);
		return nestsDeeper(value, DEEPEST) ? undefined : value;
	} catch {
		return undefined;
	}
}
