import type { WeComSimulator } from '../simulators/wecom.mjs';
import { examplePeople, problemOf, runWeCom, startExampleWeCom } from './weComPlayers';

let wecom: WeComSimulator;
beforeAll(async () => {
	wecom = await startExampleWeCom();
});
afterAll(async () => await wecom.stop());
beforeEach(() => {
	Object.assign(wecom.state, examplePeople());
	wecom.requests.length = 0;
});

const of = (operation: string, parameters = {}) => ({
	resource: 'customer',
	operation,
	...parameters,
});
const person = { externalUserId: 'wmLiNa', member: { mode: 'id', value: 'zhangsan' } };
const followed = (userid: string) =>
	wecom.state.customers[0].follow_user.find((one) => one.userid === userid);
const asked = (path: string) => wecom.requests.filter((request) => request.path === path);

describe('Get', () => {
	test('reads a customer in the words of a lead', async () => {
		const { outputs, error } = await runWeCom(wecom, of('get', { externalUserId: 'wmLiNa' }));
		expect(error).toBeUndefined();
		expect(outputs[0]).toEqual([
			{
				wecomExternalUserId: 'wmLiNa',
				wechatUnionId: 'oLiNa0123456789',
				name: '李娜',
				mobile: '13800138000',
				company: '示例公司',
				description: '要样品',
				sourceDetail: 'expo2026_hall3',
				campaign: 'expo2026_hall3',
				wecomUserId: 'zhangsan',
				wecomRemark: '李娜-示例公司',
				wecomAddWay: 1,
				tags: ['展会'],
				avatar: 'https://www.example.com/li-na.png',
				gender: 'female',
				customerType: 'wechat',
				followers: [
					{
						userId: 'zhangsan',
						remark: '李娜-示例公司',
						description: '要样品',
						company: '示例公司',
						mobiles: ['13800138000'],
						tags: ['展会'],
						state: 'expo2026_hall3',
						addWay: 1,
						addedAt: '2026-01-01T00:00:00.000Z',
					},
					{
						userId: 'lisi',
						remark: '李小姐',
						mobiles: [],
						tags: [],
						addedAt: '2026-01-02T00:00:00.000Z',
					},
				],
			},
		]);
	});

	test("takes customer and member from the trigger's item", async () => {
		const items = [{ wecomExternalUserId: 'wmLiNa', wecomUserId: 'lisi' }];
		const { outputs } = await runWeCom(wecom, of('get'), items);
		expect(outputs[0][0]).toMatchObject({ wecomUserId: 'lisi', wecomRemark: '李小姐' });
	});

	test('gives all followers of all pages, as WeCom has them', async () => {
		const followers = Array.from({ length: 1_100 }, (_, n) => ({ userid: `member${n}` }));
		wecom.state.customers[0].follow_user = followers;
		const { outputs } = await runWeCom(
			wecom,
			of('get', { externalUserId: 'wmLiNa', simplify: false }),
		);
		expect(outputs[0][0]).toMatchObject({
			external_contact: { name: '李娜' },
			follow_user: followers,
		});
		expect(asked('externalcontact/get')).toHaveLength(3);
	});

	test('says what is missing, and what WeCom does not know', async () => {
		expect(problemOf(await runWeCom(wecom, of('get')))).toMatch(
			/'Customer ID' is empty and the item has no 'wecomExternalUserId' \[item 0\]/,
		);
		const unknown = await runWeCom(wecom, of('get', { externalUserId: 'wmNobody' }));
		expect(problemOf(unknown)).toMatch(/WeCom knows no such customer \(40096.*external_userid/);
	});

	test('goes on after an item that cannot be done, if the node says so', async () => {
		const items = ['wmLiNa', 'wmNobody', 'wmMany0'].map((wecomExternalUserId) => ({
			wecomExternalUserId,
		}));
		const { outputs } = await runWeCom(wecom, of('get'), items, {
			node: { onError: 'continueErrorOutput' },
		});
		expect(outputs[0].map(({ name }) => name)).toEqual(['李娜', '客户0']);
		expect(outputs[1]).toMatchObject([{ error: expect.stringContaining('40096') }]);
	});

	test('asks for one token for many items, and for another when it expires on the way', async () => {
		const items = Array.from({ length: 5 }, () => ({ wecomExternalUserId: 'wmLiNa' }));
		wecom.state.expireTokens();
		const { outputs } = await runWeCom(wecom, of('get'), items);
		expect(outputs[0]).toHaveLength(5);
		expect(asked('gettoken').length).toBeLessThanOrEqual(1);
		expect(asked('externalcontact/get')).toHaveLength(6);
	});
});

describe('Get Many', () => {
	const many = (parameters = {}) =>
		of('getAll', { members: { mode: 'id', value: 'lisi, zhangsan' }, ...parameters });

	test('stops at the limit', async () => {
		const { outputs } = await runWeCom(wecom, many({ limit: 3 }));
		expect(outputs[0]).toHaveLength(3);
		expect(asked('externalcontact/batch/get_by_user')[0].body).toMatchObject({
			userid_list: ['lisi', 'zhangsan'],
			limit: 3,
		});
	});

	test('reads all pages, each customer with the names of its tags', async () => {
		const { outputs } = await runWeCom(wecom, many({ returnAll: true }));
		expect(outputs[0]).toHaveLength(132);
		expect(asked('externalcontact/batch/get_by_user')).toHaveLength(2);
		expect(outputs[0].find(({ wecomUserId }) => wecomUserId === 'zhangsan')).toMatchObject({
			name: '李娜',
			tags: ['展会'],
			followers: [{ userId: 'zhangsan', tags: ['展会'] }],
		});
	});

	test('gives the IDs of tags where this app may not read their names', async () => {
		wecom.state.fail('externalcontact/get_corp_tag_list', 48002);
		const { outputs } = await runWeCom(wecom, many({ returnAll: true }));
		expect(outputs[0].find(({ wecomUserId }) => wecomUserId === 'zhangsan')).toMatchObject({
			tags: ['etExpo'],
		});
	});

	test('gives nothing for members without customers', async () => {
		wecom.state.fail('externalcontact/batch/get_by_user', 84061);
		const { outputs, error } = await runWeCom(wecom, many());
		expect(error).toBeUndefined();
		expect(outputs[0]).toEqual([]);
	});

	test('takes at most 100 members', async () => {
		const value = Array.from({ length: 101 }, (_, n) => `m${n}`).join(',');
		const result = await runWeCom(wecom, many({ members: { mode: 'id', value } }));
		expect(problemOf(result)).toMatch(/'Members' has 101 entries, and WeCom takes 100/);
		expect(wecom.requests).toHaveLength(0);
	});
});

describe('Update Remark', () => {
	const update = (remark: object) => of('updateRemark', { ...person, remark });

	test('changes what is given and leaves the rest', async () => {
		const { outputs } = await runWeCom(
			wecom,
			update({ company: '新公司', mobiles: '13800138000，13900139000' }),
		);
		expect(outputs[0]).toEqual([
			{ externalUserId: 'wmLiNa', userId: 'zhangsan', updated: ['company', 'mobiles'] },
		]);
		expect(followed('zhangsan')).toMatchObject({
			remark: '李娜-示例公司',
			remark_corp_name: '新公司',
			remark_mobiles: ['13800138000', '13900139000'],
		});
	});

	test('clears the mobiles', async () => {
		await runWeCom(wecom, update({ mobiles: '' }));
		expect(asked('externalcontact/remark')[0].body).toMatchObject({ remark_mobiles: [''] });
		expect(followed('zhangsan')?.remark_mobiles).toEqual([]);
	});

	test('refuses nothing and too much', async () => {
		expect(problemOf(await runWeCom(wecom, update({})))).toMatch(/nothing to update/);
		const long = await runWeCom(wecom, update({ remark: '长'.repeat(21) }));
		expect(problemOf(long)).toMatch(/'Remark' has 21 characters, and WeCom takes 20/);
		expect(wecom.requests).toHaveLength(0);
	});
});

describe('Mark Tags', () => {
	const mark = (addTags: string, removeTags = '') =>
		of('markTags', {
			...person,
			addTags: { mode: 'id', value: addTags },
			removeTags: { mode: 'id', value: removeTags },
		});
	const tags = () => followed('zhangsan')?.tags?.map(({ tag_id }) => tag_id);

	test('takes names, IDs and groups', async () => {
		const { outputs } = await runWeCom(wecom, mark('vip, 等级/Other', 'etExpo'));
		expect(outputs[0]).toMatchObject([
			{ addedTags: ['etVip', 'etOther2'], removedTags: ['etExpo'] },
		]);
		expect(tags()).toEqual(['etVip', 'etOther2']);
	});

	test('takes a list out of the item, and reads the tags once', async () => {
		const items = [{ tags: ['VIP'] }, { tags: ['展会', 'VIP'] }];
		await runWeCom(wecom, mark('={{ $json.tags }}'), items);
		expect(tags()).toEqual(['etExpo', 'etVip']);
		expect(asked('externalcontact/get_corp_tag_list')).toHaveLength(1);
	});

	test('says which entry is unknown or stands in several groups', async () => {
		expect(problemOf(await runWeCom(wecom, mark('VIP, Nope')))).toMatch(
			/no such customer tag: entry 2 of 'Add Tags'/,
		);
		expect(problemOf(await runWeCom(wecom, mark('VIP', 'Other')))).toMatch(
			/Several groups.*entry 1 of 'Remove Tags'.*Name the group/,
		);
		expect(problemOf(await runWeCom(wecom, mark('')))).toMatch(/No tag is to be added/);
		expect(asked('externalcontact/mark_tag')).toHaveLength(0);
	});
});

describe('Send Welcome Message', () => {
	const welcome = (parameters = {}) => of('sendWelcome', { text: '您好', ...parameters });
	const event = () => {
		wecom.state.welcomeCodes.set('CODE', { at: wecom.state.now() });
		return [{ capture: { welcomeCode: 'CODE' } }];
	};

	test("uses the code of the trigger's item, with attachments", async () => {
		const attachment = [
			{ type: 'link', title: '目录', url: 'https://www.example.com/c.pdf', description: '2026' },
			{ type: 'image', mediaId: 'M1' },
			{ type: 'miniprogram', title: 'Shop', appId: 'wx1', page: 'pages/index', mediaId: 'M2' },
		];
		const { outputs } = await runWeCom(wecom, welcome({ attachments: { attachment } }), event());
		expect(outputs[0]).toEqual([{ sent: true }]);
		expect(wecom.state.welcomeCodes.get('CODE')?.sent).toEqual({
			text: '您好',
			attachments: [
				{
					msgtype: 'link',
					link: { title: '目录', url: 'https://www.example.com/c.pdf', desc: '2026' },
				},
				{ msgtype: 'image', image: { media_id: 'M1' } },
				{
					msgtype: 'miniprogram',
					miniprogram: { title: 'Shop', appid: 'wx1', page: 'pages/index', pic_media_id: 'M2' },
				},
			],
		});
	});

	test('works once, and within 20 seconds', async () => {
		const items = event();
		await runWeCom(wecom, welcome(), items);
		expect(problemOf(await runWeCom(wecom, welcome(), items))).toMatch(/welcomed already.*41051/);
		wecom.state.welcomeCodes.set('LATE', { at: wecom.state.now() - 20_001 });
		const late = await runWeCom(wecom, welcome({ welcomeCode: 'LATE' }));
		expect(problemOf(late)).toMatch(/not valid any more \(41050.*within 20 seconds/);
	});

	test('tries again while another app is sending', async () => {
		wecom.state.fail('externalcontact/send_welcome_msg', 41096, 1);
		const { outputs } = await runWeCom(wecom, welcome(), event());
		expect(outputs[0]).toEqual([{ sent: true }]);
		expect(asked('externalcontact/send_welcome_msg')).toHaveLength(2);
	});

	test('refuses what WeCom would refuse', async () => {
		const link = { type: 'link', title: 'T', url: 'https://www.example.com' };
		const problems = [
			[{ text: ' ' }, /welcome message is empty/],
			[{ text: '好'.repeat(1_334) }, /'Text' has 4002 bytes, and WeCom takes 4000/],
			[{ attachments: { attachment: Array(10).fill(link) } }, /more than 9 attachments/],
			[{ attachments: { attachment: [{ ...link, url: 'x' }] } }, /'URL' is no web address/],
			[{ attachments: { attachment: [{ type: 'file' }] } }, /'Media ID' is empty/],
		] as const;
		for (const [parameters, problem] of problems) {
			expect(problemOf(await runWeCom(wecom, welcome(parameters), event()))).toMatch(problem);
		}
		expect(wecom.requests).toHaveLength(0);
		expect(problemOf(await runWeCom(wecom, welcome()))).toMatch(
			/'Welcome Code' is empty and the item has no 'capture.welcomeCode'/,
		);
	});
});

describe('Transfer', () => {
	const pair = (toMember = 'lisi') => ({
		fromMember: { mode: 'id', value: 'zhangsan' },
		toMember: { mode: 'id', value: toMember },
	});
	const handover = (externalUserIds: string, toMember = 'lisi', more = {}) =>
		of('transfer', { externalUserIds, ...pair(toMember), ...more });

	test('begins, and its result can be read', async () => {
		wecom.state.transfers.length = 0;
		const { outputs } = await runWeCom(wecom, handover('wmLiNa, wmMany1, wmNobody'));
		expect(outputs[0]).toEqual([
			{ externalUserId: 'wmLiNa', started: true },
			expect.objectContaining({ externalUserId: 'wmMany1', started: false, errcode: 40131 }),
			expect.objectContaining({ externalUserId: 'wmNobody', started: false, errcode: 40096 }),
		]);
		Object.assign(wecom.state.transfers[0], { status: 1, takeover_time: 1_767_225_600 });
		const read = await runWeCom(wecom, of('getTransferResult', pair()));
		expect(read.outputs[0]).toEqual([
			{ externalUserId: 'wmLiNa', status: 'done', takeoverAt: '2026-01-01T00:00:00.000Z' },
		]);
	});

	test('of one customer fails where WeCom refuses it', async () => {
		const result = await runWeCom(wecom, handover('wmNobody'));
		expect(problemOf(result)).toMatch(/no such customer \(40096/);
	});

	test('from one who has left has a call of its own, without message', async () => {
		await runWeCom(wecom, handover('wmLiNa', 'lisi', { resigned: true, message: 'x' }));
		const [call] = asked('externalcontact/resigned/transfer_customer');
		expect(call.body).toEqual({
			handover_userid: 'zhangsan',
			takeover_userid: 'lisi',
			external_userid: ['wmLiNa'],
		});
	});

	test('refuses what cannot be', async () => {
		expect(problemOf(await runWeCom(wecom, handover('wmLiNa', 'zhangsan')))).toMatch(/the same/);
		const many = Array.from({ length: 101 }, (_, n) => `wm${n}`).join('\n');
		expect(problemOf(await runWeCom(wecom, handover(many)))).toMatch(/101 entries/);
		expect(wecom.requests).toHaveLength(0);
	});
});

describe('WeCom says no', () => {
	test('60020 shows the address that has to be trusted', async () => {
		wecom.state.refusedAddress = '203.0.113.7';
		const result = await runWeCom(wecom, of('get', { externalUserId: 'wmLiNa' }));
		wecom.state.refusedAddress = undefined;
		expect(problemOf(result)).toMatch(/203\.0\.113\.7 \(60020\).*Add 203\.0\.113\.7.*企业可信IP/);
	});

	test('a limit is said in words', async () => {
		wecom.state.limits.set('externalcontact/get', 0);
		const result = await runWeCom(wecom, of('get', { externalUserId: 'wmLiNa' }));
		wecom.state.limits.clear();
		expect(problemOf(result)).toMatch(/limit of calls to WeCom is reached \(45009/);
	});

	test('a wrong secret is said, and shown nowhere', async () => {
		const secret = 'another-made-up-secret';
		const result = await runWeCom(wecom, of('get', { externalUserId: 'wmLiNa' }), [{}], {
			credential: { secret },
		});
		expect(problemOf(result)).toMatch(/does not accept the secret \(40001/);
		expect(JSON.stringify(result.run)).not.toContain(secret);
	});

	test('no server at the base URL is said, and no secret shown', async () => {
		const result = await runWeCom(wecom, of('get', { externalUserId: 'wmLiNa' }), [{}], {
			credential: { baseUrl: 'http://127.0.0.1:1' },
		});
		expect(problemOf(result)).toMatch(/WeCom cannot be reached: the connection was refused/);
		expect(JSON.stringify(result.run)).not.toContain(wecom.state.secret);
	});

	test('a busy WeCom is asked again', async () => {
		wecom.state.fail('externalcontact/get', -1, 2);
		const { outputs } = await runWeCom(wecom, of('get', { externalUserId: 'wmLiNa' }));
		expect(outputs[0]).toHaveLength(1);
	});

	test('a credential without a secret is said', async () => {
		const result = await runWeCom(wecom, of('get', { externalUserId: 'wmLiNa' }), [{}], {
			credential: { secret: ' ' },
		});
		expect(problemOf(result)).toMatch(/has no 'Secret'/);
	});
});
