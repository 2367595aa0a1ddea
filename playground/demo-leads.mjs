import { createRequire } from 'node:module';

/*
 * The people of the playground: made up, the same 200 every time, half of them Chinese.
 *
 * Nobody is behind their addresses and numbers. Mail is at example.com and its subdomains (RFC 2606).
 * American numbers are from 555-0100 to 555-0199 and British ones from 07700 900000 to 900999, both
 * set aside for fiction by their regulators. China sets none aside: theirs begin with 154, which no
 * Chinese operator has been given. Companies carry the word Example or 示例 in their names.
 */

const require = createRequire(import.meta.url);
const COUNT = 200;
const HOUR = 3_600_000;

const chinese = {
	surnames: [
		'王',
		'李',
		'张',
		'刘',
		'陈',
		'杨',
		'黄',
		'赵',
		'吴',
		'周',
		'徐',
		'孙',
		'欧阳',
		'司马',
	],
	surnamesInLatin: ['wang', 'li', 'zhang', 'liu', 'chen', 'yang', 'huang', 'zhao', 'wu', 'zhou', 'xu', 'sun', 'ouyang', 'sima'], // prettier-ignore
	givenNames: [
		'伟',
		'芳',
		'娜',
		'秀英',
		'敏',
		'静',
		'丽',
		'强',
		'磊',
		'洋',
		'思远',
		'雨桐',
		'子涵',
	],
	givenNamesInLatin: ['wei', 'fang', 'na', 'xiuying', 'min', 'jing', 'li', 'qiang', 'lei', 'yang', 'siyuan', 'yutong', 'zihan'], // prettier-ignore
	places: [
		['上海', '上海市'],
		['杭州', '浙江省'],
		['深圳', '广东省'],
		['成都', '四川省'],
		['北京', '北京市'],
		['苏州', '江苏省'],
		['武汉', '湖北省'],
	],
	companies: ['云舟', '青禾', '星桥', '远山', '明湖', '鹿鸣', '知行', '海棠', '长风'],
	industries: ['软件', '物流', '机械制造', '医疗器械', '教育咨询', '新能源', '跨境电商'],
	titles: ['总经理', '采购经理', '市场总监', 'IT 主管', '运营经理', '创始人', '行政专员'],
	products: ['企业版', '专业版', '私有化部署', '标准版'],
	sources: ['官网表单', '企业微信', '百度推广', '展会', '老客户介绍', '公众号'],
	messages: [
		'想了解一下企业版的价格和实施周期。',
		'请安排一次产品演示，下周二下午方便。',
		'我们有 50 人的销售团队，现在用 Excel 管理线索。',
		'能否和我们的 ERP 对接？',
		'在展会上聊过，请发一份资料。',
	],
};

const english = {
	firstNames: ['Olivia', 'James', 'Amelia', 'Noah', 'Sophie', 'Liam', 'Grace', 'Ethan', 'Hannah', 'Oscar', 'Maya', 'Daniel', 'Ruth'], // prettier-ignore
	lastNames: ['Smith', 'Johnson', 'Brown', 'Taylor', 'Miller', 'Wilson', 'Clark', 'Walker', 'Hall', 'Young', 'King', 'Wright', 'Green', 'Baker'], // prettier-ignore
	places: [
		['New York', 'New York', 'US', '212'],
		['Austin', 'Texas', 'US', '512'],
		['Seattle', 'Washington', 'US', '206'],
		['London', 'England', 'GB'],
		['Leeds', 'England', 'GB'],
	],
	companies: ['Harbour', 'Maple', 'Northgate', 'Bluebird', 'Cedar', 'Lantern', 'Quarry', 'Willow', 'Summit'], // prettier-ignore
	industries: ['Software', 'Logistics', 'Manufacturing', 'Medical Devices', 'Education', 'Energy', 'Retail'], // prettier-ignore
	titles: ['Head of Sales', 'Procurement Manager', 'Marketing Director', 'IT Manager', 'Operations Lead', 'Founder', 'Office Manager'], // prettier-ignore
	products: ['Enterprise', 'Professional', 'On-Premises', 'Standard'],
	sources: ['Web Form', 'WhatsApp', 'Google Ads', 'Trade Fair', 'Referral', 'Newsletter'],
	messages: [
		'Could you send us a quote for 25 users?',
		'We would like to see a demo next week.',
		'Does it integrate with our ERP system?',
		'We met at the fair; please send the brochure.',
		'Our sales team keeps leads in spreadsheets and loses half of them.',
	],
};

