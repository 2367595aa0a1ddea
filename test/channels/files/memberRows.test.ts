import { memberRow } from '../../../channels/files/memberRows';

test('a row of a Chinese list of staff', () => {
	expect(
		memberRow({
			姓名: '李娜',
			'手机号（必填）': '13800138000',
			企业微信账号: 'LiNa',
			部门: '华东',
			角色: '主管',
			负责区域: '上海、江苏，浙江',
			技能: 'CNC;English',
			持有上限: '40',
			启用: '是',
			未知列: 'x',
		}),
	).toEqual({
		name: '李娜',
		mobile: '13800138000',
		wecomUserId: 'LiNa',
		team: '华东',
		role: 'manager',
		regions: ['上海', '江苏', '浙江'],
		skills: ['CNC', 'English'],
		capacity: { maxOpen: 40 },
		active: true,
	});
});

test('a row of an English list, or an item of another node', () => {
	expect(
		memberRow({
			'Full Name': 'Emma',
			'Work Email': 'emma@example.com',
			languages: ['en', 'de'],
			weight: 2,
			Time_Zone: 'Europe/Berlin',
		}),
	).toEqual({
		name: 'Emma',
		email: 'emma@example.com',
		languages: ['en', 'de'],
		weight: 2,
		timezone: 'Europe/Berlin',
	});
});

test('nothing known leaves a name for the store to refuse', () => {
	expect(memberRow({ foo: 'bar' })).toEqual({ name: '' });
});
