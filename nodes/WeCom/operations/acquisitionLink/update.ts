import type { IDataObject } from 'n8n-workflow';
import { LeadflowError } from '../../../../leads/model/error';
import { listOf, numbersOf } from '../../fields/listText';
import { outputItems } from '../../outputJson';
import type { WeComOperation } from '../../weComOperation';
import { departmentsField, linkField, linkIdOf } from './linkFields';

export const update: WeComOperation = {
	value: 'update',
	name: 'Update',
	action: 'Update acquisition link',
	description: 'Change who is added by a link, or its name; the address stays the same',
	fields: [
		linkField,
		{
			displayName: 'Changes',
			name: 'changes',
			type: 'collection',
			placeholder: 'Add Field',
			default: {},
			options: [
				{
					...departmentsField,
					description:
						'Members and departments are replaced together: name both where there are both',
				},
				{
					displayName: 'Link Name',
					name: 'name',
					type: 'string',
					default: '',
					description: 'For colleagues only, up to 30 characters',
				},
				{
					displayName: 'Members',
					name: 'members',
					type: 'string',
					default: '',
					placeholder: 'e.g. zhangsan, lisi',
					description: 'User IDs of those who are added by the link, replacing the others',
				},
				{
					displayName: 'Skip Verify',
					name: 'skipVerify',
					type: 'boolean',
					default: true,
					description: 'Whether customers are added without the consent of the member',
				},
			],
		},
	],
	async run(run, index) {
		const { updateLink } = await import('../../../../channels/wecom/api/acquisitionLink');
		const given = run.parameters.at<IDataObject>('changes', index, {});
		if (Object.keys(given).length === 0) {
			throw new LeadflowError('INVALID_INPUT', 'There is nothing to update', {
				hint: "Add at least one field under 'Changes'.",
			});
		}
		const linkId = linkIdOf(run, index);
		await updateLink(await run.caller(), linkId, {
			name: given.name === undefined ? undefined : String(given.name),
			members: listOf(given.members),
			departments: numbersOf(given.departments),
			skipVerify: given.skipVerify === undefined ? undefined : given.skipVerify === true,
		});
		return outputItems({ linkId, updated: Object.keys(given) });
	},
};
