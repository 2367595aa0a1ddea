import type { INodeProperties } from 'n8n-workflow';
import { LeadflowError } from '../../../../leads/model/error';
import type { Job } from '../../../../leads/store/jobs';
import type { LeadQuery } from '../../../../leads/store/leads/leadQuery';
import type { Operation } from '../../../../leads/store/context';
import type { OperationContext, OutputItem } from '../../../shared/operation';
import { confirmField, isConfirmed } from '../../../shared/confirm';
import { includeTestField, leadFilterFields, leadQueryOf } from '../../../shared/leadFilter';
import { outputItems } from '../../../shared/outputItems';

/** Which leads, how many are expected, and the tick without which only the count is told. */
export const bulkFields: INodeProperties[] = [
	...leadFilterFields,
	confirmField(
		'Whether the leads that the filter finds are really to be changed. Without it the node says how many there are and changes nothing.',
	),
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options: [
			{
				displayName: 'Dry Run',
				name: 'dryRun',
				type: 'boolean',
				default: false,
				description: 'Whether to give out the count and change nothing',
			},
			{
				displayName: 'Expected Count',
				name: 'expectedCount',
				type: 'number',
				typeOptions: { minValue: 0 },
				default: 100,
				description: 'Refuse when the filter finds more leads than this',
			},
			includeTestField,
		],
	},
];

interface Options {
	dryRun?: boolean;
	expectedCount?: number;
}

/**
 * Changes all leads that the filter of one item finds, as a job: counted first, resumable, one job
 * an item.
 *
 * @param verb what is done, for messages: `deleted`
 * @throws LeadflowError INVALID_INPUT with the count when it is not confirmed or above what was expected
 */
export async function changeMany(
	context: OperationContext,
	index: number,
	verb: string,
	start: (query: LeadQuery) => Operation<Job>,
): Promise<OutputItem[]> {
	const { bulkLeadHandlers, countLeads, runJob } = await import('../../engine');
	const { node, parameters, store } = context;
	const query = leadQueryOf(parameters, index);
	const { dryRun, expectedCount } = parameters.at<Options>('options', index, {});
	const count = await store.read(countLeads(query));
	if (dryRun) return outputItems({ dryRun: true, count });
	requirePermitted(count, expectedCount, isConfirmed(context, index), verb);
	const { id } = await store.run(start(query));
	const signal = node.getExecutionCancelSignal();
	const job = await runJob(store, id, bulkLeadHandlers, { signal });
	if (job.state === 'failed') {
		throw new LeadflowError(
			'CONFLICT',
			`The job ended before its end: ${job.error ?? 'unknown reason'}`,
			{
				hint: `${job.done} of ${job.total ?? count} leads were done. 'Job: Get' shows the job ${job.id}.`,
			},
		);
	}
	const result = typeof job.result === 'object' ? job.result : {};
	return outputItems({ jobId: job.id, state: job.state, count, ...result });
}

function requirePermitted(
	count: number,
	expected: number | undefined,
	confirmed: boolean,
	verb: string,
): void {
	const leads = count === 1 ? '1 lead' : `${count} leads`;
	if (expected !== undefined && count > expected) {
		throw new LeadflowError(
			'INVALID_INPUT',
			`The filter finds ${leads}, more than the ${expected} expected; nothing was ${verb}`,
			{
				field: 'expectedCount',
				hint: "Narrow the filter, or raise 'Expected Count' in the options.",
			},
		);
	}
	if (!confirmed) {
		throw new LeadflowError(
			'INVALID_INPUT',
			`${leads} would be ${verb}; 'Confirm' is not set, so nothing was`,
			{
				field: 'confirm',
				hint: "Set 'Confirm' to go on, or 'Dry Run' in the options to get the count as output.",
			},
		);
	}
}
