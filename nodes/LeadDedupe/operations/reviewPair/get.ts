import { eachItem } from '../../../shared/eachItem';
import type { DedupeOperation } from '../../dedupeOperation';
import { reviewLinks } from '../../reviewLinks';
import { pairField, pairIdOf, pairItem } from './pairField';

export const get: DedupeOperation = {
	value: 'get',
	name: 'Get',
	action: 'Get review pair',
	description: 'Read two leads that may be the same person, and why the engine thinks so',
	fields: [pairField],
	async run(context) {
		const { getReviewPair } = await import('../../dedupeEngine');
		const links = await reviewLinks(context.store);
		return await eachItem(context, async (index) => [
			pairItem(await context.store.read(getReviewPair(pairIdOf(context, index))), links),
		]);
	},
};
