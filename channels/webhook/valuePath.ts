import { memberAt, parsedJson } from '../shared/foreignJson';

const STEP = /[^.[\]]+/g;
const MOST_STEPS = 20;

/** Some senders put JSON into a text of JSON; a path leads through it. */
function opened(value: unknown): unknown {
	const isJson = typeof value === 'string' && /^\s*[[{]/.test(value);
	return isJson ? parsedJson(value) : value;
}

/** The steps of a path such as `data.contact.phones[0]`. */
export function pathSteps(path: string): string[] {
	return (path.match(STEP) ?? []).map((step) => step.trim()).slice(0, MOST_STEPS);
}

/**
 * What stands at a path: own names and list indexes, also inside JSON in a text. An empty path leads
 * to the value itself.
 */
export function valueAtPath(value: unknown, steps: readonly string[]): unknown {
	let at = value;
	for (const step of steps) {
		const inside = opened(at);
		at =
			Array.isArray(inside) && /^\d{1,6}$/.test(step)
				? (inside[Number(step)] as unknown)
				: memberAt(inside, step);
	}
	return at;
}
