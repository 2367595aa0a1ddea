import type { DecisionReason } from '../../leads/model/decision';
import type { Language } from '../../leads/model/form';
import { fieldDefinition } from '../../leads/model/leadFields';
import { ownershipReasonsInChinese } from './ownership/reasonWords';
import { dedupeReasonsInChinese } from './review/reasonWords';

/** Reasons in Chinese by their code; in English the stored text says more than a table could. `{field}` is the field's label. */
const reasonsInChinese: Readonly<Record<string, string>> = {
	...dedupeReasonsInChinese,
	...ownershipReasonsInChinese,
	newPerson: '库中没有人使用这些联系方式',
	'same.email': '库中已有邮箱相同的线索',
	'same.mobile': '库中已有手机号相同的线索',
	'same.phone': '库中已有电话相同的线索',
	'same.wecomExternalUserId': '库中已有同一企业微信联系人的线索',
	'same.wechatUnionId': '库中已有同一微信用户的线索',
	'same.whatsappBsuid': '库中已有同一 WhatsApp 用户的线索',
	'same.chatContactId': '库中已有同一在线客服访客的线索',
	sameLead: '数据就是库中的这条线索',
	duplicate: '已设置为拒绝重复的线索',
	createAnyway: '已设置为仍然新建，联系方式仍归原线索',
	conflictingKeys: '{field}属于另一条记录，已提交人工比对',
	sharedKey: '{field}被不同姓氏的人使用，不再作为身份依据',
	converted: '{field}属于已有联系人，本次咨询已记在其名下',
	heldByAnother: '此人已在库中，咨询已转给其负责人',
	binned: '此人的线索在回收站中，已新建线索并接管其联系方式',
	keysTaken: '在回收站期间，其联系方式已被另一条记录使用',
	sameDelivery: '同一次提交此前已采集，未重复写入',
	changed: '有字段被修改',
	notPermitted: '“{field}”不可修改，已保持不变',
	transferred: '已转给另一位成员',
	unknownOwner: '指定的负责人不是有效成员',
	deleted: '已放入回收站，60 天内可恢复',
	restored: '已从回收站恢复',
	erased: '已按要求清除全部个人数据',
	approved: '审核人已通过',
	rejected: '审核人已拒绝',
	unknownStatus: '状态无法识别，按“待跟进”处理',
	invalidEmail: '“{field}”不是有效的邮箱，已按原样保留',
	invalidPhone: '“{field}”不是有效的电话，已按原样保留',
	damagedByExcel: '“{field}”的号码被 Excel 改成了科学计数，已按原样保留',
	invalidUrl: '“{field}”不是有效的网址，已按原样保留',
	invalidCreditCode: '统一社会信用代码校验不通过，已按原样保留',
	invalidChannelId: '“{field}”不符合该渠道的编号格式',
	unknownCountry: '无法识别国家，已按原样保留',
	notANumber: '“{field}”不是数字',
	notAnInstant: '“{field}”不是可识别的日期',
	rangeTaken: '“{field}”为区间，已取下限',
	notABoolean: '“{field}”既不是“是”也不是“否”',
	notText: '“{field}”不是文本',
	filledFromCell: '“{field}”取自另一单元格中的内容',
	movedToPhone: '号码不是手机号，已移到“电话”',
	partlyRead: '“{field}”只识别了一部分',
	honeypot: '填写了真人看不到的字段',
	invalidToken: '表单凭证缺失或无效',
	tooFast: '提交速度快于真人',
	tooSlow: '打开表单一天之后才提交',
	proofMissing: '未通过工作量验证',
	opaqueOrigin: '提交来源被隐藏',
	disposableMail: '使用了一次性邮箱',
	manyLinks: '留言中有三个或更多链接',
	foreignScript: '留言使用西里尔字母',
	impossiblePhone: '电话号码由同一数字重复构成',
	nameIsLink: '姓名中包含网址',
	mailServer: '邮件服务器将其标记为垃圾邮件',
	unknownPerson: '这只是关于某人的回执，库中没有此人',
};

/** Name of a field in a language; a field of the user's own is shown as it is called. */
export function fieldLabel(field: string, language: Language): string {
	return fieldDefinition(field)?.label[language] ?? field.replace(/^custom\./, '');
}

/** Why something was decided, in words; the stored English where there is no translation. */
export function reasonText(reason: DecisionReason, language: Language): string {
	if (language === 'en' || !Object.hasOwn(reasonsInChinese, reason.code)) return reason.text;
	return reasonsInChinese[reason.code].replace('{field}', fieldLabel(reason.field ?? '', language));
}

