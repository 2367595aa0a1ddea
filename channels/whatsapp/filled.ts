/**
 * A copy without the members that are undefined.
 *
 * @param values an object of ours: names that strangers chose may mean something to JavaScript
 */
export function filled<Values extends object>(values: Values): Partial<Values> {
	const copy: Partial<Values> = {};
	for (const name in values) {
		if (values[name] !== undefined) copy[name] = values[name];
	}
	return copy;
}
