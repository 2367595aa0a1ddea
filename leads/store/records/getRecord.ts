import type { Operation } from '../context';
import type { RecordDefinition } from './definition';
import { presentRecords } from './presentRecords';
import { requireRow } from './recordScope';

/**
 * One record by its id.
 *
 * @throws LeadflowError NOT_FOUND
 */
export function getRecord<Stored>(
	definition: RecordDefinition<unknown, Stored>,
	id: string,
): Operation<Stored> {
	return function* (context) {
		const row = yield* requireRow(context, definition, id);
		const [record] = yield* presentRecords(context, definition, [row]);
		return record;
	};
}