/** The n-th choice from a list: lists of different lengths go round at different paces. */
const pick = (list, n) => list[n % list.length];

function chinesePerson(n) {
	const surname = n % chinese.surnames.length;
	const given = n % chinese.givenNames.length;
	const [city, state] = pick(chinese.places, n);
	const latin = `${chinese.surnamesInLatin[surname]}.${chinese.givenNamesInLatin[given]}`;
	return {
		name: chinese.surnames[surname] + chinese.givenNames[given],
		company: `${city}示例${pick(chinese.companies, n)}${pick(chinese.industries, n)}有限公司`,
		title: pick(chinese.titles, n),
		email: `${latin}.${n}@cn${n % 9}.example.com`,
		mobile: `154 0000 ${String(1000 + n)}`,
		...{ city, state, country: 'CN', language: 'zh' },
		industry: pick(chinese.industries, n),
		employees: pick([8, 20, 45, 120, 300, 900], n),
		product: pick(chinese.products, n),
		source: pick(chinese.sources, n),
		message: pick(chinese.messages, n),
	};
}

function englishPerson(n) {
	const firstName = pick(english.firstNames, n);
	const lastName = pick(english.lastNames, n);
	const [city, state, country, area] = pick(english.places, n);
	const serial = String(n).padStart(2, '0');
	const american = `+1 ${area} 555 01${serial}`;
	return {
		...{ name: `${firstName} ${lastName}`, firstName, lastName },
		company: `Example ${pick(english.companies, n)} ${pick(english.industries, n)} Ltd`,
		title: pick(english.titles, n),
		email: `${firstName}.${lastName}.${n}@${pick(english.companies, n)}.example.com`.toLowerCase(),
		mobile: country === 'US' ? american : `+44 7700 9001${serial}`,
		...{ city, state, country, language: 'en' },
		industry: pick(english.industries, n),
		employees: pick([5, 15, 60, 150, 400, 1200], n),
		product: pick(english.products, n),
		source: pick(english.sources, n),
		message: pick(english.messages, n),
	};
}

/**
 * @param {number} now epoch milliseconds; the leads arrived in the 50 days before
 * @returns 200 leads as channels hand them to capture
 */
export function demoLeads(now) {
	return Array.from({ length: COUNT }, (_, index) => {
		const n = Math.floor(index / 2);
		const fields = index % 2 === 0 ? chinesePerson(n) : englishPerson(n);
		return {
			fields,
			payload: fields,
			channel: 'demo',
			externalId: `demo-${index}`,
			receivedAt: now - (COUNT - index) * 6 * HOUR - (index % 5) * HOUR,
			tags: ['demo'],
		};
	});
}

/**
 * Puts the demo leads into a store, through the same capture as any other lead. Each has an id of its
 * delivery, so a second time nothing changes.
 *
 * @param {string} dist folder of the built package
 * @param {{ engine: 'sqlite', file: string }} config the store
 * @returns {Promise<Record<string, number>>} how many ended how, such as `{ created: 200 }`
 */
export async function seedDemoLeads(dist, config, now = Date.now()) {
	const { openStore } = require(`${dist}/leads/store/store.js`);
	const { captureLeads } = require(`${dist}/leads/capture/capture.js`);
	const store = await openStore(config);
	const results = await captureLeads(store, demoLeads(now)).finally(() => store.close());
	const outcomes = {};
	for (const { outcome, repeated } of results) {
		const word = repeated ? 'repeated' : outcome;
		outcomes[word] = (outcomes[word] ?? 0) + 1;
	}
	return outcomes;
}
