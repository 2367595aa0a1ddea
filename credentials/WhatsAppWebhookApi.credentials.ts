import type { ICredentialType, Icon, INodeProperties } from 'n8n-workflow';

export class WhatsAppWebhookApi implements ICredentialType {
	name = 'whatsAppWebhookApi';

	displayName = 'WhatsApp Webhook API';

	icon: Icon = { light: 'file:whatsAppWebhook.svg', dark: 'file:whatsAppWebhook.dark.svg' };

	documentationUrl = 'https://www.npmjs.com/package/n8n-nodes-leadflow#credentials';

	properties: INodeProperties[] = [
		{
			displayName: 'App Secret',
			name: 'appSecret',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			default: '',
			description:
				"Meta's app dashboard: 'App settings → Basic → App secret'. Every delivery is signed with it.",
		},
		{
			displayName: 'Verify Token',
			name: 'verifyToken',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			default: '',
			description:
				"A word of your own choice, long and hard to guess. Enter the same one in Meta's app dashboard under 'WhatsApp → Configuration → Webhook'.",
		},
	];
}
