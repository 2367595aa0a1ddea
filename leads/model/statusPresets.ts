import type { LeadStatus } from './statusTable';

export const statusPresetNames = ['default', 'zoho', 'salesforce', 'wecomScrm'] as const;

export type StatusPreset = (typeof statusPresetNames)[number];

/**
 * The picklist labels of other systems, in English and Chinese, under the status they mean here.
 * `default` gathers labels of further systems (HubSpot, EspoCRM) and words in common use.
 */
export const presetStatuses: Readonly<
	Record<StatusPreset, Partial<Record<LeadStatus, readonly string[]>>>
> = {
	default: {
		new: [
			'Open',
			'Assigned',
			'To Do',
			'新建',
			'新线索',
			'新增',
			'待处理',
			'待联系',
			'未跟进',
			'回流',
		],
		attempted: ['Attempted', 'No Answer', '已尝试联系', '未接通'],
		contacted: ['Connected', 'Reached', '已沟通', '联系中'],
		working: ['In Progress', 'In Process', '处理中', '已跟进', '跟进', '进行中'],
		nurturing: ['Nurture', 'Recycled', '培育', '潜在客户', '长期跟进'],
		onHold: ['Bad Timing', 'Paused', '暂缓', '暂停', '挂起'],
		qualified: ['Open Deal', 'SQL', 'MQL', '合格', '有效', '有效线索', '高意向', '高价值客户'],
		converted: ['Won', 'Customer', '已转换', '已成交', '已成单', '成交', '转化'],
		unqualified: ['Dead', 'Lost', 'Closed', 'Disqualified', '无意向', '已流失', '输单', '关闭'],
		junk: ['Invalid', 'Spam', 'Junk', '垃圾', '无效线索', '空号'],
	},
	zoho: {
		new: ['Not Contacted', '未联系'],
		attempted: ['Attempted to Contact', '尝试联系'],
		contacted: ['Contacted', '已联系'],
		onHold: ['Contact in Future', '将来联系', '以后联系'],
		qualified: ['Pre-Qualified', 'Pre Qualified', '预审合格', '资格预审'],
		unqualified: ['Not Qualified', 'Lost Lead', '不合格', '丢失线索', '流失的线索'],
		junk: ['Junk Lead', '垃圾线索'],
	},
	salesforce: {
		new: ['Open - Not Contacted', 'Open', 'New', '打开 - 未联系', '新建'],
		contacted: ['Working - Contacted', 'Contacted', '正在处理 - 已联系', '已联系'],
		working: ['Working', '正在处理', '处理中'],
		nurturing: ['Nurturing', '培养', '培育'],
		qualified: ['Qualified', '合格'],
		converted: ['Closed - Converted', '已关闭 - 已转换'],
		unqualified: ['Unqualified', 'Closed - Not Converted', '不合格', '已关闭 - 未转换'],
	},
	wecomScrm: {
		new: ['Unassigned', '待分配', '未分配', '待跟进', '待添加'],
		attempted: ['Request Sent', '待通过', '拒接', '无人接听', '忙线', '关机', '未接通'],
		contacted: ['Added', '待关联', '已添加', '已接通', '已通过'],
		working: ['Locked', '跟进中', '已锁定'],
		onHold: ['On Hold', '搁置'],
		converted: ['Converted', '已转化', '已成单'],
		unqualified: ['No Interest', '无意向', '战败'],
		junk: ['Invalid', '无效', '空号', '停机'],
	},
};