const eventNames: Readonly<Record<string, readonly [en: string, zh: string]>> = {
	'lead.created': ['Lead created', '线索已创建'],
	'lead.updated': ['Lead changed', '线索已更新'],
	'lead.attached': ['Asked again', '再次咨询'],
	'lead.reported': ['Heard of', '收到回执'],
	'lead.deleted': ['Moved to the bin', '已移入回收站'],
	'lead.restored': ['Restored from the bin', '已从回收站恢复'],
	'lead.erased': ['Personal data erased', '个人数据已清除'],
	'lead.merged': ['Merged', '已合并'],
	'lead.unmerged': ['Merge undone', '已撤销合并'],
	'lead.assigned': ['Assigned', '已分配'],
	'lead.queued': ['Queued', '已排队等待分配'],
	'lead.pooled': ['Put into the pool', '已放入公海'],
	'lead.transferred': ['Transferred', '已转移'],
	'lead.claimed': ['Claimed', '已领取'],
	'lead.released': ['Returned to the pool', '已退回公海'],
	'lead.reclaimed': ['Taken back to the pool', '已自动回收'],
	'lead.touchWarning': ['First response due soon', '首次响应即将超时'],
	'lead.touchMissed': ['First response missed', '首次响应超时'],
	'lead.turnCredited': ['Turn given back', '已退还分配名额'],
	'lead.protectionWarning': ['Protection ends soon', '保护期即将结束'],
	'lead.followUpDue': ['Follow-up due', '跟进到期'],
	'lead.converted': ['Converted', '已转化'],
	'quarantine.opened': ['Stopped for review', '已拦截待审核'],
	'quarantine.approved': ['Approved from quarantine', '隔离审核通过'],
	'quarantine.rejected': ['Rejected in quarantine', '隔离审核拒绝'],
	note: ['Note', '备注'],
	call: ['Call', '通话'],
	email: ['Email', '邮件'],
	meeting: ['Meeting', '会面'],
	visit: ['Visit', '拜访'],
	sms: ['Text message', '短信'],
	wecom: ['WeCom', '企业微信'],
	whatsapp: ['WhatsApp', 'WhatsApp'],
	chat: ['Chat', '在线客服'],
	form: ['Form', '表单'],
	other: ['Activity', '跟进'],
	enquiry: ['New enquiry', '新咨询'],
	message: ['Message', '消息'],
	task: ['Task', '任务'],
};

/** What happened, by the type of an event or activity; an unknown type is shown as words. */
export function eventName(type: string, language: Language): string {
	if (Object.hasOwn(eventNames, type)) return eventNames[type][language === 'zh' ? 1 : 0];
	const words = type
		.replace(/^lead\./, '')
		.replace(/[._]/g, ' ')
		.replace(/([a-z])([A-Z])/g, '$1 $2');
	return words.charAt(0).toUpperCase() + words.slice(1).toLowerCase();
}

const sources: Readonly<Record<string, readonly [en: string, zh: string]>> = {
	form: ['Web form', '网页表单'],
	wecom: ['WeCom', '企业微信'],
	whatsapp: ['WhatsApp', 'WhatsApp'],
	email: ['Email', '邮件'],
	chat: ['Chat', '在线客服'],
	import: ['Import', '导入'],
	card: ['Business card', '名片'],
	json: ['Workflow', '工作流'],
};

/** Where a lead came from: our own channels in words, anything else as it is called. */
export function sourceWord(source: string, language: Language): string {
	return Object.hasOwn(sources, source) ? sources[source][language === 'zh' ? 1 : 0] : source;
}

const purposes: Readonly<Record<string, readonly [en: string, zh: string]>> = {
	contact: ['Contact', '联系'],
	marketing: ['Marketing', '营销'],
	sharing: ['Sharing', '共享给第三方'],
	profiling: ['Profiling', '自动化分析'],
	any: ['any way', '任何方式'],
	email: ['email', '邮件'],
	phone: ['phone', '电话'],
	sms: ['text message', '短信'],
	whatsapp: ['WhatsApp', 'WhatsApp'],
	wecom: ['WeCom', '企业微信'],
};

/** Purpose or channel of a consent in words. */
export function consentWord(word: string, language: Language): string {
	return Object.hasOwn(purposes, word) ? purposes[word][language === 'zh' ? 1 : 0] : word;
}
