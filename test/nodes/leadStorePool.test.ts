import type { INode } from 'n8n-workflow';
import { byId, onLeadStore, resultOf } from './onLeadStore';

test('a pool is made with sensible rules, and with all of 公海’s parameters', async () => {
	const [member] = await resultOf('member.create', { name: '李娜' });
	const [team] = await resultOf('team.create', { name: '华东' });
	const [plain] = await resultOf('pool.create', { name: '公海' });
	expect(plain).toMatchObject({
		name: '公海',
		memberIds: [],
		assignMode: 'claim',
		defaultProtectDays: 30,
		extendDays: 7,
		maxProtectDays: 90,
		reclaimWhen: [{ when: 'protectionEnds' }],
		remindDaysBefore: [3, 1],
		mask: 'beforeClaim',
		returnReasonRequired: true,
		coversMembers: true,
		timezone: 'Asia/Shanghai',
	});
	expect(plain).not.toHaveProperty('dailyClaimLimit');
	const record = { row: [{ record: byId(member.id) }] };
	const [pool] = await resultOf('pool.create', {
		name: '华东公海',
		additionalFields: {
			memberIds: record,
			adminIds: record,
			teamIds: { row: [{ record: byId(team.id) }] },
			assignMode: 'administrator',
			dailyClaimLimit: 10,
			holdLimit: 0,
			defaultProtectDays: 10,
			extendDays: 3,
			maxProtectDays: 20,
			extendOn: ['call', 'visit'],
			reclaimWhen: {
				row: [
					{ when: 'protectionEnds', days: 15 },
					{ when: 'noFollowUp', days: 7 },
				],
			},
			remindDaysBefore: '5, 2',
			previousOwnerCoolDownHours: 48,
			exemptWhen: {
				row: [
					{ field: 'tags', operator: 'contains', value: '锁定' },
					{ field: 'score', operator: 'greaterOrEqual', value: '80' },
				],
			},
			mask: 'always',
			maskedFields: ['mobile', 'wechat'],
			returnReasonRequired: false,
			reclaimToPoolId: byId(plain.id),
			coversMembers: false,
			timezone: 'Europe/Berlin',
		},
	});
	expect(pool).toMatchObject({
		memberIds: [member.id],
		adminIds: [member.id],
		teamIds: [team.id],
		assignMode: 'administrator',
		dailyClaimLimit: 10,
		extendOn: ['call', 'visit'],
		reclaimWhen: [{ when: 'protectionEnds' }, { when: 'noFollowUp', days: 7 }],
		remindDaysBefore: [5, 2],
		previousOwnerCoolDownHours: 48,
		exemptWhen: {
			any: [
				{ field: 'tags', kind: 'list', operator: 'contains', value: '锁定' },
				{ field: 'score', kind: 'number', operator: 'greaterOrEqual', value: 80 },
			],
		},
		mask: 'always',
		maskedFields: ['mobile', 'wechat'],
		returnReasonRequired: false,
		reclaimToPoolId: plain.id,
		coversMembers: false,
		timezone: 'Europe/Berlin',
	});
	expect(pool).not.toHaveProperty('holdLimit');
});

test('a pool is found, changed and deleted; a limit that is cleared is none', async () => {
	const [pool] = await resultOf('pool.create', {
		name: 'Second',
		additionalFields: { dailyClaimLimit: 3 },
	});
	const [changed] = await resultOf(
		'pool.update',
		{ fields: { dailyClaimLimit: 0, maxProtectDays: 0, holdLimit: 50 } },
		[pool],
	);
	expect(changed).toMatchObject({ holdLimit: 50, defaultProtectDays: 30 });
	expect(changed).not.toHaveProperty('dailyClaimLimit');
	expect(changed).not.toHaveProperty('maxProtectDays');
	const [found] = await resultOf('pool.getAll', { search: 'Second' });
	expect(found).toEqual(changed);
	expect(await resultOf('pool.get', {}, [pool])).toEqual([changed]);
	await resultOf('pool.delete', {}, [pool]);
	expect(await resultOf('pool.getAll', { search: 'Second' })).toEqual([]);
});

test('what cannot be a rule is refused in words', async () => {
	const refusal = async (additionalFields: INode['parameters']) =>
		(await onLeadStore('pool.create', { name: 'Wrong', additionalFields })).error?.message;
	expect(await refusal({ timezone: 'Moon/Base' })).toContain('timezone');
	const reclaimToPoolId = byId('0190aaaa-0000-7000-8000-000000000000');
	expect(await refusal({ reclaimToPoolId })).toContain('no pool');
});
