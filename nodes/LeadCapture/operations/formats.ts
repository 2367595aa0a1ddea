import type { INodePropertyOptions } from 'n8n-workflow';
import type { ReadItem } from '../../../channels/shared/reading';

/** A shape in which a channel's items come, and what reads them; loaded at first use. */
interface ItemFormat {
	value: string;
	name: string;
	description: string;
	load(): Promise<ReadItem>;
}

/** Every format that Lead Capture knows beside flat JSON, by name. One line a channel. */
const itemFormats: readonly ItemFormat[] = [
	{
		value: 'baiduLeads',
		name: 'Baidu Leads (百度基木鱼)',
		description: 'Leads of 基木鱼 and 线索通, pushed or fetched',
		load: async () => (await import('../../../channels/ads/baiduLeads')).readBaiduLeads,
	},
	{
		value: 'chatwoot',
		name: 'Chatwoot',
		description: 'Webhook bodies of Chatwoot: messages and contacts',
		load: async () => (await import('../../../channels/chat/chatwoot')).readChatwoot,
	},
	{
		value: 'email',
		name: 'Email',
		description: "Items of n8n's IMAP, Gmail and Outlook triggers, or raw messages",
		load: async () => (await import('../../../channels/email/readEmail')).readEmail,
	},
	{
		value: 'metaLeadAds',
		name: 'Meta Lead Ads',
		description: "Items of n8n's Facebook Lead Ads Trigger, or leads fetched from the Graph API",
		load: async () => (await import('../../../channels/ads/metaLeadAds')).readMetaLeadAds,
	},
	{
		value: 'n8nChat',
		name: 'N8n Chat',
		description: "Items of n8n's Chat Trigger",
		load: async () => (await import('../../../channels/chat/n8nChat')).readN8nChat,
	},
	{
		value: 'oceanEngine',
		name: 'Ocean Engine (巨量引擎飞鱼)',
		description: 'Clues of 飞鱼, pushed or fetched',
		load: async () => (await import('../../../channels/ads/oceanEngine')).readOceanEngine,
	},
	{
		value: 'sobot',
		name: 'Sobot (智齿)',
		description: 'What Sobot forwards: conversations, messages, visitors',
		load: async () => (await import('../../../channels/chat/sobot')).readSobot,
	},
	{
		value: 'tawkTo',
		name: 'Tawk.to',
		description: 'Webhook bodies of tawk.to: chats, transcripts, tickets',
		load: async () => (await import('../../../channels/chat/tawkTo')).readTawkTo,
	},
	{
		value: 'tencentAds',
		name: 'Tencent Ads (腾讯广告)',
		description: 'Leads of 腾讯广告, pushed or fetched',
		load: async () => (await import('../../../channels/ads/tencentAds')).readTencentAds,
	},
	{
		value: 'weCom',
		name: 'WeCom (企业微信)',
		description:
			'Decrypted callbacks, contacts (externalcontact/get) and customer service messages (kf/sync_msg)',
		load: async () => (await import('../../../channels/wecom/readWeCom')).readWeCom,
	},
	{
		value: 'whatsApp',
		name: 'WhatsApp',
		description: "Items of n8n's WhatsApp Trigger, or webhook bodies of the WhatsApp Cloud API",
		load: async () => (await import('../../../channels/whatsapp/readWhatsApp')).readWhatsApp,
	},
	{
		value: 'whatsAppSendResult',
		name: 'WhatsApp Send Result',
		description:
			"What n8n's WhatsApp node answers, or its error output, for the lead it was sent to",
		load: async () => (await import('../../../channels/whatsapp/readSendResult')).readSendResult,
	},
];

/** The formats as options of a drop-down. */
export const formatOptions: INodePropertyOptions[] = [
	{
		name: 'Any JSON',
		value: 'json',
		description: 'Lead fields by their English or Chinese names; items of our own triggers',
	},
	...itemFormats.map(({ value, name, description }) => ({ value, name, description })),
];

/** What reads items of a format; undefined for JSON, which is mapped field by field. */
export async function formatReader(value: string): Promise<ReadItem | undefined> {
	return await itemFormats.find((format) => format.value === value)?.load();
}
