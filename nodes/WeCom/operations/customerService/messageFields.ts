import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import type { ServiceMessageContent } from '../../../../channels/wecom/api/serviceMessage';
import type { WeComRun } from '../../weComOperation';

type MessageType = ServiceMessageContent['type'];

const shown = (...types: MessageType[]) => ({ show: { messageType: types } });

const typeNames: Readonly<Record<MessageType, string>> = {
	file: 'File',
	image: 'Image',
	link: 'Link',
	msgmenu: 'Menu',
	text: 'Text',
	video: 'Video',
	voice: 'Voice',
};

const text: INodeProperties = {
	displayName: 'Text',
	name: 'text',
	type: 'string',
	typeOptions: { rows: 3 },
	displayOptions: shown('text', 'msgmenu'),
	default: '',
	description: 'Up to 2,048 bytes, above a menu 1,024; a Chinese character takes 3',
};

const menu: INodeProperties[] = [
	{
		displayName: 'Choices',
		name: 'choices',
		type: 'string',
		typeOptions: { rows: 3 },
		displayOptions: shown('msgmenu'),
		default: '',
		placeholder: 'e.g. Prices',
		description: 'One a line, up to 10; the customer answers with one click',
	},
	{
		displayName: 'Closing Text',
		name: 'tail',
		type: 'string',
		displayOptions: shown('msgmenu'),
		default: '',
		description: 'Below the menu',
	},
];

const media: INodeProperties[] = [
	{
		displayName: 'Media ID',
		name: 'mediaId',
		type: 'string',
		displayOptions: shown('image', 'voice', 'video', 'file', 'link'),
		default: '',
		description:
			'Of an upload to WeCom (临时素材), valid for three days. A link shows it as picture.',
	},
	{
		displayName: 'Title',
		name: 'title',
		type: 'string',
		displayOptions: shown('link'),
		default: '',
		description: 'Up to 128 bytes; a Chinese character takes 3',
	},
	{
		displayName: 'Description',
		name: 'description',
		type: 'string',
		displayOptions: shown('link'),
		default: '',
		description: 'Up to 512 bytes; a Chinese character takes 3',
	},
	{
		displayName: 'URL',
		name: 'url',
		type: 'string',
		displayOptions: shown('link'),
		default: '',
		placeholder: 'e.g. https://www.example.com',
	},
];

/** What a message says, with the types that the operation may send. */
export function messageFields(types: readonly MessageType[]): INodeProperties[] {
	const options: INodePropertyOptions[] = types.map((value) => ({ name: typeNames[value], value }));
	return [
		{
			displayName: 'Message Type',
			name: 'messageType',
			type: 'options',
			options,
			default: 'text',
		},
		text,
		...menu,
		...(types.includes('link') ? media : []),
	];
}

/** The content that the fields of {@link messageFields} say. */
export function contentOf({ parameters }: WeComRun, index: number): ServiceMessageContent {
	const value = (name: string) => String(parameters.at<string>(name, index, '') ?? '');
	const type = parameters.at<MessageType>('messageType', index, 'text');
	switch (type) {
		case 'text':
			return { type, text: value('text') };
		case 'msgmenu':
			return menuOf({ parameters }, index);
		case 'link':
			return {
				type,
				title: value('title'),
				url: value('url'),
				description: value('description'),
				pictureMediaId: value('mediaId'),
			};
		default:
			return { type, mediaId: value('mediaId') };
	}
}

function menuOf({ parameters }: Pick<WeComRun, 'parameters'>, index: number) {
	const value = (name: string) => String(parameters.at<string>(name, index, '') ?? '');
	const choices = value('choices').split(/\r?\n/);
	return {
		type: 'msgmenu' as const,
		head: value('text'),
		choices: choices.map((choice) => choice.trim()).filter((choice) => choice !== ''),
		tail: value('tail'),
	};
}

/** As {@link contentOf}, for events, which take text and menus only. */
export function eventContentOf(run: WeComRun, index: number) {
	const type = run.parameters.at<MessageType>('messageType', index, 'text');
	if (type === 'msgmenu') return menuOf(run, index);
	return {
		type: 'text' as const,
		text: String(run.parameters.at<string>('text', index, '') ?? ''),
	};
}
