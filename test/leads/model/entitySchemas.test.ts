import type { z } from 'zod/v4';
import { accountInputSchema } from '../../../leads/model/account';
import { activityInputSchema } from '../../../leads/model/activity';
import { consentInputSchema } from '../../../leads/model/consent';
import { contactInputSchema } from '../../../leads/model/contact';
import { dealInputSchema } from '../../../leads/model/deal';
import { memberInputSchema } from '../../../leads/model/member';
import { suppressionInputSchema } from '../../../leads/model/suppression';
import { taskInputSchema } from '../../../leads/model/task';
import { teamInputSchema } from '../../../leads/model/team';

const id = '0199f0a0-0000-7000-8000-000000000001';

const good: [string, z.ZodType, Record<string, unknown>][] = [
	[
		'Account',
		accountInputSchema,
		{ name: '明河科技有限公司', creditCode: '91110108551385082Q', country: 'CN', tags: ['vip'] },
	],
	[
		'Contact',
		contactInputSchema,
		{ name: '王伟', mobile: '+8613800138000', accountId: id, custom: { a: [1, null] } },
	],
	[
		'Deal',
		dealInputSchema,
		{ name: 'Pumps', amount: 5000, currency: 'CNY', stage: 'Proposal', closeDate: '2026-12-31' },
	],
	[
		'Activity',
		activityInputSchema,
		{ leadId: id, type: 'call', outcome: 'noAnswer', at: '2026-03-05T09:30:00+08:00' },
	],
	[
		'Task',
		taskInputSchema,
		{ leadId: id, subject: 'Call back', dueAt: '2026-03-05T09:30:00Z', priority: 'high' },
	],
	[
		'Consent',
		consentInputSchema,
		{ purpose: 'marketing', channel: 'email', granted: true, at: '2026-03-05T09:30:00Z' },
	],
	[
		'Suppression',
		suppressionInputSchema,
		{ channel: 'phone', purpose: 'any', key: '+8613800138000', reason: 'unsubscribed' },
	],
	[
		'Member',
		memberInputSchema,
		{
			name: '李娜',
			regions: ['310000'],
			shifts: [{ days: [1, 2, 3, 4, 5], from: '09:00', to: '18:00' }],
			capacity: { maxOpen: 50, maxPerDay: 10 },
			leaves: [{ from: '2026-05-01T00:00:00+08:00', to: '2026-05-06T00:00:00+08:00' }],
			timezone: 'Asia/Shanghai',
		},
	],
	['Team', teamInputSchema, { name: '华东', managerId: id }],
];

describe.each(good)('%s', (entity, schema, value) => {
	test('takes what users write', () => {
		expect(schema.safeParse(value).error).toBeUndefined();
	});

	test('names a key it does not know', () => {
		const { error } = schema.safeParse({ ...value, nmae: 'x' });
		expect(error?.issues[0].message).toBe(`${entity} has no field named "nmae"`);
	});

	test('null clears what may be empty', () => {
		const clearable = entity === 'Consent' || entity === 'Suppression' ? {} : { description: null };
		const known = entity === 'Activity' || entity === 'Member' ? {} : clearable;
		expect(schema.safeParse({ ...value, ...known }).success).toBe(true);
	});
});

test.each<[string, z.ZodType, unknown, string, string]>([
	['an account without a name', accountInputSchema, { name: ' ' }, 'name', 'is required'],
	[
		'a name too long',
		accountInputSchema,
		{ name: 'x'.repeat(201) },
		'name',
		'must be at most 200 characters',
	],
	[
		'a country by name',
		accountInputSchema,
		{ name: 'A', country: 'China' },
		'country',
		'must be an ISO 3166-1 code of two letters',
	],
	[
		'a currency sign',
		dealInputSchema,
		{ name: 'A', currency: '¥' },
		'currency',
		'must be an ISO 4217 code of three letters',
	],
	[
		'a date with two meanings',
		dealInputSchema,
		{ name: 'A', closeDate: '03/05/2026' },
		'closeDate',
		'must be a date such as 2026-03-05',
	],
	[
		'a time without zone',
		taskInputSchema,
		{ subject: 'A', dueAt: '2026-03-05T09:30:00' },
		'dueAt',
		'must be a date and time with zone, such as 2026-03-05T09:30:00Z',
	],
	[
		'an owner by name',
		dealInputSchema,
		{ name: 'A', ownerId: 'Wang' },
		'ownerId',
		'must be an id of this store',
	],
	[
		'an activity of nobody',
		activityInputSchema,
		{ type: 'note' },
		'',
		'An activity needs a lead, contact, account or deal',
	],
	[
		'a consent for nothing',
		consentInputSchema,
		{ purpose: ' ', channel: 'any', granted: true },
		'purpose',
		'is required',
	],
	[
		'an unknown zone',
		memberInputSchema,
		{ name: 'A', timezone: 'Mars/Base' },
		'timezone',
		'must be a time zone such as Asia/Shanghai',
	],
	[
		'a shift past midnight',
		memberInputSchema,
		{ name: 'A', shifts: [{ days: [1], from: '9', to: '18:00' }] },
		'shifts.0.from',
		'must be a time such as 09:00',
	],
	[
		'a leave that ends first',
		memberInputSchema,
		{ name: 'A', leaves: [{ from: '2026-05-02T00:00:00Z', to: '2026-05-01T00:00:00Z' }] },
		'leaves.0',
		'A leave must end after it begins',
	],
])('%s is refused with its path and a plain message', (_, schema, value, path, message) => {
	const issues = schema.safeParse(value).error?.issues ?? [];
	expect(issues.map((issue) => [issue.path.join('.'), issue.message])).toEqual([[path, message]]);
});
