import type { StoreContext } from '../context';
import { q, type Step } from '../step';

/** How many merges an id is followed through; a longer chain would be a circle. */
const MERGES_FOLLOWED = 50;
/** Ids in one statement. */
const AT_ONCE = 500;

/**
 * Which leads live on for these ids: each by the id of the lead that it was merged into in the end,
 * or by itself. Ids of no lead (a contact's) stand for themselves.
 */
export function* survivorsOf(
	context: StoreContext,
	ids: Iterable<string>,
): Step<Map<string, string>> {
	const asked = new Set(ids);
	const next = new Map<string, string>();
	let open = [...asked];
	for (let merges = 0; merges < MERGES_FOLLOWED && open.length > 0; merges += 1) {
		const into = yield* mergedInto(context, open);
		for (const [id, survivor] of into) next.set(id, survivor);
		open = [...new Set(into.map(([, survivor]) => survivor))].filter((id) => !next.has(id));
	}
	return new Map([...asked].map((id) => [id, lastOf(next, id)]));
}

function lastOf(next: ReadonlyMap<string, string>, id: string): string {
	let last = id;
	for (let merges = 0; merges < MERGES_FOLLOWED; merges += 1) last = next.get(last) ?? last;
	return last;
}

function* mergedInto(
	context: StoreContext,
	ids: readonly string[],
): Step<Array<[id: string, survivor: string]>> {
	const found: Array<[string, string]> = [];
	for (let from = 0; from < ids.length; from += AT_ONCE) {
		const rows = yield* q(
			context.db
				.selectFrom('leads')
				.select(['id', 'merged_into'])
				.where('workspace_id', '=', context.workspaceId)
				.where('id', 'in', ids.slice(from, from + AT_ONCE))
				.where('merged_into', 'is not', null),
		);
		for (const { id, merged_into } of rows) if (merged_into !== null) found.push([id, merged_into]);
	}
	return found;
}

/**
 * The ids that live on in these: each of them with the leads that were merged into it, through any
 * number of merges.
 *
 * @returns absorbed id → the id among `ids` that it lives on in; `ids` themselves included
 */
export function* absorbedBy(
	context: StoreContext,
	ids: Iterable<string>,
): Step<Map<string, string>> {
	const livesOnIn = new Map<string, string>();
	for (const id of ids) livesOnIn.set(id, id);
	let open = [...livesOnIn.keys()];
	for (let merges = 0; merges < MERGES_FOLLOWED && open.length > 0; merges += 1) {
		const fresh: string[] = [];
		for (let from = 0; from < open.length; from += AT_ONCE) {
			const rows = yield* q(
				context.db
					.selectFrom('leads')
					.select(['id', 'merged_into'])
					.where('workspace_id', '=', context.workspaceId)
					.where('merged_into', 'in', open.slice(from, from + AT_ONCE)),
			);
			for (const { id, merged_into } of rows) {
				if (merged_into === null || livesOnIn.has(id)) continue;
				livesOnIn.set(id, livesOnIn.get(merged_into) ?? merged_into);
				fresh.push(id);
			}
		}
		open = fresh;
	}
	return livesOnIn;
}
