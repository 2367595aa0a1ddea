/**
 * Names for columns, each one once: a title that was there before gets a number, so that `手机`
 * twice becomes `手机` and `手机 2`.
 *
 * @param titles undefined for a column that is not read
 * @returns a name for every title
 */
export function columnNames(titles: ReadonlyArray<string | undefined>): Array<string | undefined> {
	const taken = new Set(titles);
	const given = new Set<string>();
	const uses = new Map<string, number>();
	return titles.map((title) => {
		if (title === undefined) return undefined;
		let name = title;
		while (given.has(name)) {
			const use = (uses.get(title) ?? 1) + 1;
			uses.set(title, use);
			const next = `${title} ${use}`;
			// `a`, `a`, `a 2`: the third title keeps its own name.
			if (!taken.has(next)) name = next;
		}
		given.add(name);
		return name;
	});
}
