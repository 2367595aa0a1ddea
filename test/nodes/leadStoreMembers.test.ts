import { utils, write } from 'xlsx';
import { openDeskLink } from '../../leads/store/deskLinks';
import { setSetting } from '../../leads/store/settings';
import { embeddedStore } from './embeddedStore';
import { byId, onLeadStore, resultOf } from './onLeadStore';

const goOn = { node: { onError: 'continueRegularOutput' as const } };
const inField = (bytes: Buffer) => ({
	items: [
		{
			json: {},
			binary: { data: { data: bytes.toString('base64'), mimeType: 'text/csv', fileName: 'staff' } },
		},
	],
});

beforeAll(async () => {
	await resultOf('team.create', { name: '华东' });
});

test('a member is made with everything that an assignment looks at', async () => {
	const [team] = await resultOf('team.getAll');
	const [member] = await resultOf('member.create', {
		name: '李娜',
		additionalFields: {
			email: 'li.na@example.com',
			mobile: '13800138000',
			wecomUserId: 'LiNa',
			role: 'manager',
			teamIds: byId(team.id),
			regions: '上海，江苏',
			skills: 'CNC',
			languages: 'zh, en',
			weight: 2,
			timezone: 'Asia/Shanghai',
			capacity: {
				row: [
					{ limit: 'maxOpen', most: 40 },
					{ limit: 'maxPerDay', most: 10 },
				],
			},
			shifts: { row: [{ days: [1, 2, 3], from: '09:00', to: '18:00' }] },
			leaves: {
				row: [{ from: '2031-01-01T00:00:00Z', to: '2031-01-08T00:00:00Z', reason: 'New Year' }],
			},
		},
	});
	expect(member).toMatchObject({
		name: '李娜',
		mobile: '+8613800138000',
		role: 'manager',
		teamIds: [team.id],
		regions: ['上海', '江苏'],
		languages: ['zh', 'en'],
		weight: 2,
		capacity: { maxOpen: 40, maxPerDay: 10 },
		shifts: [{ days: [1, 2, 3], from: '09:00', to: '18:00' }],
		leaves: [{ reason: 'New Year' }],
	});
	const [changed] = await resultOf('member.update', { fields: { teamIds: byId(''), skills: '' } }, [
		member,
	]);
	expect(changed).toMatchObject({ teamIds: [], skills: [], name: '李娜' });
});

test('availability is set by hand and given back to the shifts', async () => {
	const [member] = await resultOf('member.create', { name: 'On Leave' });
	const set = async (availability: string) =>
		(await resultOf('member.setAvailability', { availability }, [member]))[0];
	expect(await set('away')).toMatchObject({ available: false });
	expect(await set('available')).toMatchObject({ available: true });
	expect(await set('bySchedule')).not.toHaveProperty('available');
});

describe('Import From File', () => {
	test('makes members from a Chinese list, recognises them the next time, rejects wrong rows by number', async () => {
		const sheet = utils.json_to_sheet([
			{ 姓名: '赵一', 手机: '13900139001', 部门: '华东' },
			{ 姓名: '', 手机: '13900139002' },
			{ 姓名: '钱二', 手机: '13900139003', 部门: '没有的团队' },
			{ 姓名: '孙三', 邮箱: 'sun@example.com' },
		]);
		const file: Buffer = write(utils.book_new(sheet, 'Staff'), {
			type: 'buffer',
			bookType: 'xlsx',
		});
		const first = await resultOf('member.importFromFile', {}, [], inField(file));
		expect(first).toMatchObject([
			{ row: 2, name: '赵一', outcome: 'created' },
			{ row: 3, outcome: 'rejected', error: { field: 'name' } },
			{ row: 4, outcome: 'rejected', error: { field: 'team' } },
			{ row: 5, outcome: 'created' },
		]);
		const csv = Buffer.from('姓名,邮箱,技能\n孙三,sun@example.com,CNC\n赵一,,\n');
		expect(await resultOf('member.importFromFile', {}, [], inField(csv))).toMatchObject([
			{ row: 2, id: first[3].id, outcome: 'updated' },
			{ row: 3, id: first[0].id, outcome: 'unchanged' },
		]);
		const [team] = await resultOf('team.getAll');
		expect(await resultOf('member.get', { member: byId(first[0].id) })).toMatchObject([
			{ teamIds: [team.id] },
		]);
	});

	test('takes input items, one member each', async () => {
		const { outputs } = await onLeadStore(
			'member.importFromFile',
			{ importFrom: 'items' },
			[{ name: 'Item One', skills: ['CNC'] }, { email: 'nameless@example.com' }],
			goOn,
		);
		expect(outputs[0]).toMatchObject([
			{ outcome: 'created', name: 'Item One' },
			{ error: expect.stringContaining('name') },
		]);
	});

	test('a file that is no table is refused', async () => {
		const { error } = await onLeadStore(
			'member.importFromFile',
			{},
			[],
			inField(Buffer.from('504b0304ff', 'hex')),
		);
		expect(error?.message).toContain('could not be read');
	});
});

