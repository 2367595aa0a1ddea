import type { CapturedLead, LeadFieldValues } from '../../leads/model/lead';
import { answersOf, sortAnswers, type Answer } from '../shared/answers';
import { landingFields } from '../shared/campaign';
import { instantOf } from '../shared/foreignInstant';
import { elementsOf, memberAt, membersOf, parsedJson, textAt, textOf } from '../shared/foreignJson';
import { ignored, type Reading } from '../shared/reading';
import { sentBody } from '../shared/webhookItem';
import { chatActivity, chatIdAt, contentId, knownFields, saidText, visitorName } from './chatLead';

const CHANNEL = 'sobot';
/** 20 by the documentation; more is no batch of theirs, but costs nothing either. */
const MOST_IN_BATCH = 200;

/** 用户来源, by the documentation of 在线消息转发. */
const SOURCES: Readonly<Record<string, string>> = {
	'0': '桌面网站', '1': '微信', '2': 'App', '3': '微博', '4': '移动网站', '6': '呼叫', '7': '工单中心',
	'8': '客户中心', '9': '企业微信', '10': '小程序', '12': '百度营销', '13': '今日头条', '14': '奇虎360',
	'15': '阿里汇川', '16': '搜狗', '17': '微信客服', '20': '广点通', '21': '知乎', '22': 'Facebook',
	'23': 'WhatsApp', '24': 'Instagram', '25': 'LINE', '26': 'Discord', '33': 'Telegram',
}; // prettier-ignore

/** Bookkeeping of the platform that is no use on a lead; the payload keeps it. */
const NOT_KEPT = new Set(
	'companyid cid source start_time end_time userid visitorid visitorids partnerid senderid receiverid sender_name sender_type receiver_name receiver_type timems msg msg_type doc_name msg_offline add_time first_response_time conversation_duration session_human_duration lastgroupid staff_id invite_evaluation_flags staff_reply_msg_count consult_robot_msg_count robot_reply_msg_count consult_staff_msg_count transfer_tohuman_time offline_type face'.split(
		' ',
	),
);

function firstText(record: unknown, names: readonly string[]): string | undefined {
	for (const name of names) {
		const text = textAt(record, name);
		if (text !== undefined) return text;
	}
	return undefined;
}

/**
 * Which of Sobot's ids names the person. [?] Unverified: the documentation does not say whether the
 * `visitorid` of a conversation, the `userid` of a user and the `senderid` of a message are one value;
 * the company's own id, where it hands one over, is the same everywhere.
 */
function contactIdOf(record: unknown, company: string): string | undefined {
	const own = chatIdAt(record, 'partnerid');
	if (own !== undefined) return `${CHANNEL}:${company}:p:${own}`.slice(0, 128);
	const ids = memberAt(record, 'visitorids');
	const [first] = Array.isArray(ids) ? elementsOf(ids) : (textOf(ids) ?? '').split(/[,;|]/);
	const id =
		chatIdAt(record, 'visitorid') ??
		chatIdAt({ first }, 'first') ??
		chatIdAt(record, 'userid') ??
		chatIdAt(record, 'senderid');
	return id === undefined ? undefined : `${CHANNEL}:${company}:${id}`;
}

/** What any of the record kinds tells of the person; names as seen with customers of Sobot. [?] */
function personOf(record: unknown): ReturnType<typeof sortAnswers> {
	const members = membersOf(record);
	const fields: LeadFieldValues = knownFields({
		name: visitorName(firstText(record, ['realname', 'uname', 'nick', 'nickname', 'sender_name'])),
		phone: firstText(record, ['tel', 'mobile', 'phone', 'telphone']),
		email: firstText(record, ['email', 'mail']),
		qq: textAt(record, 'qq'),
		wechat: firstText(record, ['weixin', 'wechat', 'wx']),
		description: textAt(record, 'remark'),
		sourceDetail: SOURCES[textAt(record, 'source') ?? ''],
		...landingFields(firstText(record, ['landing_page_url', 'visit_url', 'visiturl', 'url'])),
	});
	const used = new Set(
		'realname uname nick nickname tel mobile phone telphone email mail qq weixin wechat wx remark summary_params'.split(
			' ',
		),
	);
	const summary = parsedJson(textAt(record, 'summary_params') ?? '');
	const answers: Answer[] = [
		...answersOf(membersOf(memberAt(record, 'summary_params'))),
		...answersOf(membersOf(summary)),
		...answersOf(members).filter(({ label }) => !used.has(label) && !NOT_KEPT.has(label)),
	];
	return sortAnswers(answers, fields);
}

