import type { RecordDefinition } from '../../leads/store/records/definition';
import { findRecords } from '../../leads/store/records/findRecords';
import type { LeadStore } from '../../leads/store/store';

const PAGE = 200;

/** Records of one kind, page by page, at most so many. */
export async function allRecords(
	store: LeadStore,
	records: RecordDefinition<object, object>,
	most: number,
): Promise<Array<Record<string, unknown>>> {
	const found: Array<Record<string, unknown>> = [];
	let after: string | undefined;
	do {
		const page = await store.read(findRecords(records, { after, limit: PAGE }));
		for (const entry of page.entries) found.push({ ...entry });
		after = page.nextCursor;
	} while (after !== undefined && found.length < most);
	return found.slice(0, most);
}
