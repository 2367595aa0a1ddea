import type { ErrcodeTable } from './table';

/** The app, its token, its limits, and the address book. */
export const app: ErrcodeTable = {
	'-1': ['BUSY', 'WeCom is busy', 'Run it again in a minute.'],
	6000: ['BUSY', 'Somebody else changed the same thing at the same moment', 'Run it again.'],
	40001: [
		'CONFIGURATION',
		'WeCom does not accept the secret',
		"Copy the app's own secret again (应用管理 → the app → Secret) into the credential, and check that the corp ID belongs to it and the app is not disabled.",
	],
	40003: [
		'INVALID_INPUT',
		'WeCom knows no such member',
		"Use the member's account (userid) as the address book shows it, not a name or number.",
	],
	40013: [
		'CONFIGURATION',
		'WeCom does not know the corp ID',
		"Copy it again from '我的企业 → 企业信息 → 企业ID' into the credential.",
	],
	40014: [
		'CONFIGURATION',
		'WeCom does not accept the access token, not even a new one',
		'Check corp ID, secret and base URL of the credential: they must belong together.',
	],
	40035: [
		'INVALID_INPUT',
		'WeCom does not accept a parameter',
		'Check the values of the node: something is missing or too much.',
	],
	40056: [
		'CONFIGURATION',
		'WeCom does not know the agent ID',
		'Copy the AgentId of the app (应用管理 → the app) into the credential.',
	],
	40058: [
		'INVALID_INPUT',
		'WeCom does not accept a parameter',
		'Check the values of the node: something is missing, too long or of the wrong kind.',
	],
	40063: ['INVALID_INPUT', 'A parameter is empty', 'Fill in the fields of the node.'],
	40066: [
		'INVALID_INPUT',
		'WeCom knows no such department',
		'Use the IDs of departments as the address book shows them.',
	],
	40091: [
		'CONFIGURATION',
		'The secret belongs to another corp',
		'Copy corp ID and secret of the same corp into the credential.',
	],
	41001: [
		'CONFIGURATION',
		'The access token did not reach WeCom',
		'Check the base URL of the credential: a proxy may drop the query.',
	],
	42001: [
		'CONFIGURATION',
		'The access token has expired, even a new one',
		'Check the clock of the server and the base URL of the credential.',
	],
	43009: [
		'FORBIDDEN',
		'The corp has not been verified (企业验证)',
		"Verify it in the WeCom console: '我的企业 → 企业信息'.",
	],
	45009: [
		'BUSY',
		'The limit of calls to WeCom is reached',
		'A limit of a minute ends after 60 seconds, of an hour after 60 minutes, of a day at midnight. Spread calls over time and avoid full and half hours.',
	],
	45033: [
		'BUSY',
		'Too many calls to WeCom at the same time',
		'Run fewer workflows at once, and run it again.',
	],
	48001: ['FORBIDDEN', 'The app may not call this', 'Give it the right in the WeCom console.'],
	48002: [
		'FORBIDDEN',
		'The app may not call this',
		"Add the app in the WeCom console under '客户联系 → API → 可调用接口的应用', for customer service under '微信客服 → API → 可调用接口的应用'.",
	],
	48007: [
		'FORBIDDEN',
		'The app does not look after this customer service account',
		"Choose the app in the WeCom console: '微信客服 → API → 可调用接口的应用', and the accounts that it looks after.",
	],
	60011: [
		'FORBIDDEN',
		'The member or department is outside of what the app may see',
		'Add them to the visible range of the app (应用管理 → the app → 可见范围).',
	],
	60021: [
		'FORBIDDEN',
		'The member is outside of what the app may see',
		'Add the member to the visible range of the app (应用管理 → the app → 可见范围).',
	],
	60111: [
		'INVALID_INPUT',
		'WeCom knows no such member',
		"Use the member's account (userid) as the address book shows it.",
	],
	60123: [
		'INVALID_INPUT',
		'WeCom knows no such department',
		'Use the IDs of departments as the address book shows them.',
	],
	301002: [
		'CONFIGURATION',
		'The secret belongs to another app than the agent ID',
		'Copy AgentId and Secret of the same app into the credential.',
	],
};
