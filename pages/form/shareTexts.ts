import type { Language } from '../../leads/model/form';

/** Why an address is no good for print: who can open it. */
export type AddressWarning = 'network' | 'computer' | 'test';

interface ShareTexts {
	title: string;
	intro: string;
	download: (kind: string) => string;
	codeFor: (title: string) => string;
	warning: Record<AddressWarning, string>;
	/** The same in few words, for inside the picture. */
	shortWarning: Record<AddressWarning, string>;
	sourceTitle: string;
	sourceText: string;
	sourceLabels: Record<'utm_source' | 'utm_medium' | 'utm_campaign', string>;
	sourceButton: string;
	embedTitle: string;
	embedText: string;
	embedClosed: string;
}

const en: ShareTexts = {
	title: 'Share this form',
	intro: 'Print the code, or link to the address below.',
	download: (kind) => `Download ${kind}`,
	codeFor: (title) => `QR code of the form ${title}`,
	warning: {
		network: 'Only people in your own network can open this address.',
		computer:
			'Only this computer can open this address. Tell n8n its public address with WEBHOOK_URL before you print the code.',
		test: 'This is the test address: it works only while the editor is listening. Open the page from the production address before you print the code.',
	},
	shortWarning: {
		network: 'Local network only – do not print',
		computer: 'This computer only – do not print',
		test: 'Test address – do not print',
	},
	sourceTitle: 'A code for each place',
	sourceText: 'Leads that come through this code carry these values.',
	sourceLabels: { utm_source: 'Source', utm_medium: 'Medium', utm_campaign: 'Campaign' },
	sourceButton: 'Make code',
	embedTitle: 'Put the form on your website',
	embedText: 'Paste this where the form shall stand. The page’s address and campaign come along.',
	embedClosed: 'To put the form on a website, add the site under ‘Allowed Sites’ in the node.',
};

const zh: ShareTexts = {
	title: '分享此表单',
	intro: '打印二维码，或使用下方链接。',
	download: (kind) => `下载 ${kind}`,
	codeFor: (title) => `表单“${title}”的二维码`,
	warning: {
		network: '此地址只能在您的内部网络中打开。',
		computer: '此地址只能在本机打开。打印二维码之前，请用 WEBHOOK_URL 告诉 n8n 它的公网地址。',
		test: '这是测试地址，仅在编辑器监听时有效。请从正式地址打开本页后再打印二维码。',
	},
	shortWarning: {
		network: '仅限内部网络，请勿打印',
		computer: '仅限本机，请勿打印',
		test: '测试地址，请勿打印',
	},
	sourceTitle: '为每个投放位置生成专属二维码',
	sourceText: '通过此二维码进入的线索会带上以下参数。',
	sourceLabels: { utm_source: '来源', utm_medium: '媒介', utm_campaign: '活动' },
	sourceButton: '生成二维码',
	embedTitle: '嵌入您的网站',
	embedText: '将以下代码粘贴到网页中需要显示表单的位置，页面地址和推广参数会一并带上。',
	embedClosed: '如需嵌入网站，请先在节点的“Allowed Sites”中添加该站点。',
};

export const shareTexts: Readonly<Record<Language, ShareTexts>> = { en, zh };
