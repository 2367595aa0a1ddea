import { comparedText } from '../values/word';
import type { FieldKind, FieldSchema } from './fieldKind';

/** Titles of columns in English and Chinese, without spaces and punctuation; the first that fits. */
const TITLES: ReadonlyArray<readonly [FieldKind, RegExp]> = [
	[
		'ignore',
		/^(?:src|source|来源|渠道|channel|batch|importid|owner|负责人|status|状态|tags?)$|^(?:leadsource)|(?:created|updated|modified|inserted|imported)(?:at|on|by|date|time)?$|创建|更新时间|timestamp/,
	],
	[
		'givenName',
		/^(?:given|first|fore|christian|middle|preferred)names?\w?\d*$|^(?:fname|vorname|prenom|名)(?:c?\d)?$/,
	],
	['surname', /^(?:sur|last|family|maiden)names?\w?\d*$|^(?:lname|nachname|nom|姓|姓氏)(?:c?\d)?$/],
	['email', /mail|邮箱|邮件/],
	['phone', /phone|mobile|^cell|^tel|telefon|handy|fax|手机|电话|座机|联系方式/],
	['website', /^(?:web|website|url|homepage|domain|网址|官网|网站)/],
	['company', /company|organi[sz]ation|employer|^account(?:name)?$|^firma$|公司|企业|单位/],
	['postcode', /postcode|postal|^zip|^plz$|邮编|邮政编码/],
	['date', /birth|^dob$|date$|^geburt|生日|出生|日期/],
	[
		'id',
		/ssn|socsec|socialsecurity|passport|taxid|vat|creditcode|身份证|证件|信用代码|税号|(?:id|no|number|code)$/,
	],
	['country', /^country|^nation|^land$|国家|国别/],
	['city', /^(?:city|town|suburb|locality|ort|village|district|county|borough)$|城市|^市$|区县/],
	['region', /^(?:state|province|region|bundesland|county)$|省/],
	['number', /^(?:street|house)(?:number|no|num)$/],
	['address', /address|^addr|street|^strasse$|地址|街道/],
	['name', /name$|^contact|^title$|姓名|名称|名字|联系人|^person$/],
];

function kindByTitle(title: string): FieldKind | undefined {
	const bare = title
		.normalize('NFKC')
		.toLowerCase()
		.replace(/[\s_\-.:/()]+/g, '');
	if (/^(?:street|house)(?:number|no|num)$/.test(bare)) return 'number';
	if (/^(?:jobtitle|job$|position|designation|职位|职务|头衔|title$)/.test(bare)) return 'jobTitle';
	return TITLES.find(([, pattern]) => pattern.test(bare))?.[0];
}

/** What the cells of a column look like, over those that say something. */
interface Look {
	filled: number;
	distinct: number;
	mail: number;
	day: number;
	integer: number;
	digits: number;
	words: number;
	address: number;
	web: number;
}

const LOOKED_AT = 2000;
const DAY =
	/^(?:(?:19|20)\d{2}[-/.]?(?:0?[1-9]|1[0-2])[-/.]?(?:0?[1-9]|[12]\d|3[01])|\d{1,2}[-/.]\d{1,2}[-/.](?:19|20)\d{2})$/;

function lookAt(cells: readonly string[]): Look {
	const look: Look = {
		filled: 0,
		distinct: 0,
		mail: 0,
		day: 0,
		integer: 0,
		digits: 0,
		words: 0,
		address: 0,
		web: 0,
	};
	const seen = new Set<string>();
	const step = Math.max(1, Math.floor(cells.length / LOOKED_AT));
	for (let row = 0; row < cells.length; row += step) {
		const text = comparedText(cells[row]);
		if (text === '') continue;
		look.filled += 1;
		seen.add(text);
		if (text.includes('@')) look.mail += 1;
		if (DAY.test(text)) look.day += 1;
		if (/^\d+$/.test(text)) look.integer += 1;
		if (/^[+(]?[\d\s().+/-]{7,}$/.test(text)) look.digits += 1;
		if (/\d/.test(text) && /\p{L}{2}/u.test(text)) look.address += 1;
		if (/^(?:https?:|www\.)/.test(text)) look.web += 1;
		look.words += text.split(' ').length;
	}
	look.distinct = seen.size;
	return look;
}

function kindByContent(look: Look): FieldKind {
	const most = 0.7 * look.filled;
	if (look.mail > most) return 'email';
	if (look.web > most) return 'website';
	if (look.day > most) return 'date';
	if (look.integer > most) return look.distinct > 0.7 * look.filled ? 'id' : 'number';
	if (look.digits > most) return 'phone';
	if (look.address > 0.6 * look.filled && look.words > 2 * look.filled) return 'address';
	return look.distinct < 0.02 * look.filled && look.distinct < 60 ? 'category' : 'text';
}

/** A title promises what the cells do not keep: a date column of free text, a phone column of names. */
function believable(kind: FieldKind, look: Look): boolean {
	if (kind === 'email') return look.mail > 0.3 * look.filled;
	if (kind === 'date') return look.day + look.integer > 0.3 * look.filled;
	return true;
}

/**
 * The kinds of the columns of any table, by their titles where these say something and the cells
 * bear them out, else by the cells. Columns that are empty, say the same everywhere or tell of the
 * record instead of the person (source, created at) are ignored.
 *
 * @param table cells by column title
 */
export function detectSchema(table: Readonly<Record<string, readonly string[]>>): FieldSchema {
	const schema: Record<string, FieldKind> = {};
	for (const [title, cells] of Object.entries(table)) {
		const look = lookAt(cells);
		const named = kindByTitle(title);
		if (look.distinct < 2 || named === 'ignore') schema[title] = 'ignore';
		else schema[title] = named && believable(named, look) ? named : kindByContent(look);
	}
	return schema;
}
