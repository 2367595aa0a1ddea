import type { INodeProperties } from 'n8n-workflow';

function notice(platform: string, displayName: string): INodeProperties {
	return {
		displayName,
		name: `${platform}Notice`,
		type: 'notice',
		displayOptions: { show: { platform: [platform] } },
		default: '',
	};
}

/** Which platform sends, and what to enter there. */
export const platformChoice: INodeProperties[] = [
	{
		displayName: 'Platform',
		name: 'platform',
		type: 'options',
		noDataExpression: true,
		options: [
			{
				name: 'Baidu Leads (百度基木鱼)',
				value: 'baiduLeads',
				description: 'Leads of 基木鱼 and 线索通; not signed, needs a secret in the URL',
			},
			{
				name: 'Chatwoot',
				value: 'chatwoot',
				description: "Visitors' messages and contacts; signed, or with a secret in the URL",
			},
			{
				name: 'Generic Signed Webhook',
				value: 'generic',
				description:
					'Any other sender, such as 美洽, 53KF or 快商通; you describe proof and fields',
			},
			{
				name: 'Meta Lead Ads',
				value: 'metaLeadAds',
				description: 'Instant forms on Facebook and Instagram; signed',
			},
			{
				name: 'Ocean Engine (巨量引擎飞鱼)',
				value: 'oceanEngine',
				description: 'Clues of 飞鱼; not signed, needs a secret in the URL',
			},
			{
				name: 'Sobot (智齿)',
				value: 'sobot',
				description: 'Conversations, messages and visitors; signed, or with a secret in the URL',
			},
			{
				name: 'Tawk.to',
				value: 'tawkTo',
				description: 'Chats, transcripts and tickets; signed',
			},
			{
				name: 'Tencent Ads (腾讯广告)',
				value: 'tencentAds',
				description: 'Leads of 腾讯广告; not signed, needs a secret in the URL',
			},
		],
		default: 'chatwoot',
	},
	notice(
		'baiduLeads',
		"In 基木鱼 or 营销通, enter the production URL with <b>?secret=</b> and the credential's 'Secret' at its end as the address that leads are pushed to. Baidu signs nothing: without the secret a delivery is refused.",
	),
	notice(
		'chatwoot',
		"In Chatwoot, 'Settings → Integrations → Webhooks → Add new webhook': enter the production URL, tick 'Message created', 'Contact created' and 'Contact updated', and copy the webhook's secret into the credential. An older Chatwoot that shows no secret signs nothing: put a secret of your own into the credential and add <b>?secret=</b> and it to the URL.",
	),
	notice(
		'metaLeadAds',
		"In your Meta app, 'Webhooks → Page': enter the production URL and the credential's 'Meta Verify Token', then subscribe to 'leadgen' and install the app on the page. The credential's 'Secret' is the app secret. With a page access token in the credential you get what people filled in; without it you get IDs for a node of your own to fetch.",
	),
	notice(
		'oceanEngine',
		"In 飞鱼, enter the production URL with <b>?secret=</b> and the credential's 'Secret' at its end as the address that clues are pushed to. 飞鱼 publishes no signature of its push: without the secret a delivery is refused.",
	),
	notice(
		'sobot',
		"Ask your Sobot manager to forward online messages (在线消息转发) to the production URL and to sign them, and put company ID and app key into the credential. Without a signature, add <b>?secret=</b> and the credential's 'Secret' to the URL.",
	),
	notice(
		'tawkTo',
		"In tawk.to, 'Administration → Webhooks → Create Webhook': enter the production URL, choose the events, and copy the secret key into the credential.",
	),
	notice(
		'tencentAds',
		"In 腾讯广告, enter the production URL with <b>?secret=</b> and the credential's 'Secret' at its end as the address that leads are pushed to. Its push is not known to be signed: without the secret a delivery is refused.",
	),
	notice(
		'generic',
		"Describe below how the sender proves itself, with the secret in the credential's 'Secret', and where its leads are. Enter the production URL at the sender.",
	),
	{
		displayName: 'Allow Unsigned',
		name: 'allowUnsigned',
		type: 'boolean',
		default: false,
		description:
			'Whether to take deliveries that prove nothing while the credential holds no secret for this platform. With a secret, every delivery is checked.',
	},
	{
		displayName:
			'Deliveries are not verified as long as the credential holds no secret: whoever knows the URL can send leads, and can pretend to be somebody you know. Use it for trying out, or behind a gateway that checks the sender.',
		name: 'unsignedNotice',
		type: 'notice',
		displayOptions: { show: { allowUnsigned: [true] } },
		default: '',
	},
];
