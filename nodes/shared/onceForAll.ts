import type { ItemResult, OutputItem } from './operation';

/** Does something once, however many items come in; what it gives out belongs to the first one. */
export async function onceForAll(
	items: readonly unknown[],
	run: () => Promise<OutputItem[]>,
): Promise<ItemResult[]> {
	const result = await run().catch((error: unknown) => ({ error }));
	return items.map((_, index) => (index === 0 ? result : []));
}
