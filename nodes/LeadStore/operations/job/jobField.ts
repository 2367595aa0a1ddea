import type { OperationContext } from '../../../shared/operation';
import { chosenId } from '../../../shared/chosenRecord';
import { locator } from '../../../shared/locator';

export const jobField = locator(
	{
		displayName: 'Job',
		name: 'job',
		description: 'Leave empty to use the input item, by its jobId or ID',
	},
	'searchJobs',
);

/** The job that one item is about; operations on many leads give out its ID as `jobId`. */
export function jobIdOf(context: OperationContext, index: number): string {
	return chosenId(context, index, jobField, 'jobId' in context.items[index].json ? 'jobId' : 'id');
}
