import { LeadflowError } from '../../model/error';
import type { StoreContext } from '../context';
import { findVisibleEntity, type EntityType } from '../entities';
import type { Step } from '../step';
import type { RecordDraft, RecordValues } from './definition';

/** Fields by which a record names others, the first one that is filled being what it is about. */
const relations = [
	['leadId', 'lead'],
	['dealId', 'deal'],
	['contactId', 'contact'],
	['accountId', 'account'],
] as const satisfies ReadonlyArray<readonly [string, EntityType]>;

/**
 * Checks that the actor may see a record that is named in a field. A link that was there before is
 * left as it is.
 *
 * @throws LeadflowError INVALID_INPUT
 */
export function* settleReference(
	context: StoreContext,
	draft: RecordDraft,
	field: string,
	entityType: EntityType,
): Step<void> {
	const id = draft.values[field];
	if (typeof id !== 'string' || id === draft.current[field]) return;
	const found = yield* findVisibleEntity(
		context,
		{ entityType, entityId: id },
		// A record that is changed is held already.
		{ forWriting: draft.before ? 'starts over' : 'waits' },
	);
	if (found === undefined) {
		throw new LeadflowError(
			'INVALID_INPUT',
			`'${field}' names no ${entityType} that is yours to see`,
			{
				field,
				hint: `Use the 'id' of a ${entityType} from Lead Store.`,
			},
		);
	}
	draft.values[field] = found;
}

/** Checks what an activity or a task is about, and fills the columns by which it is found there. */
export function* settleRelations(context: StoreContext, draft: RecordDraft): Step<void> {
	followMerge(draft);
	for (const [field, entityType] of relations) {
		yield* settleReference(context, draft, field, entityType);
	}
	const named = ([field]: (typeof relations)[number]) => typeof draft.values[field] === 'string';
	const main = relations.find(named);
	const untouched = !relations.some(([field]) => draft.changed.has(field));
	// Rows that other parts of the software wrote say in columns only what they are about.
	if (draft.before && !main && untouched) return;
	draft.columns.entity_type = main?.[1] ?? null;
	draft.columns.entity_id = main ? draft.values[main[0]] : null;
}

/** A row that went with its lead into another says in its column only whose it is now. */
function followMerge({ before, values, current }: RecordDraft): void {
	if (before?.entity_type !== 'lead' || typeof values.leadId !== 'string') return;
	if (values.leadId !== current.leadId) return;
	// Not a change that anybody made.
	current.leadId = before.entity_id;
	values.leadId = before.entity_id;
}

/** What a row is about, as a field. */
export function relationsOf(row: Record<string, unknown>): RecordValues {
	const main = relations.find(([, entityType]) => entityType === row.entity_type);
	return main ? { [main[0]]: row.entity_id } : {};
}
