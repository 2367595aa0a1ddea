import type { Operation, StoreContext } from '../context';
import { requireWriter } from '../permissions';
import { first as firstOf, insertMany, type Step } from '../step';
import type { RecordDefinition } from './definition';
import { getRecord } from './getRecord';
import { withoutRestricted } from './permittedInput';
import { presentRecords } from './presentRecords';
import { draftOf } from './recordDraft';
import { changesBetween, changesFor, insertRecord, type RecordChanges } from './writeRecord';

export interface SavedRecord<Stored> {
	record: Stored;
	/** Before and after of each field that changed. */
	changes: RecordChanges;
	/** Fields that the actor may not write and that were left alone. */
	ignored: string[];
	/** True when the same thing was recorded before and is returned as it is. */
	repeated: boolean;
}

/** The record that was made first with a key: this one, unless the same thing was recorded before. */
function* firstWithKey(context: StoreContext, key: string, id: string): Step<string> {
	const claimed = yield* insertMany({
		table: 'idempotency',
		columns: ['workspace_id', 'key', 'source_record_id', 'created_at', 'expires_at'],
		rows: [[context.workspaceId, key, id, context.now, Number.MAX_SAFE_INTEGER]],
		onConflict: 'ignore',
	});
	if (claimed === 1) return id;
	const row = yield* firstOf(
		context.db
			.selectFrom('idempotency')
			.select('source_record_id')
			.where('workspace_id', '=', context.workspaceId)
			.where('key', '=', key),
	);
	return row?.source_record_id ?? id;
}

/**
 * Makes a record. Fields the actor may not write are left out and named in `ignored`.
 *
 * @throws LeadflowError INVALID_INPUT, FORBIDDEN
 */
export function createRecord<Input extends object, Stored>(
	definition: RecordDefinition<Input, Stored>,
	input: Input,
): Operation<SavedRecord<Stored>> {
	return function* (context) {
		requireWriter(context.actor);
		const { permitted, ignored } = withoutRestricted(context, definition, input);
		const draft = yield* draftOf(context, definition, permitted);
		const id = context.newId();
		const key = definition.repeatKey?.(draft.values);
		const first = key === undefined ? id : yield* firstWithKey(context, key, id);
		if (first !== id) {
			const record = yield* getRecord(definition, first)(context);
			return { record, changes: {}, ignored, repeated: true };
		}
		const row = yield* insertRecord(context, definition, draft, id);
		const [record] = yield* presentRecords(context, definition, [row]);
		return {
			record,
			changes: changesFor(context, definition, changesBetween({}, draft.values)),
			ignored,
			repeated: false,
		};
	};
}
