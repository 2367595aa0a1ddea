import type { Operation, StoreContext } from '../context';
import { requireWriter } from '../permissions';
import type { Row, Step } from '../step';
import type { RecordDefinition } from './definition';
import { presentRecords } from './presentRecords';
import { requireRow } from './recordScope';
import { valuesOf } from './recordRow';
import { requireVersion } from './updateRecord';
import { replaceRecord } from './writeRecord';

type AnyDefinition = RecordDefinition<unknown, unknown>;

/** Moves a row into the bin or out of it; the fields stay as they are. */
function* move(
	context: StoreContext,
	definition: AnyDefinition,
	before: Row,
	deletedAt: number | null,
): Step<Row> {
	const values = valuesOf(definition, before);
	const draft = {
		before,
		current: values,
		changed: new Set<string>(),
		values: { ...values },
		learnt: {},
		columns: {
			deleted_at: deletedAt,
			...('team_id' in before ? { team_id: before.team_id } : {}),
		},
	};
	// Who may change a record may delete it: the definition's own rules look at the draft.
	if (definition.settle) yield* definition.settle(context, draft);
	return yield* replaceRecord(
		context,
		definition,
		draft,
		deletedAt === null ? 'restored' : 'deleted',
	);
}

/**
 * Puts a record into the bin.
 *
 * @throws LeadflowError NOT_FOUND, CONFLICT on a stale version, FORBIDDEN
 */
export function deleteRecord<Stored>(
	definition: RecordDefinition<unknown, Stored>,
	id: string,
	options: { expectedVersion?: number } = {},
): Operation<{ id: string }> {
	return function* (context) {
		requireWriter(context.actor);
		const before = yield* requireRow(context, definition, id, { forWriting: true });
		requireVersion(before, options.expectedVersion);
		const row = yield* move(context, definition, before, context.now);
		return { id: String(row.id) };
	};
}

/**
 * Takes a record out of the bin; one that is not in it is returned as it is.
 *
 * @throws LeadflowError NOT_FOUND, FORBIDDEN
 */
export function restoreRecord<Stored>(
	definition: RecordDefinition<unknown, Stored>,
	id: string,
): Operation<Stored> {
	return function* (context) {
		requireWriter(context.actor);
		const before = yield* requireRow(context, definition, id, {
			forWriting: true,
			evenDeleted: true,
		});
		const row =
			before.deleted_at === null ? before : yield* move(context, definition, before, null);
		const [record] = yield* presentRecords(context, definition, [row]);
		return record;
	};
}
