import type { IDataObject } from 'n8n-workflow';
import type { CustomerRemark } from '../../../../channels/wecom/api/customers';
import { withinCharacters } from '../../../../channels/wecom/api/limits';
import { LeadflowError } from '../../../../leads/model/error';
import { listOf } from '../../fields/listText';
import { customerField, customerOf, memberField, memberOf } from '../../fields/people';
import { outputItems } from '../../outputJson';
import type { WeComOperation } from '../../weComOperation';

function remarkOf(given: IDataObject): CustomerRemark {
	const text = (name: string, label: string, most: number) =>
		given[name] === undefined
			? {}
			: { [name]: withinCharacters(label, String(given[name] ?? '').trim(), most) };
	const remark = {
		...text('remark', 'Remark', 20),
		...text('description', 'Description', 150),
		...text('company', 'Company', 20),
		...(given.mobiles === undefined ? {} : { mobiles: listOf(given.mobiles) }),
	};
	if (Object.keys(remark).length > 0) return remark;
	throw new LeadflowError('INVALID_INPUT', 'There is nothing to update', {
		hint: "Add at least one field under 'Remark Fields'.",
	});
}

export const updateRemark: WeComOperation = {
	value: 'updateRemark',
	name: 'Update Remark',
	action: 'Update remark of customer',
	description: 'Change what a member noted of a customer; what is not given stays',
	fields: [
		customerField,
		memberField,
		{
			displayName: 'Remark Fields',
			name: 'remark',
			type: 'collection',
			placeholder: 'Add Field',
			default: {},
			options: [
				{
					displayName: 'Company',
					name: 'company',
					type: 'string',
					default: '',
					description: 'Up to 20 characters; only for WeChat users, not for other WeCom corps',
				},
				{
					displayName: 'Description',
					name: 'description',
					type: 'string',
					typeOptions: { rows: 2 },
					default: '',
					description: 'Up to 150 characters',
				},
				{
					displayName: 'Mobiles',
					name: 'mobiles',
					type: 'string',
					default: '',
					placeholder: 'e.g. 13800138000',
					description: 'Phone numbers, replacing those that are noted. Leave empty to clear them.',
				},
				{
					displayName: 'Remark',
					name: 'remark',
					type: 'string',
					default: '',
					placeholder: 'e.g. Li Na - Example Co.',
					description: 'The name under which the member sees the customer, up to 20 characters',
				},
			],
		},
	],
	async run(run, index) {
		const { updateRemark: update } = await import('../../../../channels/wecom/api/customers');
		const [userId, externalUserId] = [memberOf(run, index), customerOf(run, index)];
		const remark = remarkOf(run.parameters.at<IDataObject>('remark', index, {}));
		await update(await run.caller(), userId, externalUserId, remark);
		return outputItems({ externalUserId, userId, updated: Object.keys(remark) });
	},
};
