import { readBooleanText } from '../../leads/model/booleanText';
import type { MemberInput } from '../../leads/model/member';

/** A member as a row of a list tells of them; the team still by its name. */
export interface MemberRow extends Omit<MemberInput, 'name' | 'teamIds'> {
	name: string;
	team?: string;
}

type Target =
	| Exclude<keyof MemberRow, 'capacity' | 'shifts' | 'leaves' | 'custom' | 'available'>
	| 'maxOpen'
	| 'maxPerDay';

/** Column titles as they are met in lists of staff and in the address book export of WeCom. */
const titles: Readonly<Record<Target, string>> = {
	name: 'name fullname membername salesperson 姓名 名字 成员 销售 销售人员 员工姓名',
	email: 'email emailaddress mail workemail 邮箱 电子邮箱 企业邮箱 邮件',
	mobile: 'mobile mobilephone phone cell 手机 手机号 手机号码 电话',
	wecomUserId: 'wecomuserid wecomid userid account 企业微信id 企业微信账号 企微账号 账号 帐号',
	employeeNumber: 'employeenumber employeeid staffid 工号 员工编号',
	role: 'role permission 角色 权限',
	team: 'team department group 团队 部门 小组 所属部门',
	active: 'active enabled 启用 在职 状态',
	regions: 'regions region territory 区域 地区 负责区域 负责地区 大区',
	skills: 'skills skill 技能 专长',
	products: 'products product 产品 负责产品 产品线',
	languages: 'languages language 语言 语种',
	weight: 'weight share 权重',
	timezone: 'timezone 时区',
	maxOpen: 'maxopen capacity openleads 持有上限 最大持有 容量',
	maxPerDay: 'maxperday dailylimit 每日上限 日上限',
};

const roles: Readonly<Record<string, NonNullable<MemberInput['role']>>> = {
	admin: 'admin',
	administrator: 'admin',
	管理员: 'admin',
	manager: 'manager',
	经理: 'manager',
	主管: 'manager',
	member: 'member',
	成员: 'member',
	销售: 'member',
	viewer: 'viewer',
	只读: 'viewer',
};

function keyOf(title: string): string {
	return title
		.normalize('NFKC')
		.toLowerCase()
		.replace(/[（(].*?[)）]/g, '')
		.replace(/[\s_\-*.:：/]+/g, '');
}

const targetByTitle = new Map<string, Target>();
for (const target of Object.keys(titles) as Target[]) {
	for (const title of [target.toLowerCase(), ...titles[target].split(' ')])
		targetByTitle.set(title, target);
}

const words = (text: string) =>
	text
		.split(/[,，;；、|\n]/)
		.map((word) => word.trim())
		.filter((word) => word !== '');

function cellsOf(row: Readonly<Record<string, unknown>>): Map<Target, string> {
	const cells = new Map<Target, string>();
	for (const [title, value] of Object.entries(row)) {
		const target = targetByTitle.get(keyOf(title));
		const text = Array.isArray(value) ? value.join(',') : String(value ?? '').trim();
		if (target && text !== '' && !cells.has(target)) cells.set(target, text);
	}
	return cells;
}

/**
 * A row of a list of staff, whose columns are recognised by their English and Chinese titles. Values
 * that make no sense are left for the store to refuse.
 */
export function memberRow(row: Readonly<Record<string, unknown>>): MemberRow {
	const cells = cellsOf(row);
	const limit = (target: 'maxOpen' | 'maxPerDay') => {
		const text = cells.get(target);
		return text === undefined ? {} : { [target]: Number(text) };
	};
	const capacity = { ...limit('maxOpen'), ...limit('maxPerDay') };
	const list = (target: 'regions' | 'skills' | 'products' | 'languages') => {
		const text = cells.get(target);
		return text === undefined ? {} : { [target]: words(text) };
	};
	const plain = (
		target: 'email' | 'mobile' | 'wecomUserId' | 'employeeNumber' | 'team' | 'timezone',
	) => {
		const text = cells.get(target);
		return text === undefined ? {} : { [target]: text };
	};
	const role = roles[cells.get('role')?.toLowerCase() ?? ''];
	const active = readBooleanText(cells.get('active') ?? '');
	const weight = cells.get('weight');
	return {
		name: cells.get('name') ?? '',
		...plain('email'),
		...plain('mobile'),
		...plain('wecomUserId'),
		...plain('employeeNumber'),
		...plain('team'),
		...plain('timezone'),
		...list('regions'),
		...list('skills'),
		...list('products'),
		...list('languages'),
		...(role ? { role } : {}),
		...(active === undefined ? {} : { active }),
		...(weight === undefined ? {} : { weight: Number(weight) }),
		...(Object.keys(capacity).length > 0 ? { capacity } : {}),
	};
}
