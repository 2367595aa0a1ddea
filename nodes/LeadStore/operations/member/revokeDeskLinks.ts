import { isId } from '../../../../leads/model/ids';
import { LeadflowError } from '../../../../leads/model/error';
import type { NodeOperation, OperationContext } from '../../../shared/operation';
import { eachItem } from '../../../shared/eachItem';
import { outputItems } from '../../../shared/outputItems';
import { memberField, memberIdOf } from './memberField';

function linksOf(context: OperationContext, index: number): { id: string } | { memberId: string } {
	if (context.parameters.at<string>('revoke', index, 'member') === 'member') {
		return { memberId: memberIdOf(context, index).toLowerCase() };
	}
	const id = context.parameters.at<string>('linkId', index, '').trim().toLowerCase();
	if (isId(id)) return { id };
	throw new LeadflowError('INVALID_INPUT', "'Link ID' is not the ID of a desk link", {
		field: 'linkId',
		hint: "Use the 'id' that 'Create Desk Link' gave out.",
	});
}

export const revokeDeskLinks: NodeOperation = {
	value: 'revokeDeskLinks',
	name: 'Revoke Desk Links',
	action: 'Revoke desk links of member',
	description: 'End links to the lead desk at once',
	fields: [
		{
			displayName: 'Revoke',
			name: 'revoke',
			type: 'options',
			options: [
				{ name: 'All Links of a Member', value: 'member' },
				{ name: 'One Link', value: 'link' },
			],
			default: 'member',
		},
		{ ...memberField, displayOptions: { show: { revoke: ['member'] } } },
		{
			displayName: 'Link ID',
			name: 'linkId',
			type: 'string',
			displayOptions: { show: { revoke: ['link'] } },
			default: '',
			placeholder: 'e.g. 0190f2a1-7c3e-7b4d-9a2f-1c2d3e4f5a6b',
		},
	],
	async run(context) {
		const { revokeDeskLinks: revoke } = await import('../../engine');
		return await eachItem(context, async (index) =>
			outputItems({ revoked: await context.store.run(revoke(linksOf(context, index))) }),
		);
	},
};
