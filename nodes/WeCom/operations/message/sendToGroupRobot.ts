import type { IDataObject, INodeProperties } from 'n8n-workflow';
import type { RobotArticle, RobotMessage } from '../../../../channels/wecom/api/groupRobot';
import { elementsOf, memberAt, textAt } from '../../../../channels/shared/foreignJson';
import { listOf } from '../../fields/listText';
import { requiredId } from '../../fields/pickers';
import { outputItems } from '../../outputJson';
import type { WeComOperation, WeComRun } from '../../weComOperation';

const key: INodeProperties = {
	displayName: 'Webhook Key',
	name: 'webhookKey',
	type: 'string',
	typeOptions: { password: true },
	required: true,
	default: '',
	placeholder: 'e.g. https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=…',
	description: "The robot's webhook address, or its key alone. No credential is needed.",
};

const fields: INodeProperties[] = [
	key,
	{
		displayName: 'Message Type',
		name: 'messageType',
		type: 'options',
		options: [
			{ name: 'Markdown', value: 'markdown' },
			{
				name: 'Markdown V2',
				value: 'markdown_v2',
				description: 'With tables, lists and pictures; needs a recent WeCom app',
			},
			{ name: 'News', value: 'news', description: 'Up to eight articles with picture and link' },
			{ name: 'Text', value: 'text' },
		],
		default: 'text',
	},
	{
		displayName: 'Text',
		name: 'text',
		type: 'string',
		typeOptions: { rows: 4 },
		displayOptions: { show: { messageType: ['text', 'markdown', 'markdown_v2'] } },
		required: true,
		default: '',
		placeholder: 'e.g. New lead: {{ $json.company }}',
		description: 'Text up to 2,048 bytes, Markdown up to 4,096; a Chinese character takes 3',
	},
	{
		displayName: 'Articles',
		name: 'articles',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true },
		displayOptions: { show: { messageType: ['news'] } },
		default: {},
		placeholder: 'Add Article',
		options: [
			{
				displayName: 'Article',
				name: 'article',
				values: [
					{
						displayName: 'Title',
						name: 'title',
						type: 'string',
						required: true,
						default: '',
						description: 'Up to 128 bytes; a Chinese character takes 3',
					},
					{
						displayName: 'Description',
						name: 'description',
						type: 'string',
						default: '',
						description: 'Up to 512 bytes; a Chinese character takes 3',
					},
					{
						displayName: 'URL',
						name: 'url',
						type: 'string',
						required: true,
						default: '',
						placeholder: 'e.g. https://www.example.com',
					},
					{
						displayName: 'Picture URL',
						name: 'pictureUrl',
						type: 'string',
						default: '',
						placeholder: 'e.g. https://www.example.com/picture.png',
						description: 'JPG or PNG; best 1068 × 455',
					},
				],
			},
		],
	},
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options: [
			{
				displayName: 'Mentioned Members',
				name: 'mentionedMembers',
				type: 'string',
				default: '',
				placeholder: 'e.g. zhangsan, @all',
				description: "User IDs of members whom a text mentions, or '@all'",
			},
			{
				displayName: 'Mentioned Mobiles',
				name: 'mentionedMobiles',
				type: 'string',
				default: '',
				placeholder: 'e.g. 13800138000, @all',
				description: "Mobile numbers of members whom a text mentions, or '@all'",
			},
			{
				displayName: 'Wait at Most (Seconds)',
				name: 'maxWait',
				type: 'number',
				typeOptions: { minValue: 0, maxValue: 3600 },
				default: 120,
				description:
					'A robot may send 20 messages a minute. What is more waits this long for its turn.',
			},
		],
	},
];

function articleOf(entry: unknown): RobotArticle {
	return {
		title: textAt(entry, 'title') ?? '',
		description: textAt(entry, 'description'),
		url: textAt(entry, 'url') ?? '',
		pictureUrl: textAt(entry, 'pictureUrl'),
	};
}

function messageOf({ parameters }: WeComRun, index: number, options: IDataObject): RobotMessage {
	const type = parameters.at<RobotMessage['type']>('messageType', index, 'text');
	if (type === 'news') {
		const articles = memberAt(parameters.at<unknown>('articles', index, {}), 'article');
		return { type, articles: elementsOf(articles).map(articleOf) };
	}
	const text = String(parameters.at<string>('text', index, '') ?? '');
	if (type !== 'text') return { type, text };
	return {
		type,
		text,
		mentionedMembers: listOf(options.mentionedMembers),
		mentionedMobiles: listOf(options.mentionedMobiles),
	};
}

export const sendToGroupRobot: WeComOperation = {
	value: 'sendToGroupRobot',
	name: 'Send to Group Robot',
	action: 'Send message to group robot',
	description: 'Tell a group chat something by its robot (群机器人)',
	fields,
	async run(run, index) {
		const [{ groupRobot, sendRobotMessage }, { sharedRobotQueue }] = await Promise.all([
			import('../../../../channels/wecom/api/groupRobot'),
			import('../../../../channels/wecom/api/robotQueue'),
		]);
		const options = run.parameters.at<IDataObject>('options', index, {});
		const waited = await sendRobotMessage(
			run.http,
			groupRobot(requiredId(run, index, key)),
			messageOf(run, index, options),
			sharedRobotQueue,
			Number(options.maxWait ?? 120) * 1_000,
			run.node.getExecutionCancelSignal(),
		);
		return outputItems({ sent: true, waitedSeconds: Math.round(waited / 1_000) });
	},
};
