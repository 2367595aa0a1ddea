import type { ICredentialType, Icon, INodeProperties } from 'n8n-workflow';

export class WeComApi implements ICredentialType {
	name = 'weComApi';

	displayName = 'WeCom API';

	icon: Icon = { light: 'file:weCom.svg', dark: 'file:weCom.dark.svg' };

	documentationUrl = 'https://www.npmjs.com/package/n8n-nodes-leadflow#credentials';

	properties: INodeProperties[] = [
		{
			displayName: 'Corp ID',
			name: 'corpId',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. ww1234567890abcdef',
			description: "WeCom console: '我的企业 → 企业信息 → 企业ID'",
		},
		{
			displayName: 'Agent ID',
			name: 'agentId',
			type: 'string',
			default: '',
			placeholder: 'e.g. 1000002',
			description:
				"AgentId of the self-built app, in the WeCom console under '应用管理'. Needed to send messages to members.",
		},
		{
			displayName: 'Secret',
			name: 'secret',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			default: '',
			description:
				"Secret of the same app. Add the app under '客户联系 → API → 可调用接口的应用' and '微信客服 → API', and the address of n8n under its '企业可信IP'.",
		},
		{
			displayName: 'Token',
			name: 'token',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			description: "For WeCom Trigger: the app's '接收消息 → 设置API接收 → Token'",
		},
		{
			displayName: 'EncodingAESKey',
			name: 'encodingAesKey',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			description:
				"For WeCom Trigger: the app's '接收消息 → 设置API接收 → EncodingAESKey', 43 characters",
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			default: 'https://qyapi.weixin.qq.com',
			description: 'Change it only for a private deployment (私有化部署) of WeCom',
		},
	];
}
