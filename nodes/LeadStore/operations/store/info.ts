import type { NodeOperation } from '../../../shared/operation';
import { eachItem } from '../../../shared/eachItem';
import { outputItems } from '../../../shared/outputItems';

export const info: NodeOperation = {
	value: 'info',
	name: 'Info',
	action: 'Get store info',
	description: 'Say which engine the store has, where it lies, how big it is and what is in it',
	fields: [],
	async run(context) {
		const { storeInfo } = await import('../../engine');
		return await eachItem(context, async () => outputItems(await storeInfo(context.store)));
	},
};
