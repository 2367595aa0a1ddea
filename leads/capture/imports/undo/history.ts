import { sql } from 'kysely';
import type { StoreContext } from '../../../store/context';
import type { FieldChanges } from '../../../store/leads/leadRow';
import { q, type Step } from '../../../store/step';
import type { CaptureTraces } from '../../captureRecord';

/** What one row of the import did to one record. */
export interface ImportedRecord {
	id: string;
	entityType: string;
	entityId: string;
	outcome: string;
	capturedAt: number;
	traces: CaptureTraces;
}

/** Something that was done to a lead since the import first met it. */
export interface Change {
	leadId: string;
	/** Whether the import did it. */
	ours: boolean;
	/** The capture that did it. */
	sourceRecordId?: string;
	changes: FieldChanges;
}

/** What came of the import's rows that still stands, for these records. */
export function* importedRecords(
	context: StoreContext,
	importId: string,
	entityIds: readonly string[],
): Step<ImportedRecord[]> {
	if (entityIds.length === 0) return [];
	const rows = yield* q(
		context.db
			.selectFrom('source_records')
			.select(['id', 'entity_type', 'entity_id', 'outcome', 'captured_at', 'beside'])
			.where('workspace_id', '=', context.workspaceId)
			.where('import_id', '=', importId)
			.where('entity_id', 'in', entityIds)
			.where('outcome', '<>', 'rejected')
			.where('undone_at', 'is', null)
			.orderBy('id'),
	);
	return rows.map((row) => ({
		id: row.id,
		entityType: row.entity_type ?? '',
		entityId: row.entity_id ?? '',
		outcome: row.outcome,
		capturedAt: row.captured_at,
		traces: (row.beside ?? {}) as CaptureTraces,
	}));
}

interface EventRow {
	entity_id: string;
	source_record_id: string | null;
	import_id: string | null;
	payload: { changes?: FieldChanges } | null;
	changes: FieldChanges | null;
}

/** What was done to leads since the import's first change of each, in the order in which it was done. */
export function* changesSince(
	context: StoreContext,
	importId: string,
	leadIds: readonly string[],
): Step<Map<string, Change[]>> {
	const byLead = new Map<string, Change[]>(leadIds.map((id) => [id, []]));
	if (leadIds.length === 0) return byLead;
	const ids = sql.join(leadIds.map((id) => sql`${id}`));
	const rows = yield* q(
		sql<EventRow>`SELECT e.entity_id, e.source_record_id, s.import_id, p.payload, s.changes
			FROM events e
			LEFT JOIN event_payloads p ON p.workspace_id = e.workspace_id AND p.event_id = e.id
			LEFT JOIN source_records s ON s.workspace_id = e.workspace_id AND s.id = e.source_record_id
			WHERE e.workspace_id = ${context.workspaceId} AND e.entity_id IN (${ids})
			ORDER BY e.entity_id, e.entity_version, e.id`.compile(context.db),
	);
	for (const row of rows) {
		const changes = byLead.get(row.entity_id);
		const ours = row.import_id === importId;
		if (!changes || (changes.length === 0 && !ours)) continue;
		changes.push({
			leadId: row.entity_id,
			ours,
			...(row.source_record_id ? { sourceRecordId: row.source_record_id } : {}),
			changes: row.changes ?? row.payload?.changes ?? {},
		});
	}
	return byLead;
}
