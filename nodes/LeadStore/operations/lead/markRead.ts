import type { NodeOperation } from '../../../shared/operation';
import { eachItem } from '../../../shared/eachItem';
import { leadField, leadIdOf } from '../../../shared/chosenRecord';
import { outputItems } from '../../../shared/outputItems';

export const markAsRead: NodeOperation = {
	value: 'markAsRead',
	name: 'Mark as Read',
	action: 'Mark lead as read',
	description: 'Take one lead off the list of unread ones; this is no change and leaves no event',
	fields: [leadField],
	async run(context) {
		const { getLead, markRead } = await import('../../engine');
		return await eachItem(context, async (index) => {
			const { id } = await context.store.read(getLead(leadIdOf(context, index)));
			await context.store.run(markRead(id));
			return outputItems(await context.store.read(getLead(id)));
		});
	},
};
