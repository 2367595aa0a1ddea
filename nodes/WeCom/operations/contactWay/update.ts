import type { IDataObject } from 'n8n-workflow';
import { LeadflowError } from '../../../../leads/model/error';
import { listOf } from '../../fields/listText';
import { outputItems } from '../../outputJson';
import type { WeComOperation } from '../../weComOperation';
import {
	configIdOf,
	contactWayField,
	departmentsField,
	exclusiveField,
	markSourceField,
	remarkField,
	settingsOf,
	skipVerifyField,
	stateField,
} from './settings';

export const update: WeComOperation = {
	value: 'update',
	name: 'Update',
	action: 'Update contact way',
	description: 'Change a QR code that is printed already; the picture stays the same',
	fields: [
		contactWayField,
		{
			displayName: 'Changes',
			name: 'changes',
			type: 'collection',
			placeholder: 'Add Field',
			default: {},
			options: [
				departmentsField,
				markSourceField,
				{
					displayName: 'Members',
					name: 'members',
					type: 'string',
					default: '',
					placeholder: 'e.g. zhangsan, lisi',
					description: 'User IDs of those who are added by the code, replacing the others',
				},
				remarkField,
				exclusiveField,
				skipVerifyField,
				stateField,
			],
		},
	],
	async run(run, index) {
		const { updateContactWay } = await import('../../../../channels/wecom/api/contactWay');
		const given = run.parameters.at<IDataObject>('changes', index, {});
		if (Object.keys(given).length === 0) {
			throw new LeadflowError('INVALID_INPUT', 'There is nothing to update', {
				hint: "Add at least one field under 'Changes'.",
			});
		}
		const configId = configIdOf(run, index);
		await updateContactWay(await run.caller(), configId, {
			...settingsOf(given),
			members: given.members === undefined ? undefined : listOf(given.members),
		});
		return outputItems({ configId, updated: Object.keys(given) });
	},
};
