import { normalizeEmail } from '../../leads/model/email';
import type { LeadFieldName } from '../../leads/model/leadFields';
import { normalizeWebAddress } from '../../leads/model/webAddress';

/** Fields that a line of a signature can hold beside names and titles. */
export type ContactField = Extract<
	LeadFieldName,
	'mobile' | 'phone' | 'fax' | 'email' | 'website' | 'wechat' | 'qq' | 'street'
>;

export interface ContactLine {
	values: Array<[field: ContactField, value: string]>;
	/** What is left of the line when these are taken out. */
	rest: string;
}

const LONGEST = 300;

/** Labels by field, as they stand in signatures; one letter counts only with a colon or stop behind it. */
const LABELS: ReadonlyArray<[ContactField, RegExp]> = [
	[
		'mobile',
		/^(?:手机号?码?|移动电话|联系手机|行动电话|手機|mobile(?: phone)?|mob|cell(?: ?phone)?|handy|mobil|portable|whatsapp|m)$/i,
	],
	[
		'phone',
		/^(?:电话号?码?|联系电话|固定电话|固话|座机|办公电话|直线|总机|电話|電話|telephone|telefon|téléphone|tél|tel|phone|fon|office|direct|t|p|ph|o|d)$/i,
	],
	['fax', /^(?:传真|傳真|telefax|fax|f)$/i],
	['email', /^(?:电子邮箱|电子邮件|邮箱|邮件|e-?mail|mail|e)$/i],
	['wechat', /^(?:微信号?|wechat(?: id)?|weixin|wx)$/i],
	['qq', /^(?:qq号?码?)$/i],
	['website', /^(?:网址|网站|官网|主页|website|web|homepage|url|internet|site|w)$/i],
	['street', /^(?:公司地址|办公地址|联系地址|通讯地址|地址|address|addr?|adresse|anschrift|a)$/i],
];

/** A label in front of a value: letters, then a colon, a stop or white space. */
const LABEL_AT =
	/(?<=^|[\s|｜,，;；/·•(（])(\p{L}[\p{L}-]{0,11}(?: ?(?:phone|id))?)\s{0,4}([:：.]|\s)\s{0,4}(?=[\p{L}\d+(（@])/gu;
/** `M` and `T` are words, too. */
const BARE_LABEL = 3;

const EMAIL = /[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}/;
const WEB = /(?:https?:\/\/|www\.)[^\s|｜，,;；<>()（）]{3,150}/i;
const NUMBER =
	/[+(（]{0,2}\d[\d\s().（）/–-]{5,26}\d(?:\s{0,2}(?:转|轉|ext\.?|x|-)\s{0,2}\d{1,6})?/i;
const CHINESE_MOBILE = /^(?:\+?86|0086)?[\s-]{0,2}1[3-9]\d(?:[\s-]?\d){8}$/;
/** Dates, amounts and numbers of registers are no telephone numbers. */
const DATE = /^\d{4}[./-]\d{1,2}[./-]\d{1,2}|^\d{1,2}[./-]\d{1,2}[./-]\d{2,4}/;

interface Label {
	field: ContactField;
	start: number;
	end: number;
}

function labelsIn(line: string): Label[] {
	const found: Label[] = [];
	for (const match of line.matchAll(LABEL_AT)) {
		const [whole, word, mark] = match;
		const field = LABELS.find(([, names]) => names.test(word))?.[0];
		const bare = mark.trim() === '' && word.length < BARE_LABEL && !/\p{Script=Han}/u.test(word);
		if (!field || bare) continue;
		found.push({ field, start: match.index, end: match.index + whole.length });
	}
	return found;
}

/** A telephone number as it stands there; undefined for other numbers. */
export function phoneIn(text: string): string | undefined {
	const number = NUMBER.exec(text)?.[0].trim();
	if (number === undefined || DATE.test(number)) return undefined;
	const digits = number.replace(/\D/g, '').length;
	return digits >= 7 && digits <= 20 ? number : undefined;
}

/** The part of a labelled value that fits its field; undefined where the label says nothing. */
function fitting(field: ContactField, text: string): string | undefined {
	const value = text.replace(/^[\s|｜,，;；/·•]+|[\s|｜,，;；/·•(（]+$/g, '');
	switch (field) {
		case 'mobile':
		case 'phone':
		case 'fax':
			return phoneIn(value);
		case 'email':
			return EMAIL.exec(value)?.[0];
		case 'website':
			return websiteOf(WEB.exec(value)?.[0] ?? value.split(/\s/)[0]);
		case 'wechat':
			return /^[\w-]{5,30}/.exec(value)?.[0];
		case 'qq':
			return /^\d{5,12}/.exec(value)?.[0];
		case 'street':
			return value.length >= 5 ? value : undefined;
	}
}

function websiteOf(text: string): string | undefined {
	const bare = text.replace(/[.,;，。；、]+$/, '');
	return bare.includes('.') && !bare.includes('@') && normalizeWebAddress(bare) ? bare : undefined;
}

/** Values without a label: an address, a web page, a number. */
function unlabelled(text: string, into: ContactLine['values']): string {
	let rest = text;
	const take = (field: ContactField, value: string | undefined, whole = value) => {
		if (value === undefined || whole === undefined) return;
		into.push([field, value]);
		rest = rest.replace(whole, ' | ');
	};
	const email = EMAIL.exec(rest)?.[0];
	if (email !== undefined && normalizeEmail(email).key !== '') take('email', email);
	const web = WEB.exec(rest)?.[0];
	if (web !== undefined) take('website', websiteOf(web), web);
	const number = phoneIn(rest);
	if (number !== undefined) take(CHINESE_MOBILE.test(number) ? 'mobile' : 'phone', number);
	return rest;
}

/** Reads the contact data in one line of a signature, such as `T: +49 30 901820 | M: +49 151 23456789`. */
export function contactLine(text: string): ContactLine {
	const line = text.slice(0, LONGEST).normalize('NFKC');
	const values: ContactLine['values'] = [];
	const labels = labelsIn(line);
	let rest = unlabelled(line.slice(0, labels[0]?.start ?? line.length), values);
	labels.forEach(({ field, end }, index) => {
		const told = line.slice(end, labels[index + 1]?.start ?? line.length);
		const value = fitting(field, told);
		if (value === undefined) rest += ` ${unlabelled(told, values)}`;
		else values.push([mobileOr(field, value), value]);
	});
	return { values, rest: rest.replace(/\s+/g, ' ').trim() };
}

/** 电话：138… is a mobile number, whatever it is called. */
function mobileOr(field: ContactField, value: string): ContactField {
	return field === 'phone' && CHINESE_MOBILE.test(value) ? 'mobile' : field;
}
