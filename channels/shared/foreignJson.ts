/*
 * Reading JSON that a stranger wrote: every step may meet anything, and none may throw.
 */

/** The members of an object; none for whatever is no plain object. */
export function membersOf(value: unknown): Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value)
		? (value as Record<string, unknown>)
		: {};
}

/** The elements of a list; none for whatever is no list. */
export function elementsOf(value: unknown): unknown[] {
	return Array.isArray(value) ? value : [];
}

/** A member along a path of own names; undefined where the path ends early. */
export function memberAt(value: unknown, ...path: readonly string[]): unknown {
	let at = value;
	for (const name of path) {
		const members = membersOf(at);
		if (!Object.hasOwn(members, name)) return undefined;
		at = members[name];
	}
	return at;
}

/** A text or number as trimmed text; undefined for anything else and for what is empty. */
export function textOf(value: unknown): string | undefined {
	if (typeof value === 'number' && Number.isFinite(value)) return String(value);
	if (typeof value !== 'string') return undefined;
	const text = value.trim();
	return text === '' ? undefined : text;
}

/** {@link textOf} of {@link memberAt}. */
export function textAt(value: unknown, ...path: readonly string[]): string | undefined {
	return textOf(memberAt(value, ...path));
}

/** JSON of a text; undefined where it is none. */
export function parsedJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}
