import type { IDataObject, INodeProperties } from 'n8n-workflow';
import type { Evaluation, LabelledPair } from '../../../../leads/dedupe/evaluate';
import type { DedupePreset } from '../../../../leads/matching/presets/preset';
import { readBooleanText } from '../../../../leads/model/booleanText';
import { LeadflowError } from '../../../../leads/model/error';
import type { OperationContext, OutputItem } from '../../../shared/operation';
import type { ParameterReader } from '../../../shared/parameters';
import type { DedupeOperation } from '../../dedupeOperation';
import { optionsField } from '../../fields/optionsField';
import { presetField } from '../../fields/preset';
import { shownWhen } from '../../fields/shownWhen';
import { bitsFrom } from '../../fields/thresholds';
import { onceForAll } from '../../../shared/onceForAll';

const fields: INodeProperties[] = [
	{
		displayName: 'Labels',
		name: 'labels',
		type: 'options',
		noDataExpression: true,
		options: [
			{
				name: 'Input Items With a Group Column',
				value: 'items',
				description: 'Records with a field that says what belongs together; no lead store needed',
			},
			{
				name: 'Judged Pairs of Stored Leads',
				value: 'pairs',
				description: 'Each item names two leads and says whether they are the same person',
			},
		],
		default: 'pairs',
		description: 'Where it stands what is right',
	},
	...shownWhen(
		[
			{
				displayName: 'First Lead Field',
				name: 'leftField',
				type: 'string',
				default: 'leftId',
				description: 'Name of the field of the item with the ID of one lead',
			},
			{
				displayName: 'Second Lead Field',
				name: 'rightField',
				type: 'string',
				default: 'rightId',
				description: 'Name of the field of the item with the ID of the other lead',
			},
			{
				displayName: 'Same Person Field',
				name: 'sameField',
				type: 'string',
				default: 'same',
				description: 'Name of the field of the item that says yes or no: true, 1, 是 …',
			},
		],
		{ labels: ['pairs'] },
	),
	...shownWhen(
		[
			{
				displayName: 'Group Field',
				name: 'groupField',
				type: 'string',
				default: 'group',
				description: 'Name of the field of the item that is equal for the same person',
			},
			presetField,
		],
		{ labels: ['items'] },
	),
	optionsField({
		displayName: 'Count as Same From',
		name: 'sameFrom',
		type: 'number',
		typeOptions: { minValue: 0.0001, maxValue: 0.9999, numberPrecision: 4 },
		default: 0.5,
		description: "Probability, 0 to 1; 'byThreshold' shows what others would give",
	}),
];

function evaluationItem({ byThreshold, mistakes, ...evaluation }: Evaluation): OutputItem {
	return {
		json: {
			...evaluation,
			byThreshold: byThreshold.map((row) => ({ ...row })),
			mistakes: mistakes.map((mistake) => ({ ...mistake })),
		},
	};
}

function sameFrom(parameters: ParameterReader): number | undefined {
	return bitsFrom(parameters.once<{ sameFrom?: number }>('options', {}).sameFrom);
}

/** The pair that an item judges; undefined where one of the three is missing. */
function labelReader(parameters: ParameterReader): (json: IDataObject) => LabelledPair | undefined {
	const [left, right, same] = ['left', 'right', 'same'].map((name) =>
		parameters.once<string>(`${name}Field`, '').trim(),
	);
	return (json) => {
		const [leftId, rightId] = [json[left], json[right]].map((id) => String(id ?? '').trim());
		const verdict = readBooleanText(String(json[same] ?? ''));
		return leftId && rightId && verdict !== undefined
			? { leftId, rightId, same: verdict }
			: undefined;
	};
}

async function onPairs({
	node,
	store,
	items,
	parameters,
}: OperationContext): Promise<OutputItem[]> {
	const { evaluatePairs } = await import('../../dedupeEngine');
	const read = labelReader(parameters);
	const labels = items.flatMap(({ json }) => read(json) ?? []);
	if (labels.length === 0) {
		throw new LeadflowError('INVALID_INPUT', 'No item judges a pair of leads', {
			field: 'labels',
			hint: 'Each item needs the IDs of two leads and yes or no. Check the names of the three fields.',
		});
	}
	if (labels.length < items.length) {
		node.addExecutionHints({
			type: 'warning',
			location: 'outputPane',
			message: `${items.length - labels.length} of ${items.length} items do not judge a pair and were left out.`,
		});
	}
	const at = sameFrom(parameters);
	const evaluation = await evaluatePairs(store, labels, {
		...(at === undefined ? {} : { at }),
		signal: node.getExecutionCancelSignal(),
	});
	return [evaluationItem(evaluation)];
}

export const evaluate: DedupeOperation = {
	value: 'evaluate',
	name: 'Evaluate',
	action: 'Evaluate matching model',
	description: 'Measure precision and recall on pairs or groups that you judged yourself',
	fields,
	async run(context) {
		return await onceForAll(context.items, async () => await onPairs(context));
	},
	withoutStore: {
		applies: (parameters) => parameters.once<string>('labels', 'pairs') === 'items',
		async run({ node, items, parameters }) {
			const { evaluateItems, recordReader } = await import('../../itemAnalysis');
			const read = recordReader();
			const joinAt = sameFrom(parameters);
			return await onceForAll(items, async () => [
				evaluationItem(
					await evaluateItems(
						items.map(({ json }) => read(json)),
						parameters.once('groupField', 'group').trim(),
						{
							preset: parameters.once<DedupePreset>('preset', 'leadflow'),
							...(joinAt === undefined ? {} : { joinAt }),
							signal: node.getExecutionCancelSignal(),
						},
					),
				),
			]);
		},
	},
};
