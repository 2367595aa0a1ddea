import type { Language } from '../../leads/model/form';
import type { Lead } from '../../leads/model/lead';
import { fieldDefinition, leadFieldNames, type FieldKind } from '../../leads/model/leadFields';
import { statusLabel } from '../../leads/model/status';
import type { Cell, Column } from './table';

/** One column of a file of leads. */
export interface LeadColumn extends Column {
	/** Name of a lead field, of a system field such as `owner`, or `custom.` and the name of a user's field. */
	name: string;
	valueOf: (lead: Lead) => Cell;
}

/** Columns beside the standard fields: what the software knows about a lead. */
const systemColumns: Readonly<Record<string, { en: string; zh: string; kind: Column['kind'] }>> = {
	id: { en: 'ID', zh: '线索 ID', kind: 'text' },
	owner: { en: 'Owner', zh: '负责人', kind: 'text' },
	team: { en: 'Team', zh: '团队', kind: 'text' },
	tags: { en: 'Tags', zh: '标签', kind: 'text' },
	score: { en: 'Score', zh: '评分', kind: 'number' },
	grade: { en: 'Grade', zh: '评分等级', kind: 'text' },
	regionCode: { en: 'Region Code', zh: '地区代码', kind: 'text' },
	accountId: { en: 'Account ID', zh: '客户 ID', kind: 'text' },
	contactId: { en: 'Contact ID', zh: '联系人 ID', kind: 'text' },
	createdAt: { en: 'Created At', zh: '创建时间', kind: 'instant' },
	updatedAt: { en: 'Updated At', zh: '更新时间', kind: 'instant' },
	lastActivityAt: { en: 'Last Activity At', zh: '最近活动时间', kind: 'instant' },
	readAt: { en: 'Read At', zh: '查看时间', kind: 'instant' },
	convertedAt: { en: 'Converted At', zh: '转化时间', kind: 'instant' },
};

/** What a list of leads is looked at for, in the order of reading. */
export const standardLeadColumns: readonly string[] = [
	'name',
	'company',
	'title',
	'mobile',
	'phone',
	'email',
	'wechat',
	'status',
	'rating',
	'source',
	'campaign',
	'product',
	'message',
	'state',
	'city',
	'country',
	'owner',
	'team',
	'tags',
	'nextFollowUpAt',
	'createdAt',
	'updatedAt',
];

/** Every column but those of custom fields. */
export const allLeadColumns: readonly string[] = [
	'id',
	...leadFieldNames,
	...Object.keys(systemColumns).slice(1),
];

const CUSTOM = 'custom.';
const yesNo: Record<Language, [yes: string, no: string]> = { en: ['Yes', 'No'], zh: ['是', '否'] };
const wide: readonly string[] = [
	'company',
	'email',
	'message',
	'description',
	'street',
	'landingUrl',
];

function kindOf(kind: FieldKind): Column['kind'] {
	if (kind === 'integer' || kind === 'number') return 'number';
	return kind === 'instant' ? 'instant' : 'text';
}

function rawValue(lead: Lead, name: string): unknown {
	if (name === 'owner' || name === 'team') return lead[name]?.name ?? lead[name]?.id;
	if (name.startsWith(CUSTOM)) return lead.custom[name.slice(CUSTOM.length)];
	return Reflect.get(lead, name);
}

function cellOf(value: unknown, kind: Column['kind'], language: Language): Cell {
	if (value === undefined || value === null) return undefined;
	if (typeof value === 'number') return value;
	if (typeof value === 'boolean') return yesNo[language][value ? 0 : 1];
	if (Array.isArray(value) && value.every((one) => typeof one === 'string'))
		return value.join(', ');
	if (typeof value === 'object') return JSON.stringify(value);
	const text = String(value);
	// A masked instant is no date any more; it is shown as it is.
	const instant = kind === 'instant' ? new Date(text) : undefined;
	return instant && !Number.isNaN(instant.getTime()) ? instant : text;
}

/**
 * The columns of a file of leads by their names, with titles that Lead Capture and most CRMs
 * recognise in either language. Statuses are written as their labels.
 */
export function leadColumns(names: readonly string[], language: Language): LeadColumn[] {
	return names.map((name): LeadColumn => {
		const field = fieldDefinition(name);
		const system = systemColumns[name] as (typeof systemColumns)[string] | undefined;
		const kind = field ? kindOf(field.kind) : (system?.kind ?? 'text');
		const custom = name.startsWith(CUSTOM) ? name.slice(CUSTOM.length) : name;
		return {
			name,
			title: field?.label[language] ?? system?.[language] ?? custom,
			kind,
			width: wide.includes(name) ? 32 : 18,
			valueOf: (lead) => {
				const value = rawValue(lead, name);
				return cellOf(
					name === 'status' ? statusLabel(lead.status, language) : value,
					kind,
					language,
				);
			},
		};
	});
}
