import type { Reading } from '../shared/reading';
import { sentBody } from '../shared/webhookItem';
import { adReader, type AdPlatform } from './adRecords';

/**
 * 百度 基木鱼/线索通 (营销通): leads as the push and `LeadsNoticeService/getNoticeList` have been seen to
 * give them: flat members, and `formDetail`, `phone` or `name` as lists `[{name, type, value}]`, also as
 * JSON in a text. [?] Unverified: there is no public specification of the push.
 */
const baidu: AdPlatform = {
	channel: 'baiduLeads',
	subject: 'Lead by 百度基木鱼',
	id: ['clueId', 'clue_id', 'clueid'],
	fields: {
		name: ['userName', 'clueUserName', 'name'],
		phone: ['cluePhoneNumber', 'phoneNumber', 'phone'],
		wechat: ['wechatAccount'],
		state: ['province'],
		city: ['city'],
		campaign: ['campaignName', 'planName'],
		utmTerm: ['keyword', 'searchWord'],
		sourceDetail: ['siteName', 'solutionTypeName', 'flowChannelName'],
	},
	page: ['url', 'siteUrl', 'pageUrl', 'consultUrl'],
	at: ['commitTime', 'submitTime', 'createTime'],
	answers: ['formDetail'],
	envelopes: ['data', 'noticeDetailList', 'list', 'params', 'clues', 'content'],
	notKept: [
		'ucid', 'connect', 'clueUserMsgCount', 'humanServiceMsgCount', 'aiServiceMessageNum', 'encrypt', 'ua',
		'status',
	], // prettier-ignore
};

const readLeads = adReader(baidu);

/** Reads leads of 百度 基木鱼/线索通: from a push, or a page of the lead API. */
export function readBaiduLeads(item: unknown): Reading {
	return readLeads(sentBody(item));
}
