import type { INodePropertyOptions } from 'n8n-workflow';
import { alphabetical } from './alphabetical';
import { leadFieldNames, leadFields } from '../../leads/model/leadFields';

/** Stands for a field of the user's own, whose name is given beside it. */
export const CUSTOM_FIELD = 'custom';

const standard = leadFieldNames.map((name): INodePropertyOptions => {
	const { en, zh } = leadFields[name].label;
	return { name: en, value: name, description: zh };
});

/** What the software itself knows about a lead. */
const system: INodePropertyOptions[] = [
	{ name: 'Account ID', value: 'accountId' },
	{ name: 'Contact ID', value: 'contactId' },
	{ name: 'Converted At', value: 'convertedAt', description: '转化时间' },
	{ name: 'Created At', value: 'createdAt', description: '创建时间' },
	{ name: 'Grade', value: 'grade', description: '评分等级' },
	{ name: 'Last Activity At', value: 'lastActivityAt', description: '最近活动时间' },
	{ name: 'Owned Since', value: 'ownedSince', description: '领取/分配时间' },
	{ name: 'Protected Until', value: 'protectedUntil', description: '预计回收时间' },
	{ name: 'Read At', value: 'readAt', description: '查看时间' },
	{ name: 'Region Code', value: 'regionCode', description: '地区代码' },
	{ name: 'Returned Count', value: 'returnedCount', description: '退回/回收次数' },
	{ name: 'Score', value: 'score', description: '评分' },
	{ name: 'Updated At', value: 'updatedAt', description: '更新时间' },
];

/** Fields that leads are filtered by. */
export const filterFieldOptions = alphabetical([
	...standard,
	...system,
	{ name: 'Custom Field', value: CUSTOM_FIELD, description: 'A field of your own, by its name' },
	{ name: 'Lead ID', value: 'id' },
	{ name: 'Owner ID', value: 'ownerId', description: '负责人' },
	{ name: 'Pool ID', value: 'poolId', description: '公海' },
	{ name: 'Team ID', value: 'teamId', description: '团队' },
]);

/** Fields that a lead is shown with. */
export const shownFieldOptions = alphabetical([
	...standard,
	...system,
	{ name: 'Custom Fields', value: 'custom', description: 'All fields of your own' },
	{ name: 'Decision', value: 'decision', description: 'Why the lead was changed last' },
	{ name: 'First Touch', value: 'firstTouch' },
	{ name: 'Last Touch', value: 'lastTouch' },
	{ name: 'Owner', value: 'owner', description: '负责人' },
	{ name: 'Pool', value: 'pool', description: '公海' },
	{ name: 'Previous Owner', value: 'previousOwner', description: '前负责人' },
	{ name: 'Tags', value: 'tags', description: '标签' },
	{ name: 'Team', value: 'team', description: '团队' },
	{ name: 'Version', value: 'version' },
]);
