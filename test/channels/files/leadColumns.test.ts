import {
	allLeadColumns,
	leadColumns,
	standardLeadColumns,
} from '../../../channels/files/leadColumns';
import { leadFieldNamed } from '../../../leads/model/fieldLabels';
import { leadFieldNames } from '../../../leads/model/leadFields';
import type { Lead } from '../../../leads/model/lead';

const lead: Lead = {
	id: '0190f2a1-7c3e-7b4d-9a2f-1c2d3e4f5a6b',
	version: 3,
	name: '王小明',
	mobile: '+8613800138000',
	employees: 20,
	emailOptOut: true,
	status: 'working',
	tags: ['expo', '重点'],
	owner: { id: '0190f2a1-7c3e-7b4d-9a2f-1c2d3e4f5a6c', name: '李娜' },
	custom: { floor: 3, machines: ['cnc', 'laser'], plan: { year: 2027 } },
	test: false,
	createdAt: '2026-03-05T01:30:00.000Z',
	updatedAt: '2026-03-05T01:30:00.000Z',
};

const values = (names: string[], language: 'en' | 'zh' = 'en') =>
	leadColumns(names, language).map(({ valueOf }) => valueOf(lead));

test('titles are those that an import recognises, in both languages', () => {
	for (const language of ['en', 'zh'] as const) {
		const columns = leadColumns(leadFieldNames, language);
		expect(columns.map(({ title }) => leadFieldNamed(title))).toEqual(leadFieldNames);
	}
});

test('no two columns of a file have the same title', () => {
	for (const language of ['en', 'zh'] as const) {
		const titles = leadColumns(allLeadColumns, language).map(({ title }) => title);
		expect(new Set(titles).size).toBe(titles.length);
	}
	expect(allLeadColumns).toEqual(expect.arrayContaining([...standardLeadColumns]));
});

test('values are written for people to read', () => {
	expect(
		values(['name', 'mobile', 'employees', 'status', 'tags', 'owner', 'team', 'emailOptOut']),
	).toEqual(['王小明', '+8613800138000', 20, 'Working', 'expo, 重点', '李娜', undefined, 'Yes']);
	expect(values(['status', 'emailOptOut'], 'zh')).toEqual(['跟进中', '是']);
	expect(values(['createdAt'])).toEqual([new Date('2026-03-05T01:30:00Z')]);
});

test('custom fields have a column each, lists and objects as text', () => {
	expect(leadColumns(['custom.floor'], 'zh')[0].title).toBe('floor');
	expect(values(['custom.floor', 'custom.machines', 'custom.plan', 'custom.none'])).toEqual([
		3,
		'cnc, laser',
		'{"year":2027}',
		undefined,
	]);
});

test('a masked instant is shown as it is', () => {
	const [column] = leadColumns(['createdAt'], 'en');
	expect(column.valueOf({ ...lead, createdAt: '****' })).toBe('****');
});
