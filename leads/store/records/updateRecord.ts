import { LeadflowError } from '../../model/error';
import type { Operation } from '../context';
import { requireWriter } from '../permissions';
import type { Row } from '../step';
import type { SavedRecord } from './createRecord';
import type { RecordDefinition } from './definition';
import { withoutRestricted } from './permittedInput';
import { presentRecords } from './presentRecords';
import { changedDraft } from './recordDraft';
import { requireRow } from './recordScope';
import { changesBetween, changesFor, replaceRecord } from './writeRecord';

/**
 * Changes fields of a record; null clears a field, undefined leaves it. Fields the actor may not
 * write are left alone and named in `ignored`.
 *
 * @throws LeadflowError NOT_FOUND, CONFLICT on a stale version, INVALID_INPUT, FORBIDDEN
 */
export function updateRecord<Input extends object, Stored>(
	definition: RecordDefinition<Input, Stored>,
	id: string,
	changes: { [Field in keyof Input]?: Input[Field] | null },
	options: { expectedVersion?: number } = {},
): Operation<SavedRecord<Stored>> {
	return function* (context) {
		requireWriter(context.actor);
		const before = yield* requireRow(context, definition, id, { forWriting: true });
		requireVersion(before, options.expectedVersion);
		const { permitted, ignored } = withoutRestricted(context, definition, changes);
		const draft = yield* changedDraft(context, definition, before, permitted);
		const changed = changesBetween(draft.current, draft.values);
		const row =
			Object.keys(changed).length === 0
				? before
				: yield* replaceRecord(context, definition, draft, 'updated');
		const [record] = yield* presentRecords(context, definition, [row]);
		return {
			record,
			changes: changesFor(context, definition, changed),
			ignored,
			repeated: false,
		};
	};
}

/** @throws LeadflowError CONFLICT when the record is no longer as the caller knew it */
export function requireVersion(row: Row, expected: number | undefined): void {
	if (expected === undefined || expected === row.version) return;
	throw new LeadflowError(
		'CONFLICT',
		`The record was changed in the meantime (version ${String(row.version)}, not ${expected})`,
		{ hint: 'Get it again and repeat the change.' },
	);
}
