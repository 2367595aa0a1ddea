import type { IDataObject, INodeProperties } from 'n8n-workflow';
import type {
	MemberMessageContent,
	MemberMessageResult,
} from '../../../../channels/wecom/api/memberMessage';
import { LeadflowError } from '../../../../leads/model/error';
import { listOf } from '../../fields/listText';
import { ids, membersPicker } from '../../fields/pickers';
import { outputItems } from '../../outputJson';
import type { WeComOperation, WeComRun } from '../../weComOperation';

const receivers = membersPicker({
	displayName: 'Member',
	name: 'members',
	description:
		"Who gets the message: up to 1,000 user IDs, or '@all' for everyone whom the app may see",
});

const cardOnly = { show: { messageType: ['textcard'] } };

const fields: INodeProperties[] = [
	receivers,
	{
		displayName: 'Message Type',
		name: 'messageType',
		type: 'options',
		options: [
			{ name: 'Markdown', value: 'markdown', description: 'Shown in WeCom only, not in WeChat' },
			{ name: 'Text', value: 'text' },
			{ name: 'Text Card', value: 'textcard', description: 'A title, a few lines and a button' },
		],
		default: 'text',
	},
	{
		displayName: 'Text',
		name: 'text',
		type: 'string',
		typeOptions: { rows: 4 },
		displayOptions: { show: { messageType: ['text', 'markdown'] } },
		required: true,
		default: '',
		placeholder: 'e.g. New lead: {{ $json.company }}',
		description: 'Up to 2,048 bytes; a Chinese character takes 3',
	},
	{
		displayName: 'Title',
		name: 'title',
		type: 'string',
		displayOptions: cardOnly,
		required: true,
		default: '',
		placeholder: 'e.g. New lead',
		description: 'Up to 128 bytes; a Chinese character takes 3',
	},
	{
		displayName: 'Description',
		name: 'description',
		type: 'string',
		typeOptions: { rows: 3 },
		displayOptions: cardOnly,
		required: true,
		default: '',
		description:
			'Up to 512 bytes; a Chinese character takes 3. Line breaks and div classes are understood.',
	},
	{
		displayName: 'URL',
		name: 'url',
		type: 'string',
		displayOptions: cardOnly,
		required: true,
		default: '',
		placeholder: 'e.g. https://n8n.example.com/webhook/desk',
		description: 'Opened when the card is clicked',
	},
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options: [
			{
				displayName: 'Address Book Tag IDs',
				name: 'tags',
				type: 'string',
				default: '',
				placeholder: 'e.g. 3, 8',
				description: 'Everyone with one of these tags of the address book gets the message, too',
			},
			{
				displayName: 'Button Text',
				name: 'button',
				type: 'string',
				default: '',
				placeholder: 'e.g. 查看',
				description: 'Of a text card, up to 4 characters',
			},
			{
				displayName: 'Confidential',
				name: 'confidential',
				type: 'boolean',
				default: false,
				description: 'Whether to forbid forwarding and show a watermark',
			},
			{
				displayName: 'Department IDs',
				name: 'departments',
				type: 'string',
				default: '',
				placeholder: 'e.g. 2, 5',
				description: 'Everyone in these departments gets the message, too',
			},
			{
				displayName: 'If Some Are Not Reached',
				name: 'onInvalid',
				type: 'options',
				options: [
					{ name: 'Fail', value: 'fail' },
					{ name: 'Name Them in the Output', value: 'report' },
				],
				default: 'report',
			},
			{
				displayName: 'Skip Repeats Within (Seconds)',
				name: 'repeatSeconds',
				type: 'number',
				typeOptions: { minValue: 0, maxValue: 14400 },
				default: 1800,
				description: 'Do not deliver the same message again to the same person within this time',
			},
		],
	},
];

function contentOf({ parameters }: WeComRun, index: number, options: IDataObject) {
	const text = (name: string) => String(parameters.at<string>(name, index, '') ?? '');
	const type = parameters.at<MemberMessageContent['type']>('messageType', index, 'text');
	const content: MemberMessageContent =
		type === 'textcard'
			? {
					type,
					title: text('title'),
					description: text('description'),
					url: text('url'),
					button: String(options.button ?? '').trim(),
				}
			: { type, text: text('text') };
	return content;
}

function unreached({
	invalidMembers,
	invalidDepartments,
	invalidTags,
	unlicensedMembers,
}: MemberMessageResult) {
	return [
		...invalidMembers,
		...unlicensedMembers,
		...invalidDepartments.map((id) => `department ${id}`),
		...invalidTags.map((id) => `tag ${id}`),
	];
}

export const sendToMember: WeComOperation = {
	value: 'sendToMember',
	name: 'Send to Member',
	action: 'Send message to member',
	description: 'Tell colleagues something in the WeCom app',
	fields,
	async run(run, index) {
		const { sendMemberMessage } = await import('../../../../channels/wecom/api/memberMessage');
		const { client, credential } = await run.app();
		if (credential.agentId === undefined) {
			throw new LeadflowError('CONFIGURATION', "The WeCom API credential has no valid 'Agent ID'", {
				hint: 'Copy the AgentId of the app (应用管理 → the app) into the credential; it is a number.',
			});
		}
		const options = run.parameters.at<IDataObject>('options', index, {});
		const result = await sendMemberMessage(client, {
			agentId: credential.agentId,
			members: ids(run, index, receivers),
			departments: listOf(options.departments),
			tags: listOf(options.tags),
			content: contentOf(run, index, options),
			confidential: options.confidential === true,
			repeatSeconds: Number(options.repeatSeconds ?? 0),
		});
		const missed = unreached(result);
		if (missed.length > 0) {
			if (options.onInvalid === 'fail') {
				throw new LeadflowError(
					'INVALID_INPUT',
					`The message was sent, but ${missed.length} of its receivers cannot be reached`,
					{
						hint: "Check the accounts and the visible range (可见范围) of the app. 'If Some Are Not Reached: Name Them in the Output' tells who they are.",
					},
				);
			}
			run.node.addExecutionHints({
				message: `Item ${index}: not reached: ${missed.slice(0, 10).join(', ')}${missed.length > 10 ? ' …' : ''}`,
				type: 'warning',
				location: 'outputPane',
			});
		}
		return outputItems({ ...result, allReached: missed.length === 0 });
	},
};
