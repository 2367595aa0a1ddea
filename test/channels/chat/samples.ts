/** A visitor's message as Chatwoot reports it. */
export const chatwootMessage = {
	event: 'message_created',
	id: 901,
	content: 'Do you ship to Kunming?',
	content_type: 'text',
	content_attributes: {},
	message_type: 'incoming',
	private: false,
	created_at: '2026-05-01T08:00:00.000Z',
	source_id: null,
	additional_attributes: {},
	attachments: [{ id: 1, file_type: 'image', data_url: 'https://chat.example.com/a.png' }],
	sender: {
		id: 77,
		name: 'Li Na',
		email: 'li.na@example.com',
		phone_number: '+8613800138000',
		identifier: 'shop-4711',
		custom_attributes: { 意向产品: '阀门', plan: 'trial' },
		additional_attributes: { company_name: 'Example Ltd', city: 'Suzhou', country: 'China' },
	},
	inbox: { id: 5, name: 'Website' },
	conversation: {
		id: 33,
		channel: 'Channel::WebWidget',
		status: 'open',
		labels: ['vip', 'export'],
		meta: { hmac_verified: false },
		custom_attributes: { budget: '5000' },
		additional_attributes: {
			referer: 'https://www.example.com/valves?utm_source=baidu&bd_vid=abc123',
			browser: { browser_name: 'Chrome' },
			browser_language: 'zh-CN',
		},
	},
	account: { id: 1, name: 'Example' },
};

export const chatwootConversation = {
	event: 'conversation_created',
	id: 33,
	inbox_id: 5,
	labels: [],
	meta: { sender: chatwootMessage.sender },
	messages: [
		{ id: 900, message_type: 2, content: 'Bot', account_id: 1 },
		{
			id: 901,
			message_type: 0,
			content: 'Do you ship to Kunming?',
			account_id: 1,
			created_at: 1777622400,
		},
	],
	additional_attributes: chatwootMessage.conversation.additional_attributes,
};

export const chatwootContact = {
	event: 'contact_updated',
	...chatwootMessage.sender,
	account: { id: 1, name: 'Example' },
	changed_attributes: [{ email: { previous_value: null, current_value: 'li.na@example.com' } }],
};

const property = { id: '58ca8453b8a7e060cd3b1ecb', name: 'Example Shop' };
const visitor = { name: 'Ada Example', email: 'ada@example.com', city: 'cebu', country: 'PH' };

export const tawkStart = {
	event: 'chat:start',
	chatId: '70fe3290-99ad-11e9-a30a-51567162179f',
	time: '2026-05-01T08:00:00.000Z',
	message: { text: 'Hello, a quote please', type: 'msg', sender: { type: 'visitor' } },
	visitor,
	property,
};

export const tawkEnd = {
	event: 'chat:end',
	chatId: tawkStart.chatId,
	time: '2026-05-01T08:10:00.000Z',
	visitor,
	property,
};

export const tawkTranscript = {
	event: 'chat:transcript_created',
	time: '2026-05-01T08:11:00.000Z',
	property,
	chat: {
		id: tawkStart.chatId,
		visitor,
		messages: [
			{ sender: { t: 's' }, type: 'msg', msg: 'Welcome', time: '2026-05-01T08:00:00.000Z' },
			{ sender: { t: 'v', n: 'Ada Example' }, type: 'msg', msg: 'Hello, a quote please' },
			{ sender: { t: 'a', n: 'Wang' }, type: 'msg', msg: 'Of course' },
			{ sender: { t: 'v' }, type: 'file', attchs: [{}] },
		],
	},
};

export const tawkTicket = {
	event: 'ticket:create',
	time: '2026-05-01T08:12:00.000Z',
	property,
	ticket: {
		id: '02598050-99ad-11e9-8887-97564881b95b',
		humanId: 3,
		subject: 'Quote',
		message: '200 valves',
	},
	requester: { name: 'Ada Example', email: 'ada@example.com' },
};

export const sobotConversations = {
	type: 'conversation',
	sys_code: 'x',
	content: [
		{
			companyid: 'c1',
			cid: 'cid-1',
			visitorid: 'v-1',
			partnerid: '',
			source: '12',
			start_time: '1777622400000',
			city_name: '苏州',
			staff_name: '客服甲',
		},
		{ companyid: 'c1', cid: 'cid-2', visitorid: 'v-2', partnerid: 'member-9', source: '0' },
	],
};

export const sobotMessages = {
	type: 'msg',
	content: [
		{
			companyid: 'c1',
			cid: 'cid-1',
			senderid: 'v-1',
			sender_name: '访客8899',
			sender_type: '0',
			timems: '1777622401000',
			msg: '有样品吗',
		},
		{
			companyid: 'c1',
			cid: 'cid-1',
			senderid: 's-1',
			sender_name: '客服甲',
			sender_type: '2',
			timems: '1777622402000',
			msg: '有的',
		},
	],
};

export const sobotUsers = {
	type: 'user',
	content: [
		{
			companyid: 'c1',
			userid: 'v-1',
			nick: '李娜',
			tel: '13800138000',
			email: '',
			remark: '要 200 个',
			summary_params: '{"公司":"示例公司"}',
		},
		{ companyid: 'c1', userid: 'v-3', nick: '访客1', tel: '', email: '' },
	],
};

export const n8nChatItem = {
	sessionId: '5a1b8a2e-4c2b-4b0a-9c1f-0f0f0f0f0f0f',
	action: 'sendMessage',
	chatInput: 'Ich brauche 200 Ventile',
	metadata: {
		Email: 'ada@example.com',
		company: 'Example GmbH',
		pageUrl: 'https://www.example.com/de?utm_campaign=spring',
		theme: 'dark',
	},
};
