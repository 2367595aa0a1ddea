import type { StoreContext } from '../context';
import { LostRace } from '../engine/engine';
import { recordEvents } from '../events';
import { maskedCopy } from '../masks';
import { tables } from '../schema/tables';
import { insertMany, updateMany, type Row, type Step } from '../step';
import { isOwned, type RecordDefinition, type RecordDraft, type RecordValues } from './definition';
import { rowOf } from './recordRow';

type AnyDefinition = RecordDefinition<unknown, unknown>;

/** Before and after of each field that a change touched. */
export type RecordChanges = Record<string, [before: unknown, after: unknown]>;

/** What differs between two sets of values. */
export function changesBetween(before: RecordValues, after: RecordValues): RecordChanges {
	const changes: RecordChanges = {};
	for (const field of new Set([...Object.keys(before), ...Object.keys(after)])) {
		const [old, fresh] = [before[field] ?? null, after[field] ?? null];
		if (JSON.stringify(old) !== JSON.stringify(fresh)) changes[field] = [old, fresh];
	}
	return changes;
}

/** Changes as the actor may see them: what follows from a change may touch restricted fields. */
export function changesFor(
	context: StoreContext,
	definition: AnyDefinition,
	changes: RecordChanges,
): RecordChanges {
	return isOwned(definition.table)
		? (maskedCopy(context.actor, changes) as RecordChanges)
		: changes;
}

function* recordEvent(
	context: StoreContext,
	{ kind }: AnyDefinition,
	row: Row,
	what: string,
	changes: RecordChanges,
): Step<void> {
	yield* recordEvents(context, [
		{
			entityType: kind,
			entityId: String(row.id),
			version: Number(row.version),
			type: `${kind}.${what}`,
			...(Object.keys(changes).length > 0 ? { payload: { changes } } : {}),
		},
	]);
}

/** Writes a new record with its event. */
export function* insertRecord(
	context: StoreContext,
	definition: AnyDefinition,
	draft: RecordDraft,
	id: string,
): Step<Row> {
	const row: Row = {
		...rowOf(definition, draft),
		workspace_id: context.workspaceId,
		id,
		version: 1,
		created_at: context.now,
		updated_at: context.now,
		deleted_at: null,
	};
	const columns = Object.keys(tables[definition.table]);
	yield* insertMany({
		table: definition.table,
		columns,
		rows: [columns.map((column) => row[column])],
		onConflict: 'error',
	});
	if (definition.written) yield* definition.written(context, row, draft);
	yield* recordEvent(context, definition, row, 'created', changesBetween({}, draft.values));
	return row;
}

/**
 * Writes a changed record with its event.
 *
 * @param what the event's word, such as `updated`
 * @throws LostRace when it was changed in between
 */
export function* replaceRecord(
	context: StoreContext,
	definition: AnyDefinition,
	draft: RecordDraft & { before: Row },
	what: string,
): Step<Row> {
	const { before } = draft;
	const row: Row = {
		...before,
		...rowOf(definition, draft),
		version: Number(before.version) + 1,
		updated_at: context.now,
	};
	const set = Object.keys(tables[definition.table]).filter(
		(column) => column !== 'workspace_id' && column !== 'id' && column !== 'created_at',
	);
	const found = yield* updateMany({
		table: definition.table,
		key: ['workspace_id', 'id', 'version'],
		set,
		rows: [[context.workspaceId, row.id, before.version, ...set.map((column) => row[column])]],
	});
	if (found !== 1) throw new LostRace(definition.table);
	if (definition.written) yield* definition.written(context, row, draft);
	yield* recordEvent(context, definition, row, what, changesBetween(draft.current, draft.values));
	return row;
}
