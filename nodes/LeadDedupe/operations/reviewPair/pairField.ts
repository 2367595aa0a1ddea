import type { ReviewPairView } from '../../../../leads/dedupe/review/pairView';
import { chosenId } from '../../../shared/chosenRecord';
import { locator } from '../../../shared/locator';
import type { OperationContext, OutputItem } from '../../../shared/operation';
import type { ReviewLinks } from '../../reviewLinks';

export const pairField = locator(
	{
		displayName: 'Review Pair',
		name: 'pair',
		description: 'Leave empty to use the input item, by its pairId or ID',
	},
	'searchReviewPairs',
);

/** The pair that one item is about. */
export function pairIdOf(context: OperationContext, index: number): string {
	const own = 'pairId' in context.items[index].json ? 'pairId' : 'id';
	return chosenId(context, index, pairField, own);
}

/** A pair as an item, with the page on which a person judges it where there is a desk. */
export function pairItem({ left, right, ...pair }: ReviewPairView, links: ReviewLinks): OutputItem {
	const reviewUrl = links.pairUrl(pair.id);
	return {
		json: {
			...pair,
			left: { ...left },
			right: { ...right },
			...(reviewUrl === undefined ? {} : { reviewUrl }),
		},
	};
}
