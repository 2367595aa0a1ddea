const surnames = [...'王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹'];
const given = [...'伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华建国志红玉'];
const latinFirst = [
	'Anna',
	'Ben',
	'Clara',
	'David',
	'Emma',
	'Frank',
	'Grace',
	'Henry',
	'Ida',
	'Jack',
];
const latinLast = [
	'Miller',
	'Smith',
	'Weber',
	'Brown',
	'Rossi',
	'Garcia',
	'Novak',
	'Jensen',
	'Dubois',
	'Kowalski',
];
const cities = ['上海', '深圳', '苏州', '杭州', '成都', '武汉', '青岛', '西安'];
const trades = ['智能科技', '机械制造', '电子材料', '医疗器械', '物流服务', '新能源'];
const titles = ['采购经理', '总经理', 'Sales Director', '工程师', 'Head of Purchasing', '市场总监'];

/** Row `index` of an endless made-up table: always the same for the same index, no two the same person. */
export function madeUpLead(index: number): Record<string, string> {
	const pick = <T>(list: readonly T[], step: number): T =>
		list[Math.floor(index / step) % list.length];
	const number = String(index).padStart(8, '0');
	const company = `${pick(cities, 3)}${pick(surnames, 7)}${pick(given, 11)}${pick(trades, 13)}有限公司`;
	if (index % 5 === 4) {
		const first = pick(latinFirst, 5);
		const last = pick(latinLast, 50);
		return {
			Name: `${first} ${last}`,
			Company: `${last} ${pick(['Valves', 'Tools', 'Optics'], 9)} GmbH`,
			Email: `${first}.${last}.${index}@example.com`.toLowerCase(),
			'Job Title': pick(titles, 17),
			Country: 'DE',
			'Lead Source': 'Trade Fair',
			Message: `Please send a quotation for ${index % 900} pieces`,
		};
	}
	return {
		姓名: pick(surnames, 1) + pick(given, 30) + pick(given, 900),
		公司: company,
		职位: pick(titles, 17),
		手机: `13${number.slice(0, 1)}-${number.slice(0, 4)}-${number.slice(4)}`,
		邮箱: `user${index}@example.com`,
		城市: pick(cities, 3),
		来源: pick(['官网表单', '展会', '百度推广', '朋友介绍'], 2),
	};
}
