/** Rows that belong together, joined two by two. */
export class Groups {
	private readonly group: Int32Array;
	/** Of groups of two and more, by their smallest row. */
	private readonly rows = new Map<number, number[]>();

	/** @param records rows from 0, each alone */
	constructor(records: number) {
		this.group = Int32Array.from({ length: records }, (_, row) => row);
	}

	/** The smallest row of the group. */
	of(row: number): number {
		return this.group[row];
	}

	/** The rows of the group, in order. */
	members(row: number): number[] {
		const group = this.group[row];
		return [...(this.rows.get(group) ?? [group])].sort((one, other) => one - other);
	}

	size(row: number): number {
		return this.rows.get(this.group[row])?.length ?? 1;
	}

	/** @returns false where they were together already */
	join(one: number, other: number): boolean {
		const [into, from] = [this.group[one], this.group[other]].sort((a, b) => a - b);
		if (into === from) return false;
		const gone = this.rows.get(from) ?? [from];
		const stay = this.rows.get(into) ?? [into];
		for (const row of gone) this.group[row] = into;
		// The shorter list moves, so that joining a million rows does not copy them again and again.
		const [long, short] = stay.length >= gone.length ? [stay, gone] : [gone, stay];
		for (const row of short) long.push(row);
		this.rows.delete(from);
		this.rows.set(into, long);
		return true;
	}
}
