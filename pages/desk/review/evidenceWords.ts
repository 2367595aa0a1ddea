import type { Language } from '../../../leads/model/form';

type Words = readonly [en: string, zh: string];

/** What a feature is called, as the engine names it. */
const features: Readonly<Record<string, Words>> = {
	prior: ['Any two records', '任意两条记录'],
	person: ['Name', '姓名'],
	mailbox: ['Email', '邮箱'],
	number: ['Phone', '电话'],
	organisation: ['Company', '公司'],
	title: ['Job title', '职位'],
};

/** What a comparison found, by feature and level as the engine names them. */
const levels: Readonly<Record<string, Words>> = {
	'prior.any two': ['are rarely one person', '很少是同一个人'],
	'person.same name': ['same name', '姓名相同'],
	'person.same name in another script': ['same name in another script', '汉字与拼音一致'],
	'person.nickname': ['a nickname of the other', '是对方的昵称'],
	'person.initial': ['given name shortened to an initial', '名字缩写一致'],
	'person.slip': ['a slip of one character', '仅差一个字'],
	'person.surname only': ['same surname, no given name', '同姓，未写名字'],
	'person.same family, other given name': ['same surname, other given name', '同姓不同名'],
	'person.another name': ['another name', '姓名不同'],
	'mailbox.same mailbox': ['same mailbox', '邮箱相同'],
	'mailbox.one slip apart': ['a slip of one character', '仅差一个字符'],
	'mailbox.same name at another domain': ['same name at another domain', '用户名相同，域名不同'],
	'mailbox.one private, one at work': ['one private, one at work', '一个私人邮箱，一个工作邮箱'],
	'mailbox.another mailbox': ['another mailbox', '邮箱不同'],
	'mailbox.another mailbox at the same company': [
		'another mailbox at the same company',
		'同一公司的不同邮箱',
	],
	'number.same number': ['same number', '号码相同'],
	'number.same number under another name': ['same number under another name', '号码相同，姓名不同'],
	'number.same extension': ['same number and extension', '总机与分机相同'],
	'number.one slip apart': ['a slip of one digit', '仅差一位'],
	'number.another number': ['another number', '号码不同'],
	'organisation.same company': ['same company', '公司相同'],
	'organisation.same company, written otherwise': [
		'same company, written otherwise',
		'同一公司，写法不同',
	],
	'organisation.company name with a slip': ['a slip of one character', '仅差一个字'],
	'organisation.same domain': ['same web domain', '网站域名相同'],
	'organisation.same switchboard': ['same switchboard', '总机相同'],
	'organisation.same address': ['same address', '地址相同'],
	'organisation.another domain': ['another web domain', '网站域名不同'],
	'organisation.another company': ['another company', '公司不同'],
	'title.same title': ['same title', '职位相同'],
	'title.another title': ['another title', '职位不同'],
};

function wordsFor(
	table: Readonly<Record<string, Words>>,
	key: string,
	language: Language,
): string | undefined {
	return Object.hasOwn(table, key) ? table[key][language === 'zh' ? 1 : 0] : undefined;
}

/** Whether there are words of ours for a level. A test asks it for every level of the engine. */
export function hasWordsFor(feature: string, level: string): boolean {
	return Object.hasOwn(features, feature) && Object.hasOwn(levels, `${feature}.${level}`);
}

/** Name of what was compared; a feature of the user's own is called as it is. */
export function featureWord(feature: string, language: Language): string {
	return wordsFor(features, feature, language) ?? feature;
}

/** What the comparison found. */
export function levelWord(feature: string, level: string, language: Language): string {
	return wordsFor(levels, `${feature}.${level}`, language) ?? level;
}
