import { isDeepStrictEqual } from 'node:util';
import type { LeadFieldName } from '../../model/leadFields';
import type { StoreContext } from '../../store/context';
import { fieldValue, type FieldChanges, type LeadRow } from '../../store/leads/leadRow';
import { q, type Step } from '../../store/step';

/** When and through which channel a field got the value that it has. */
export interface FieldEvidence {
	/** Epoch milliseconds. */
	at: number;
	channel?: string;
}

/** What is known of the fields of one lead, by field name. */
export type LeadEvidence = ReadonlyMap<string, FieldEvidence>;

const CUSTOM = 'custom.';

/** The value of a standard or custom field as it flows on the canvas; null where it is empty. */
export function valueOf(row: LeadRow, field: string): unknown {
	if (!field.startsWith(CUSTOM)) return fieldValue(row, field as LeadFieldName) ?? null;
	const custom = row.custom as Record<string, unknown>;
	const name = field.slice(CUSTOM.length);
	return Object.hasOwn(custom, name) ? (custom[name] ?? null) : null;
}

/**
 * Where the values of leads come from, as captures and edits tell. A field that none of them set to
 * what it is now is left out: it is as old as its lead.
 */
export function* readEvidence(
	context: StoreContext,
	rows: readonly LeadRow[],
): Step<Map<string, LeadEvidence>> {
	const rowOf = new Map(rows.map((row) => [row.id, row]));
	const found = new Map<string, Map<string, FieldEvidence>>(rows.map(({ id }) => [id, new Map()]));
	const note = (leadId: string, changes: FieldChanges, evidence: FieldEvidence) => {
		const row = rowOf.get(leadId);
		const fields = found.get(leadId);
		if (!row || !fields) return;
		for (const [field, [, after]] of Object.entries(changes)) {
			const known = fields.get(field);
			if (known && known.at > evidence.at) continue;
			if (isDeepStrictEqual(valueOf(row, field), after ?? null)) fields.set(field, evidence);
		}
	};
	for (const { leadId, changes, channel, at } of yield* captures(context, [...rowOf.keys()])) {
		note(leadId ?? '', changes as FieldChanges, { at, channel });
	}
	for (const { leadId, payload, at } of yield* edits(context, [...rowOf.keys()])) {
		const { changes } = payload as { changes?: FieldChanges };
		if (changes) note(leadId, changes, { at });
	}
	return found;
}

function captures({ db, workspaceId }: StoreContext, ids: readonly string[]) {
	return q(
		db
			.selectFrom('source_records')
			.select(['entity_id as leadId', 'changes', 'channel', 'captured_at as at'])
			.where('workspace_id', '=', workspaceId)
			.where('entity_id', 'in', ids)
			.where('entity_type', '=', 'lead')
			.where('undone_at', 'is', null)
			.orderBy('captured_at')
			.orderBy('id'),
	);
}

function edits({ db, workspaceId }: StoreContext, ids: readonly string[]) {
	return q(
		db
			.selectFrom('events')
			.innerJoin('event_payloads', (join) =>
				join
					.onRef('event_payloads.workspace_id', '=', 'events.workspace_id')
					.onRef('event_payloads.event_id', '=', 'events.id'),
			)
			.select(['events.entity_id as leadId', 'event_payloads.payload', 'events.at'])
			.where('events.workspace_id', '=', workspaceId)
			.where('events.entity_id', 'in', ids)
			.where('events.type', '=', 'lead.updated')
			.orderBy('events.at')
			.orderBy('events.id'),
	);
}
