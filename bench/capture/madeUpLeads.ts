const surnames = [
	...'王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈',
	...'姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤',
];
const given = [
	...'伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华建国志红玉文辉鹏飞宇浩然子轩梓涵欣怡雨晨诗琪嘉俊思远',
	...'博文天佑雅婷晓东海燕春梅立新振兴永康庆丰长青冬雪秋月云龙少峰成林学斌家豪美玲金凤小波大为一鸣若曦可心',
];
const latinFirst =
	'Anna Ben Clara David Emma Frank Grace Henry Ida Jack Karin Louis Maria Noah Olga Paul Rita Simon Tina Victor Wanda Yann Zoe Albert Berta Carl Dora Emil Fiona Georg Hanna Ivan Julia Klaus Lena Marc Nina Oscar Petra Ralf'.split(
		' ',
	);
const latinLast =
	'Miller Smith Weber Brown Rossi Garcia Novak Jensen Dubois Kowalski Fischer Meyer Wagner Becker Hoffmann Koch Richter Klein Wolf Neumann Schwarz Braun Zimmermann Hartmann Lange Krause Lehmann Walter Huber Kaiser Fuchs Lang Scholz Weiss Jung Hahn Vogel Keller Frank Berger Winkler Roth Beck Lorenz Baumann Franke Albrecht Winter Simon Ludwig Martin Bernard Petit Durand Leroy Moreau Fournier Girard Bonnet Lambert'.split(
		' ',
	);
const cities = [...'上海 深圳 苏州 杭州 成都 武汉 青岛 西安 南京 无锡 宁波 厦门'.split(' ')];
const brands = [
	...'华瑞恒信泰达中兴安远宏盛鼎新联创嘉禾卓越博纳天合云启智慧通源鑫隆佳美德胜永利康宁方正',
];
const trades = '智能科技 机械制造 电子材料 医疗器械 物流服务 新能源 软件技术 精密仪器'.split(' ');
const titles = ['采购经理', '总经理', 'Sales Director', '工程师', 'Head of Purchasing', '市场总监'];
const wares = ['Valves', 'Tools', 'Optics', 'Pumps', 'Sensors'];

/** A stream of numbers that always is the same for the same seed (mulberry32). */
function numbersFrom(seed: number): (below: number) => number {
	let state = Math.imul(seed + 1, 0x9e3779b1);
	return (below) => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
	};
}

/**
 * Row `index` of an endless made-up table: always the same for the same index, no two the same person.
 * Some are namesakes, and about four work for each company.
 */
export function madeUpLead(index: number): Record<string, string> {
	const next = numbersFrom(index);
	const pick = <T>(list: readonly T[]): T => list[next(list.length)];
	const company = Math.floor(index / 4);
	const ofCompany = numbersFrom(-1 - company);
	const domain = `c${company}.example`;
	const pickForCompany = <T>(list: readonly T[]): T => list[ofCompany(list.length)];
	if (index % 5 === 4) {
		const first = pick(latinFirst);
		const last = pick(latinLast);
		return {
			Name: `${first} ${last}`,
			Company: `${pickForCompany(latinLast)} ${pickForCompany(wares)} GmbH`,
			Email: `${first}.${last}.${index}@${domain}`.toLowerCase(),
			'Job Title': pick(titles),
			Country: 'DE',
			'Lead Source': 'Trade Fair',
			Message: `Please send a quotation for ${index % 900} pieces`,
		};
	}
	// No two have the same number, and neighbours in the table do not have neighbouring ones.
	const number = String((index * 7_368_787 + 13) % 100_000_000).padStart(8, '0');
	return {
		姓名: pick(surnames) + pick(given) + pick(given),
		公司: `${pickForCompany(cities)}${pickForCompany(brands)}${pickForCompany(brands)}${pickForCompany(trades)}有限公司`,
		职位: pick(titles),
		手机: `13${number.slice(0, 1)}-${number.slice(1, 5)}-${number.slice(5)}${index % 10}`,
		邮箱: `user${index}@${domain}`,
		城市: pickForCompany(cities),
		来源: pick(['官网表单', '展会', '百度推广', '朋友介绍']),
	};
}
