import { customerField, customerOf } from '../../fields/people';
import { outputItems } from '../../outputJson';
import type { WeComOperation } from '../../weComOperation';
import { accountField, accountOf } from './account';
import { contentOf, messageFields } from './messageFields';
import { messageIdOf, sendOptions } from './messageId';

export const sendMessage: WeComOperation = {
	value: 'sendMessage',
	name: 'Send Message',
	action: 'Send message of customer service',
	description:
		'Write to a customer who has written within 48 hours, at most five messages; never twice on a retry',
	fields: [
		accountField,
		customerField,
		...messageFields(['file', 'image', 'link', 'msgmenu', 'text', 'video', 'voice']),
		sendOptions,
	],
	async run(run, index) {
		const { sendServiceMessage } = await import('../../../../channels/wecom/api/serviceMessage');
		const [openKfId, externalUserId] = [accountOf(run, index), customerOf(run, index)];
		const content = contentOf(run, index);
		const messageId = messageIdOf(run, index, [openKfId, externalUserId, content]);
		const sent = await sendServiceMessage(
			await run.caller(),
			openKfId,
			externalUserId,
			messageId,
			content,
		);
		return outputItems({ openKfId, externalUserId, ...sent });
	},
};
