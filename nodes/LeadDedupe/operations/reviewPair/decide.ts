import type { Verdict } from '../../../../leads/dedupe/review/decidePair';
import { confirmAsToolField, requireConfirmedTool } from '../../../shared/confirm';
import { eachItem } from '../../../shared/eachItem';
import type { OperationContext } from '../../../shared/operation';
import type { DedupeOperation } from '../../dedupeOperation';
import { mergeFields, mergeHowOf, mergeOptions } from '../../fields/mergeHow';
import { optionsField } from '../../fields/optionsField';
import { shownWhen } from '../../fields/shownWhen';
import { NODE } from '../../nodeName';
import { reviewLinks } from '../../reviewLinks';
import { pairField, pairIdOf, pairItem } from './pairField';

function verdictOf(context: OperationContext, index: number): Verdict {
	return context.parameters.at<Verdict['verdict']>('verdict', index, 'different') === 'merge'
		? { verdict: 'merge', merge: mergeHowOf(context, index) }
		: { verdict: 'different' };
}

export const decide: DedupeOperation = {
	value: 'decide',
	name: 'Decide',
	action: 'Decide review pair',
	description: 'Merge the two leads of a pair, or remember for ever that they are no duplicates',
	fields: [
		pairField,
		{
			displayName: 'Verdict',
			name: 'verdict',
			type: 'options',
			options: [
				{ name: 'Merge', value: 'merge', description: 'Both are the same person' },
				{
					name: 'Not Duplicates',
					value: 'different',
					description: 'They are kept apart in every later search; Reopen takes it back',
				},
			],
			default: 'different',
		},
		...shownWhen(mergeFields(true), { verdict: ['merge'] }),
		confirmAsToolField,
		{ ...optionsField(...mergeOptions), displayOptions: { show: { verdict: ['merge'] } } },
	],
	async run(context) {
		const { decidePair } = await import('../../dedupeEngine');
		const { store } = context;
		const links = await reviewLinks(store);
		return await eachItem(context, async (index) => {
			requireConfirmedTool(context, index);
			const verdict = verdictOf(context, index);
			const pair = await store.run(decidePair(pairIdOf(context, index), verdict, NODE));
			return [pairItem(pair, links)];
		});
	},
};
