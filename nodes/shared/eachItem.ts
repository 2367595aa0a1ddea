import { setImmediate as nextTurn } from 'node:timers/promises';
import type { ItemResult, OperationContext, OutputItem } from './operation';

/**
 * Does one thing for each input item, one after another. Where the node stops on errors nothing is
 * done after the first one; else an item that cannot be done does not keep the others from it.
 *
 * @param run what the item of this index gives out
 */
export async function eachItem(
	{ node, items }: Pick<OperationContext, 'node' | 'items'>,
	run: (index: number) => Promise<OutputItem[]>,
): Promise<ItemResult[]> {
	const results: ItemResult[] = [];
	for (const index of items.keys()) {
		if (node.getExecutionCancelSignal()?.aborted) break;
		const result = await run(index).catch((error: unknown) => ({ error }));
		results.push(result);
		if ('error' in result && !node.continueOnFail()) break;
		// The embedded store answers within the turn; others must have theirs.
		await nextTurn();
	}
	return results;
}
