import type { ErrcodeTable } from './table';

/** 微信客服. */
export const customerService: ErrcodeTable = {
	95000: [
		'INVALID_INPUT',
		'The ID of the customer service account is not valid',
		"Choose the account in the list; 'Customer Service: Get Accounts' shows the IDs.",
	],
	95001: [
		'CONFLICT',
		'Five messages have been sent since the customer wrote last',
		'WeCom allows more when the customer has written again.',
	],
	95002: [
		'CONFLICT',
		'The customer wrote last more than 48 hours ago',
		'WeCom allows messages within 48 hours. Wait until the customer writes again.',
	],
	95003: [
		'FORBIDDEN',
		'The corp serves as many customers as WeCom allows',
		"Verify the corp in the WeCom console: '我的企业 → 企业信息'.",
	],
	95004: [
		'NOT_FOUND',
		'There is no such customer service account',
		'Choose the account in the list. It may have been deleted, or it belongs to another corp.',
	],
	95007: [
		'INVALID_INPUT',
		'The token of the customer service event is not valid any more',
		'It lives ten minutes. Messages can be read without it, at a stricter limit.',
	],
	95011: [
		'CONFIGURATION',
		'Customer service belongs to WeCom now, but the secret to the stand-alone one',
		"Use the secret of a self-built WeCom app that '微信客服 → API' lists.",
	],
	95012: [
		'CONFIGURATION',
		'Customer service is used stand-alone, but the secret belongs to WeCom',
		"Begin to use customer service in WeCom: '应用管理 → 微信客服'.",
	],
	95013: ['CONFLICT', 'The conversation has ended', 'Wait until the customer writes again.'],
	95016: [
		'CONFLICT',
		'The conversation cannot go from its state into that one',
		'Read its state first; somebody may have taken or closed it.',
	],
	95017: [
		'FORBIDDEN',
		'The API of customer service is switched off',
		"Switch it on in the WeCom console: '微信客服 → API'.",
	],
	95018: [
		'CONFLICT',
		'The conversation takes no message of an app now',
		'A person or the queue has it, it has ended, or the customer wrote last more than 48 hours ago.',
	],
	95023: [
		'FORBIDDEN',
		'The API of customer service belongs to another app',
		"Change it in the WeCom console: '微信客服 → API'.",
	],
	95031: [
		'CONFLICT',
		'The customer has not written within 48 hours',
		'Wait until the customer writes again.',
	],
};