type ReadRecord = (record: unknown, contactId: string) => CapturedLead | undefined;

/** A conversation with a visitor, reported when it is over. */
const readConversation: ReadRecord = (record, chatContactId) => {
	const cid = chatIdAt(record, 'cid');
	if (cid === undefined) return undefined;
	const { fields, custom } = personOf(record);
	return {
		fields: { ...fields, chatContactId },
		custom,
		channel: CHANNEL,
		externalId: `conversation:${cid}`,
		payload: record,
		activity: chatActivity('Conversation on Sobot', {
			direction: 'inbound',
			at: instantOf(memberAt(record, 'start_time')),
			externalId: cid,
		}),
	};
};

/** A message; only visitors' own ones are kept. `sender_type` 0 is the visitor [?]. */
const readMessage: ReadRecord = (record, chatContactId) => {
	const cid = chatIdAt(record, 'cid');
	if (cid === undefined || textAt(record, 'sender_type') !== '0') return undefined;
	const said = saidText(textAt(record, 'msg'));
	const { fields, custom } = personOf(record);
	const time = textAt(record, 'timems') ?? '';
	return {
		fields: { ...fields, ...knownFields({ message: said }), chatContactId },
		custom,
		channel: CHANNEL,
		externalId: `msg:${cid}:${time}:${contentId(said ?? '').slice(0, 22)}`,
		payload: record,
		activity: chatActivity('Message by Sobot', {
			direction: 'inbound',
			body: said,
			at: instantOf(time),
			externalId: `${cid}:${time}`,
		}),
	};
};

/** A visitor's details, once there is a way to reach them. */
const readUser: ReadRecord = (record, chatContactId) => {
	const { fields, custom } = personOf(record);
	const { phone, mobile, email, wechat, qq } = fields;
	if ([phone, mobile, email, wechat, qq].every((value) => value === undefined)) return undefined;
	return {
		fields: { ...fields, chatContactId },
		custom,
		channel: CHANNEL,
		externalId: `user:${contentId(chatContactId, fields, custom)}`,
		payload: record,
		activity: chatActivity('Contact details by Sobot'),
	};
};

const readers: Readonly<Record<string, ReadRecord>> = {
	conversation: readConversation,
	msg: readMessage,
	user: readUser,
	userinfo: readUser,
};

/** `content` is a list, one record, or either as text. */
function recordsOf(content: unknown): unknown[] {
	const value = typeof content === 'string' ? parsedJson(content) : content;
	return (Array.isArray(value) ? elementsOf(value) : [value]).slice(0, MOST_IN_BATCH);
}

/**
 * Reads what Sobot 智齿 forwards (在线消息转发): `{type, content: [≤ 20 records of that type]}`.
 * https://developer.zhichi.com/pages/7dbd91
 */
export function readSobot(item: unknown): Reading {
	const body = sentBody(item);
	const type = textAt(body, 'type') ?? '';
	const read = Object.hasOwn(readers, type) ? readers[type] : undefined;
	if (read === undefined) {
		return ignored('otherType', 'The records are no conversations, messages or users');
	}
	const captured = recordsOf(memberAt(body, 'content')).flatMap((record) => {
		const company = chatIdAt(record, 'companyid') ?? chatIdAt(body, 'companyid') ?? '0';
		const contactId = contactIdOf(record, company);
		const lead = contactId === undefined ? undefined : read(record, contactId);
		return lead === undefined ? [] : [lead];
	});
	return captured.length > 0
		? { captured }
		: ignored('nothingToKeep', 'No record tells of a visitor who wrote or can be reached');
}
