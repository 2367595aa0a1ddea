import type { INodeProperties } from 'n8n-workflow';
import { LeadflowError } from '../../../../leads/model/error';
import type { NodeOperation } from '../../../shared/operation';
import { eachItem } from '../../../shared/eachItem';
import { wordList } from '../../fields/leadValues';
import { leadField, leadIdOf } from '../../../shared/chosenRecord';
import { outputItems } from '../../../shared/outputItems';
import { NODE } from '../../nodeName';

const tagsField: INodeProperties = {
	displayName: 'Tags',
	name: 'tags',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. expo, hall 3',
	description: 'One or several, separated by commas',
};

/** The two operations on tags differ in what becomes of the words only. */
function tagOperation(
	change: 'addTags' | 'removeTags',
	texts: Pick<NodeOperation, 'value' | 'name' | 'action' | 'description'>,
): NodeOperation {
	return {
		...texts,
		fields: [leadField, tagsField],
		async run(context) {
			const { updateLead } = await import('../../engine');
			return await eachItem(context, async (index) => {
				const tags = wordList(context.parameters.at<unknown>('tags', index, ''));
				if (tags.length === 0)
					throw new LeadflowError('INVALID_INPUT', "'Tags' is empty", { field: 'tags' });
				const changes = { [change]: tags };
				const { lead } = await context.store.run(
					updateLead(leadIdOf(context, index), changes, { node: NODE }),
				);
				return outputItems(lead);
			});
		},
	};
}

export const addTag = tagOperation('addTags', {
	value: 'addTag',
	name: 'Add Tag',
	action: 'Add tag to lead',
	description: 'Put tags on one lead beside those it has',
});

export const removeTag = tagOperation('removeTags', {
	value: 'removeTag',
	name: 'Remove Tag',
	action: 'Remove tag from lead',
	description: 'Take tags off one lead',
});
