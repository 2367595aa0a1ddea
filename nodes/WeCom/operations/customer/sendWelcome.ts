import { setTimeout as pause } from 'node:timers/promises';
import type { INodeProperties } from 'n8n-workflow';
import { itemPaths, requiredId } from '../../fields/pickers';
import { outputItems } from '../../outputJson';
import type { WeComOperation } from '../../weComOperation';
import { attachmentsField, attachmentsOf } from './attachmentFields';

const code: INodeProperties = {
	displayName: 'Welcome Code',
	name: 'welcomeCode',
	type: 'string',
	default: '',
	placeholder: 'e.g. {{ $json.capture.welcomeCode }}',
	description:
		"Of the event that WeCom Trigger gave. Leave empty to use the item's 'capture.welcomeCode'. It works once, within 20 seconds.",
};

export const sendWelcome: WeComOperation = {
	value: 'sendWelcome',
	name: 'Send Welcome Message',
	action: 'Send welcome message to customer',
	description: 'Greet a customer who has just been added; put it directly behind WeCom Trigger',
	fields: [
		code,
		{
			displayName: 'Text',
			name: 'text',
			type: 'string',
			typeOptions: { rows: 3 },
			default: '',
			placeholder: 'e.g. Thank you for adding us. How can we help?',
			description: 'Up to 4,000 bytes; a Chinese character takes 3',
		},
		attachmentsField,
	],
	async run(run, index) {
		const { sendWelcome: send } = await import('../../../../channels/wecom/api/welcome');
		const welcome = {
			code: requiredId(run, index, code, itemPaths.welcomeCode),
			text: String(run.parameters.at<string>('text', index, '') ?? ''),
			attachments: attachmentsOf(run.parameters.at<unknown>('attachments', index, {})),
		};
		await send(await run.caller(), welcome, async (milliseconds) => await pause(milliseconds));
		return outputItems({ sent: true });
	},
};
