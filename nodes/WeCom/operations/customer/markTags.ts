import { LeadflowError } from '../../../../leads/model/error';
import { customerField, customerOf, memberField, memberOf } from '../../fields/people';
import { ids, tagsPicker } from '../../fields/pickers';
import { outputItems } from '../../outputJson';
import type { WeComOperation } from '../../weComOperation';

const added = tagsPicker({
	displayName: 'Add Tags',
	name: 'addTags',
	description:
		"Tags of the corp (企业标签). Names several groups have are written as 'Group/Name'.",
});
const removed = tagsPicker({ displayName: 'Remove Tags', name: 'removeTags' });

export const markTags: WeComOperation = {
	value: 'markTags',
	name: 'Mark Tags',
	action: 'Mark tags of customer',
	description: 'Add tags to a customer and take others away',
	fields: [customerField, memberField, added, removed],
	async run(run, index) {
		const { markTags: mark, tagIds } = await import('../../../../channels/wecom/api/corpTags');
		const [userId, externalUserId] = [memberOf(run, index), customerOf(run, index)];
		const [toAdd, toRemove] = [ids(run, index, added), ids(run, index, removed)];
		if (toAdd.length + toRemove.length === 0) {
			throw new LeadflowError('INVALID_INPUT', 'No tag is to be added or removed', {
				hint: "Choose tags in 'Add Tags' or 'Remove Tags'.",
			});
		}
		const tags = await run.corpTags();
		const add = tagIds('Add Tags', tags, toAdd);
		const remove = tagIds('Remove Tags', tags, toRemove);
		await mark(await run.caller(), userId, externalUserId, { add, remove });
		return outputItems({ externalUserId, userId, addedTags: add, removedTags: remove });
	},
};
