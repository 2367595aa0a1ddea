/** A copy of an object without some of its members. */
export function without<T extends object, Name extends keyof T>(
	object: T,
	...names: readonly Name[]
): Omit<T, Name> {
	const copy = { ...object };
	for (const name of names) delete copy[name];
	return copy;
}
