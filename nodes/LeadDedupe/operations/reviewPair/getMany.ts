import type { PairOrder } from '../../../../leads/dedupe/review/pairOrder';
import type { ReviewState } from '../../../../leads/store/leads/reviewPairs';
import { eachItem } from '../../../shared/eachItem';
import { collectPages, limitFields, limitOf } from '../../../shared/limit';
import { located, locator } from '../../../shared/locator';
import type { DedupeOperation } from '../../dedupeOperation';
import { optionsField } from '../../fields/optionsField';
import { reviewLinks } from '../../reviewLinks';
import { pairItem } from './pairField';

const kinds = [
	{ name: 'Conflicting Keys', value: 'conflictingKeys', description: 'Keys of two leads at once' },
	{ name: 'Likeness', value: 'duplicate', description: 'What a search for duplicates put up' },
	{ name: 'Shared Key', value: 'sharedKey', description: 'One number or address, two names' },
];

const leadField = locator(
	{
		displayName: 'Lead',
		name: 'lead',
		description: 'Only pairs of this lead. Leave empty for those of all leads.',
	},
	'searchLeads',
);

interface Options {
	kinds?: string[];
	lead?: unknown;
	order?: PairOrder;
}

export const getMany: DedupeOperation = {
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many review pairs',
	description: 'List the pairs of leads that wait for a person to judge',
	fields: [
		{
			displayName: 'State',
			name: 'state',
			type: 'options',
			options: [
				{ name: 'Any', value: 'any' },
				{ name: 'Merged', value: 'merged' },
				{ name: 'Not Duplicates', value: 'different' },
				{ name: 'Open', value: 'open', description: 'Nobody has decided yet' },
			],
			default: 'open',
		},
		...limitFields,
		optionsField(
			{
				displayName: 'Kinds',
				name: 'kinds',
				type: 'multiOptions',
				options: kinds,
				default: [],
				description: 'What put the pairs up. Leave empty for all.',
			},
			leadField,
			{
				displayName: 'Order',
				name: 'order',
				type: 'options',
				options: [
					{ name: 'Oldest First', value: 'oldest' },
					{
						name: 'Surest First',
						value: 'surest',
						description: 'Pairs that nobody weighed come last',
					},
				],
				default: 'oldest',
			},
		),
	],
	async run(context) {
		const { findReviewPairs } = await import('../../dedupeEngine');
		const { parameters, store } = context;
		const links = await reviewLinks(store);
		return await eachItem(context, async (index) => {
			const state = parameters.at<ReviewState | 'any'>('state', index, 'open');
			const states: readonly ReviewState[] =
				state === 'any' ? ['open', 'merged', 'different'] : [state];
			const options = parameters.at<Options>('options', index, {});
			const { kinds: chosen = [], lead, order = 'oldest' } = options;
			const leadId = located(lead);
			const filter = {
				states,
				order,
				...(chosen.length > 0 ? { kinds: chosen } : {}),
				...(leadId ? { leadId } : {}),
			};
			const pairs = await collectPages(
				limitOf(parameters, index),
				async (limit, after) => await store.read(findReviewPairs({ ...filter, limit, after })),
			);
			return pairs.map((pair) => pairItem(pair, links));
		});
	},
};
