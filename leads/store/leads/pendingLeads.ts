import type { LeadRow } from './leadRow';
import { isMatchable, profileOfRow, storedMatchKeys } from './matchKeys';

const NOBODY: ReadonlySet<string> = new Set();

/** Leads that were decided on and are not written yet, by the keys that they will be found by. */
export class PendingLeads {
	private readonly ids = new Map<number, Set<string>>();
	private readonly latest = new Map<string, LeadRow>();

	/** @param row as it will be written; a later row of the lead takes the place of this one */
	add(row: LeadRow): void {
		this.latest.set(row.id, row);
		if (!isMatchable(row)) return;
		for (const { hash } of storedMatchKeys(profileOfRow(row), row.is_test === 1)) {
			const ids = this.ids.get(hash) ?? new Set();
			this.ids.set(hash, ids.add(row.id));
		}
	}

	idsOf(hash: number): ReadonlySet<string> {
		return this.ids.get(hash) ?? NOBODY;
	}

	row(id: string): LeadRow | undefined {
		return this.latest.get(id);
	}
}
