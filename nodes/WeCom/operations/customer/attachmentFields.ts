import type { INodeProperties } from 'n8n-workflow';
import { elementsOf, memberAt, textAt } from '../../../../channels/shared/foreignJson';
import type { WelcomeAttachment } from '../../../../channels/wecom/api/welcome';

const shown = (...types: string[]) => ({ show: { type: types } });

/** Up to nine things that go with a welcome message. */
export const attachmentsField: INodeProperties = {
	displayName: 'Attachments',
	name: 'attachments',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true },
	default: {},
	placeholder: 'Add Attachment',
	description: 'Up to 9, sent after the text',
	options: [
		{
			displayName: 'Attachment',
			name: 'attachment',
			values: [
				{
					displayName: 'App ID',
					name: 'appId',
					type: 'string',
					displayOptions: shown('miniprogram'),
					default: '',
					description: 'Of a mini program that belongs to the corp',
				},
				{
					displayName: 'Description',
					name: 'description',
					type: 'string',
					displayOptions: shown('link'),
					default: '',
				},
				{
					displayName: 'Media ID',
					name: 'mediaId',
					type: 'string',
					displayOptions: shown('image', 'video', 'file', 'miniprogram'),
					default: '',
					description:
						'Of an upload to WeCom (临时素材), valid for three days. A mini program shows it as picture.',
				},
				{
					displayName: 'Page',
					name: 'page',
					type: 'string',
					displayOptions: shown('miniprogram'),
					default: '',
					placeholder: 'e.g. pages/index',
				},
				{
					displayName: 'Picture URL',
					name: 'pictureUrl',
					type: 'string',
					displayOptions: shown('image', 'link'),
					default: '',
					description:
						'For an image: an address that WeCom gave (上传图片), where there is no media ID',
				},
				{
					displayName: 'Title',
					name: 'title',
					type: 'string',
					displayOptions: shown('link', 'miniprogram'),
					default: '',
				},
				{
					displayName: 'Type',
					name: 'type',
					type: 'options',
					options: [
						{ name: 'File', value: 'file' },
						{ name: 'Image', value: 'image' },
						{ name: 'Link', value: 'link' },
						{ name: 'Mini Program', value: 'miniprogram' },
						{ name: 'Video', value: 'video' },
					],
					default: 'link',
				},
				{
					displayName: 'URL',
					name: 'url',
					type: 'string',
					displayOptions: shown('link'),
					default: '',
					placeholder: 'e.g. https://www.example.com',
				},
			],
		},
	],
};

function attachmentOf(entry: unknown): WelcomeAttachment {
	const text = (name: string) => textAt(entry, name) ?? '';
	const type = text('type');
	switch (type) {
		case 'image':
			return { type, mediaId: text('mediaId'), pictureUrl: text('pictureUrl') };
		case 'video':
		case 'file':
			return { type, mediaId: text('mediaId') };
		case 'miniprogram':
			return {
				type,
				title: text('title'),
				appId: text('appId'),
				page: text('page'),
				pictureMediaId: text('mediaId'),
			};
		default:
			return {
				type: 'link',
				title: text('title'),
				url: text('url'),
				pictureUrl: text('pictureUrl'),
				description: text('description'),
			};
	}
}

/** The attachments that the field's value lists. */
export function attachmentsOf(value: unknown): WelcomeAttachment[] {
	return elementsOf(memberAt(value, 'attachment')).map(attachmentOf);
}
