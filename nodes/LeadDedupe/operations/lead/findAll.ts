import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import type { FindAllRequest, FindAllSummary } from '../../../../leads/dedupe/findAll/findAllJob';
import type { DedupePreset } from '../../../../leads/matching/presets/preset';
import { confirmAsToolField, requireConfirmedTool } from '../../../shared/confirm';
import { eachItem } from '../../../shared/eachItem';
import { leadSearchFields, leadSearchOf } from '../../../shared/leadFilter';
import { collectPages, limitFields, limitOf } from '../../../shared/limit';
import type { OperationContext, OutputItem } from '../../../shared/operation';
import type { DedupeOperation } from '../../dedupeOperation';
import { mergeFields, mergeHowOf, mergeOptions } from '../../fields/mergeHow';
import { optionsField } from '../../fields/optionsField';
import { presetField } from '../../fields/preset';
import { shownWhen } from '../../fields/shownWhen';
import { thresholdFields, thresholdsOf, type ThresholdOptions } from '../../fields/thresholds';
import { jobProgress, requireNotFailed } from '../../jobProgress';
import { NODE } from '../../nodeName';
import { reviewLinks } from '../../reviewLinks';

type Output = 'summary' | 'groups' | 'groupsAndPairs';

const fields: INodeProperties[] = [
	{
		displayName: 'Apply',
		name: 'apply',
		type: 'options',
		options: [
			{
				name: 'Merge Certain Ones',
				value: 'merge',
				description: 'Merge what is certain and put the rest up for review; Unmerge takes it back',
			},
			{
				name: 'Open Review Pairs',
				value: 'review',
				description: 'Put every pair up for a person to look at',
			},
			{ name: 'Report Only', value: 'report', description: 'Change nothing' },
		],
		default: 'review',
		description: 'What is done about the duplicates that are found',
	},
	presetField,
	...shownWhen(mergeFields(false), { apply: ['merge'] }),
	...leadSearchFields,
	{
		displayName: 'Output',
		name: 'output',
		type: 'options',
		displayOptions: { hide: { '/options.waitForCompletion': [false] } },
		options: [
			{ name: 'Summary', value: 'summary', description: 'One item with the counts' },
			{
				name: 'Summary and Groups',
				value: 'groups',
				description: 'Then the groups of leads that are the same person, one an item',
			},
			{
				name: 'Summary, Groups and Possible Pairs',
				value: 'groupsAndPairs',
				description: 'Then also the pairs that may be',
			},
		],
		default: 'summary',
	},
	...shownWhen(limitFields, { output: ['groups', 'groupsAndPairs'] }),
	confirmAsToolField,
	optionsField(
		...thresholdFields,
		...mergeOptions.map(
			(field): INodeProperties => ({ ...field, displayOptions: { show: { '/apply': ['merge'] } } }),
		),
		{
			displayName: 'Test Leads Only',
			name: 'test',
			type: 'boolean',
			default: false,
			description: 'Whether to look through the leads that came in through a test URL instead',
		},
		{
			displayName: 'Wait for Completion',
			name: 'waitForCompletion',
			type: 'boolean',
			default: true,
			description:
				"Whether to go on in the workflow only when the search is done. Otherwise it runs on by itself; Lead Store's 'Job: Get' tells how far it is, and 'Job: Cancel' stops it.",
		},
	),
];

interface Options extends ThresholdOptions {
	mostLeads?: number;
	test?: boolean;
	waitForCompletion?: boolean;
}

function requestOf(context: OperationContext, index: number, options: Options): FindAllRequest {
	const { parameters } = context;
	const apply = parameters.at<FindAllRequest['apply']>('apply', index, 'review');
	return {
		query: leadSearchOf(parameters, index),
		...(options.test ? { test: true } : {}),
		preset: parameters.at<DedupePreset>('preset', index, 'leadflow'),
		apply,
		...thresholdsOf(options),
		...(apply === 'merge'
			? {
					merge: mergeHowOf(context, index),
					...(options.mostLeads === undefined ? {} : { mostLeads: options.mostLeads }),
				}
			: {}),
		node: NODE,
	};
}

