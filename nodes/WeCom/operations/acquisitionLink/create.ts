import type { INodeProperties } from 'n8n-workflow';
import { numbersOf } from '../../fields/listText';
import { ids, itemPaths, membersPicker } from '../../fields/pickers';
import { outputItems } from '../../outputJson';
import type { WeComOperation } from '../../weComOperation';
import { channelField, departmentsField, withChannel } from './linkFields';

const members = membersPicker({
	displayName: 'Members',
	name: 'members',
	description:
		"Who is added by the link; several take turns. Leave empty to use the item's 'wecomUserId'.",
});

const name: INodeProperties = {
	displayName: 'Link Name',
	name: 'linkName',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. Spring campaign',
	description: 'For colleagues only, up to 30 characters',
};

export const create: WeComOperation = {
	value: 'create',
	name: 'Create',
	action: 'Create acquisition link',
	description: 'Make a link (获客链接) by which customers add a member',
	fields: [
		name,
		members,
		channelField,
		{
			displayName: 'Options',
			name: 'options',
			type: 'collection',
			placeholder: 'Add option',
			default: {},
			options: [
				departmentsField,
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
		const { checkedChannel, createLink } = await import(
			'../../../../channels/wecom/api/acquisitionLink'
		);
		const { parameters } = run;
		const options = parameters.at<{ departments?: unknown; skipVerify?: boolean }>(
			'options',
			index,
			{},
		);
		// Before the link is made: a channel that is too long would leave one that nobody has heard of.
		checkedChannel(String(parameters.at<string>('channel', index, '') ?? '').trim());
		const link = await createLink(await run.caller(), {
			name: String(parameters.at<string>('linkName', index, '') ?? ''),
			members: ids(run, index, members, itemPaths.member),
			departments: numbersOf(options.departments),
			skipVerify: options.skipVerify ?? true,
		});
		return outputItems(withChannel(run, index, link));
	},
};
