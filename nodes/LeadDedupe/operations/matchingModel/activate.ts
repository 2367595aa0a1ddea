import { eachItem } from '../../../shared/eachItem';
import { outputItems } from '../../../shared/outputItems';
import type { DedupeOperation } from '../../dedupeOperation';

export const activate: DedupeOperation = {
	value: 'activate',
	name: 'Activate',
	action: 'Activate matching model',
	description: 'Use what an earlier training learned again',
	fields: [
		{
			displayName: 'Version',
			name: 'version',
			type: 'number',
			typeOptions: { minValue: 1 },
			default: 1,
			required: true,
			description: "Number that Train and 'Get Many' give out",
		},
	],
	async run(context) {
		const { activateWeights } = await import('../../dedupeEngine');
		const { store, parameters } = context;
		return await eachItem(context, async (index) => {
			const version = Math.trunc(Number(parameters.at<number>('version', index, 1)));
			const versions = await store.run(activateWeights(version));
			return outputItems(...versions.filter(({ active }) => active));
		});
	},
};
