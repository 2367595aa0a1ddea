import type { INodeProperties } from 'n8n-workflow';
import type { Handover } from '../../../../channels/wecom/api/transfer';
import { memberPicker, requiredId } from '../../fields/pickers';
import type { WeComRun } from '../../weComOperation';

const from = memberPicker({
	displayName: 'From Member',
	name: 'fromMember',
	required: true,
	description: 'Who looks after the customers now',
});
const to = memberPicker({
	displayName: 'To Member',
	name: 'toMember',
	required: true,
	description: 'Who is to look after them',
});

export const handoverFields: INodeProperties[] = [
	from,
	to,
	{
		displayName: 'From Member Has Left',
		name: 'resigned',
		type: 'boolean',
		default: false,
		description: 'Whether the old member has left the corp (离职继承)',
	},
];

export function handoverOf(run: WeComRun, index: number): Handover {
	return {
		from: requiredId(run, index, from),
		to: requiredId(run, index, to),
		resigned: run.parameters.at<boolean>('resigned', index, false),
	};
}