describe('desk links', () => {
	test('a link lets its member in until it is revoked', async () => {
		const [member] = await resultOf('member.create', { name: 'Desk Person' });
		const [link] = await resultOf('member.createDeskLink', { days: 2 }, [member]);
		expect(link).toMatchObject({
			memberId: member.id,
			role: 'member',
			suffix: `?key=${String(link.token)}`,
		});
		expect(link).not.toHaveProperty('url');
		expect(Date.parse(String(link.expiresAt)) - Date.now()).toBeGreaterThan(47 * 60 * 60 * 1000);
		const store = await embeddedStore();
		expect((await store.read(openDeskLink(String(link.token)))).actor.memberId).toBe(member.id);
		expect(await resultOf('member.revokeDeskLinks', {}, [member])).toEqual([{ revoked: 1 }]);
		await expect(store.read(openDeskLink(String(link.token)))).rejects.toThrow('revoked');
	});

	test('where the desk is known the link is whole; an administrator has one without a member', async () => {
		await (
			await embeddedStore()
		).run(setSetting('desk.url', 'https://n8n.example.com/webhook/desk'));
		const [link] = await resultOf('member.createDeskLink', { linkFor: 'admin' });
		expect(link).toMatchObject({
			memberId: null,
			role: 'admin',
			url: expect.stringMatching(/^https:\/\/n8n\.example\.com\/webhook\/desk\?key=/),
		});
		expect(
			await resultOf('member.revokeDeskLinks', { revoke: 'link', linkId: String(link.id) }),
		).toEqual([{ revoked: 1 }]);
		const { error } = await onLeadStore('member.revokeDeskLinks', { revoke: 'link', linkId: 'x' });
		expect(error?.message).toContain("'Link ID'");
	});
});

test('leads are transferred to a member, a team, nobody, one or many', async () => {
	const [member] = await resultOf('member.create', { name: 'Receiver' });
	const [team] = await resultOf('team.getAll');
	const [lead] = await resultOf('lead.create', {}, [
		{ name: 'Handed On', city: 'Hefei' },
		{ name: 'Too', city: 'Hefei' },
	]);
	const [given] = await resultOf('lead.transfer', { member: byId(member.id) }, [lead]);
	expect(given).toMatchObject({ owner: { id: member.id, name: 'Receiver' } });
	const [toTeam] = await resultOf('lead.transfer', { transferTo: 'team', team: byId(team.id) }, [
		lead,
	]);
	expect(toTeam).toMatchObject({ team: { id: team.id } });
	expect(toTeam).not.toHaveProperty('owner');
	const [free] = await resultOf('lead.transfer', { transferTo: 'nobody' }, [lead]);
	expect(free).not.toHaveProperty('team');
	const filters = { condition: [{ field: 'city', operator: 'equals', value: 'Hefei' }] };
	const many = { filters, member: byId(member.id), confirm: true };
	expect(await resultOf('lead.transferMany', many)).toMatchObject([{ state: 'done', changed: 2 }]);
	const mine = { condition: [{ field: 'ownerId', operator: 'equals', value: String(member.id) }] };
	expect(await resultOf('lead.getAll', { filters: mine })).toHaveLength(2);
	const nobody = await onLeadStore('lead.transfer', {}, [lead]);
	expect(nobody.error?.message).toContain("'Member' is empty");
	const stranger = await onLeadStore(
		'lead.transfer',
		{ member: byId('0190f2a1-7c3e-7b4d-9a2f-1c2d3e4f5a6b') },
		[lead],
	);
	expect(stranger.error?.message).toContain('active member');
});
