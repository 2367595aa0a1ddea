import type { ItemResult, OperationContext, OutputItem } from '../shared/operation';

/** What an operation gives out that is not about its items: all of it, paired with the first one. */
export function onceForAll(
	{ items }: Pick<OperationContext, 'items'>,
	output: readonly OutputItem[],
): ItemResult[] {
	return items.map((_, index) => (index === 0 ? [...output] : []));
}