/** Says what the counts alone would not. */
async function tellHints(
	{ node, store }: OperationContext,
	{ preset }: FindAllRequest,
	{ leads, clusters, cut, candidatePairs }: FindAllSummary,
): Promise<void> {
	const hint = (message: string) =>
		node.addExecutionHints({ type: 'info', location: 'outputPane', message });
	if (leads === 0) hint('No lead fits the filter: nothing was looked through.');
	else if (clusters === 0 && candidatePairs === 0)
		hint('No two leads have anything in common by which they could be the same person.');
	if (cut.length > 0) {
		const keys = cut.map(({ key }) => key).join(', ');
		hint(`Too many leads share the same ${keys}: nobody was looked for by that alone (see 'cut').`);
	}
	if (preset !== 'leadflow' || leads < WORTH_TRAINING) return;
	const { findWeights } = await import('../../dedupeEngine');
	const versions = await store.read(findWeights()).catch(() => []);
	if (!versions.some(({ active }) => active)) {
		hint(
			"The shipped weights were used. 'Matching Model: Train' learns from your own leads what agreement is worth.",
		);
	}
}

/** Leads from which on a store can teach the engine something. */
const WORTH_TRAINING = 2000;

async function groupsOf(
	{ store, parameters }: OperationContext,
	index: number,
	jobId: string,
): Promise<OutputItem[]> {
	const output = parameters.at<Output>('output', index, 'summary');
	if (output === 'summary') return [];
	const { findAllClusters } = await import('../../dedupeEngine');
	const kind = output === 'groups' ? ({ kind: 'cluster' } as const) : {};
	const groups = await collectPages(
		limitOf(parameters, index),
		async (limit, after) => await store.read(findAllClusters(jobId, { ...kind, limit, after })),
	);
	return groups.map(({ leads, ...group }) => ({
		json: { jobId, ...group, leads: leads.map((lead) => ({ ...lead })) },
	}));
}

/** Lets a search go on after the node is done. */
function runOn(node: IExecuteFunctions, running: Promise<unknown>): void {
	running.catch((error: unknown) =>
		node.logger.warn('The search for duplicates was put down; a later one takes it up', { error }),
	);
}

async function search(context: OperationContext, index: number): Promise<OutputItem[]> {
	const { findAllSummary, runFindAll, startFindAll } = await import('../../dedupeEngine');
	const { node, store, parameters } = context;
	const options = parameters.at<Options>('options', index, {});
	const request = requestOf(context, index, options);
	if (request.apply === 'merge') requireConfirmedTool(context, index);
	const { id } = await store.run(startFindAll(request));
	const onProgress = jobProgress(node, 'Search for duplicates');
	if (options.waitForCompletion === false) {
		runOn(node, runFindAll(store, id, { onProgress }));
		return [{ json: { jobId: id, state: 'running', apply: request.apply } }];
	}
	const job = await runFindAll(store, id, { onProgress, signal: node.getExecutionCancelSignal() });
	requireNotFailed(job, 'What was merged or put up for review stays so.');
	const summary = findAllSummary(job);
	await tellHints(context, request, summary);
	const { listUrl } = await reviewLinks(store);
	const json: IDataObject = {
		jobId: id,
		state: job.state,
		apply: request.apply,
		...summary,
		...(listUrl && summary.reviewPairs > 0 ? { reviewUrl: listUrl } : {}),
	};
	return [{ json }, ...(await groupsOf(context, index, id))];
}

export const findAll: DedupeOperation = {
	value: 'findAll',
	name: 'Find All',
	action: 'Find all duplicate leads',
	description: 'Look through the whole store, or the leads that a filter finds, for duplicates',
	fields,
	async run(context) {
		return await eachItem(context, async (index) => await search(context, index));
	},
};
