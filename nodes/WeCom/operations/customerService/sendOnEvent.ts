import type { INodeProperties } from 'n8n-workflow';
import { itemPaths, requiredId } from '../../fields/pickers';
import { outputItems } from '../../outputJson';
import type { WeComOperation } from '../../weComOperation';
import { eventContentOf, messageFields } from './messageFields';
import { messageIdOf, sendOptions } from './messageId';

const code: INodeProperties = {
	displayName: 'Event Code',
	name: 'code',
	type: 'string',
	default: '',
	placeholder: 'e.g. {{ $json.capture.welcomeCode }}',
	description:
		"The welcome_code or msg_code of the event. Leave empty to use the item's 'capture.welcomeCode'. A welcome works once, within 20 seconds.",
};

export const sendOnEvent: WeComOperation = {
	value: 'sendOnEvent',
	name: 'Send on Event',
	action: 'Send message on event of customer service',
	description: 'Greet a customer who opens the chat, or answer where a conversation begins or ends',
	fields: [code, ...messageFields(['msgmenu', 'text']), sendOptions],
	async run(run, index) {
		const { sendOnEvent: send } = await import('../../../../channels/wecom/api/serviceMessage');
		const eventCode = requiredId(run, index, code, [
			...itemPaths.welcomeCode,
			['capture', 'payload', 'event', 'msg_code'],
		]);
		const content = eventContentOf(run, index);
		const messageId = messageIdOf(run, index, [eventCode, content]);
		return outputItems(await send(await run.caller(), eventCode, messageId, content));
	},
};
