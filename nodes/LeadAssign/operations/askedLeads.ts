import { leadIdOf } from '../../shared/chosenRecord';
import type { ItemResult, OperationContext } from '../../shared/operation';

/**
 * Does one thing with the leads of all items at once and gives each item its lead's result. Items that
 * name no lead are errors of their own; a lead that comes twice is dealt with once.
 *
 * @param decide one result an id, in order
 * @param present what leaves the node for an item
 */
export async function withLeads<Result>(
	context: OperationContext,
	decide: (leadIds: string[]) => Promise<Result[]>,
	present: (index: number, result: Result) => ItemResult,
): Promise<ItemResult[]> {
	const asked = context.items.map((_, index) => askedLead(context, index));
	const ids = [...new Set(asked.filter((id) => typeof id === 'string'))];
	const results = ids.length === 0 ? [] : await decide(ids);
	const places = new Map(ids.map((id, place) => [id, place]));
	return asked.map((id, index): ItemResult => {
		if (typeof id !== 'string') return id;
		return present(index, results[places.get(id) ?? 0]);
	});
}

function askedLead(context: OperationContext, index: number): string | { error: unknown } {
	try {
		return leadIdOf(context, index);
	} catch (error) {
		return { error };
	}
}
