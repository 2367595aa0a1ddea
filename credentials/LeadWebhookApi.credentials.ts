import type { ICredentialType, Icon, INodeProperties } from 'n8n-workflow';

export class LeadWebhookApi implements ICredentialType {
	name = 'leadWebhookApi';

	displayName = 'Lead Webhook API';

	icon: Icon = { light: 'file:leadWebhook.svg', dark: 'file:leadWebhook.dark.svg' };

	documentationUrl = 'https://www.npmjs.com/package/n8n-nodes-leadflow#credentials';

	properties: INodeProperties[] = [
		{
			displayName:
				'Fill in what your platform has and leave the rest empty. The trigger says which it needs.',
			name: 'notice',
			type: 'notice',
			default: '',
		},
		{
			displayName: 'Secret',
			name: 'secret',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			description:
				"Chatwoot and tawk.to: the webhook's secret. Meta: the app secret. Platforms that sign nothing: a long random text of your own, which you add to the URL as '?secret=…'.",
		},
		{
			displayName: 'Meta Verify Token',
			name: 'verifyToken',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			description:
				"A text of your own, which you enter as 'Verify token' when you save the URL in the Meta app",
		},
		{
			displayName: 'Meta Page Access Token',
			name: 'pageAccessToken',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			description:
				'Long-lived token of the page with the permission leads_retrieval. With it the trigger fetches what was filled in, without it you get the IDs only.',
		},
		{
			displayName: 'Sobot Company ID',
			name: 'sobotCompanyId',
			type: 'string',
			default: '',
			placeholder: 'e.g. 8a8b8c8d8e8f',
			description: 'The companyId that Sobot (智齿) signs with',
		},
		{
			displayName: 'Sobot App Key',
			name: 'sobotSecret',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			description: 'The appKey of the message forwarding (在线消息转发) of Sobot (智齿)',
		},
	];
}
