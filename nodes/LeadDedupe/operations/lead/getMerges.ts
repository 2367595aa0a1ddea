import { chosenId, leadField } from '../../../shared/chosenRecord';
import { eachItem } from '../../../shared/eachItem';
import { outputItems } from '../../../shared/outputItems';
import type { DedupeOperation } from '../../dedupeOperation';

export const getMerges: DedupeOperation = {
	value: 'getMerges',
	name: 'Get Merges',
	action: 'Get merges of lead',
	description: 'List what was merged into a lead or took it away, newest first',
	fields: [leadField],
	async run(context) {
		const { findMerges } = await import('../../dedupeEngine');
		return await eachItem(context, async (index) => {
			const merges = await context.store.read(findMerges(chosenId(context, index, leadField)));
			return outputItems(...merges);
		});
	},
};
