import type { INodeProperties } from 'n8n-workflow';
import type { OperationContext } from '../../../shared/operation';
import { chosenId } from '../../../shared/chosenRecord';
import { locator } from '../../../shared/locator';

const entry = locator(
	{
		displayName: 'Quarantined Lead',
		name: 'quarantined',
		description: 'Leave empty to use the input item, by its quarantineId or ID',
	},
	'searchQuarantined',
);

/** Which capture a reviewer decides about, and why so. */
export const reviewFields: INodeProperties[] = [
	entry,
	{
		displayName: 'Note',
		name: 'note',
		type: 'string',
		default: '',
		placeholder: 'e.g. asked by phone, is genuine',
		description: 'Why it was decided so; kept with the decision',
	},
];

/** What the reviewer decides about for one item. Lead Capture gives out its ID as `quarantineId`. */
export function reviewOf(context: OperationContext, index: number): { id: string; note?: string } {
	const own = 'quarantineId' in context.items[index].json ? 'quarantineId' : 'id';
	const note = context.parameters.at<string>('note', index, '').trim();
	return { id: chosenId(context, index, entry, own), ...(note ? { note } : {}) };
}
