/** Rows that this process wrote to a table, at which the server looks at the table anew. */
const RENEWED_AT = [1_000, 10_000, 100_000] as const;

/**
 * Makes PostgreSQL look at tables that were just filled. By itself it does so within a minute or two
 * (autovacuum); until then it plans for what it last saw, and of a table that was empty it expects
 * that one row in two hundred is of the workspace: an import in its first minute would read all leads
 * to find two hundred.
 */
export class TableStatistics {
	private readonly written = new Map<string, number>();
	private readonly due = new Set<string>();
	private renewing?: Promise<void>;

	/** @param analyze makes the server look at a table; what fails is left to the server */
	constructor(private readonly analyze: (table: string) => Promise<void>) {}

	/** Counts rows that are written to a table. */
	note(table: string, rows: number): void {
		const before = this.written.get(table) ?? 0;
		const now = before + rows;
		this.written.set(table, now);
		if (RENEWED_AT.some((count) => before < count && now >= count)) this.due.add(table);
	}

	/** Has the tables looked at that are due, one after another, and waits for none of it. */
	renew(): void {
		if (this.due.size === 0) return;
		this.renewing ??= this.renewDue().finally(() => {
			this.renewing = undefined;
		});
	}

	private async renewDue(): Promise<void> {
		for (const table of this.due) {
			this.due.delete(table);
			await this.analyze(table).catch(() => undefined);
		}
	}
}
