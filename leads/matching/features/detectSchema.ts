import { foldText } from '../../model/text';
import { comparedText } from '../values/word';
import type { FieldKind, FieldSchema } from './fieldKind';

/**
 * Titles of columns in English, Chinese and, for the words that everybody uses, in the other large
 * languages of business; folded, without spaces and punctuation. The first that fits counts.
 */
const TITLES: ReadonlyArray<readonly [FieldKind, RegExp]> = [
	[
		'ignore',
		/^(?:src|channel|batch|importid|owner|status|tags?)$|source$|来源|渠道|负责人|状态|(?:created|updated|modified|inserted|imported)(?:at|on|by|date|time)?$|创建|更新时间|timestamp/,
	],
	['number', /^(?:street|house)(?:number|no|num)$|hausnummer|门牌号/],
	[
		'jobTitle',
		/jobtitle|^job$|position|designation|职位|职务|头衔|^(?:title|cargo|poste|ruolo|funktion)$|役職/,
	],
	[
		'givenName',
		/^(?:given|first|fore|christian|middle|preferred)names?\w?\d*$|^(?:fname|vorname|prenom|voornaam|imie|名)(?:c?\d)?$/,
	],
	[
		'surname',
		/^(?:sur|last|family|maiden)names?\w?\d*$|^(?:lname|nachname|nom(?:defamille)?|apellidos?|cognome|sobrenome|achternaam|nazwisko|姓氏?)(?:c?\d)?$/,
	],
	['email', /mail|邮箱|邮件|correo|courriel|メール/],
	[
		'phone',
		/phone|mobile|^cell|^tel|telef|handy|fax|movil|celular|手机|电话|座机|联系方式|電話|携帯/,
	],
	['website', /^(?:web|website|url|homepage|domain)|website$|siteweb|sitioweb|网址|官网|网站|主页/],
	['postcode', /postcode|postal|^zip|^plz$|邮编|邮政编码|郵便番号/],
	[
		'address',
		/address|^addr|^(?:street|strasse|rue|calle)|adresse|direccion|indirizzo|endereco|anschrift|地址|街道|住所/,
	],
	[
		'company',
		/(?:company|organi[sz]ation|employer|business)(?:name)?\d?$|^account(?:name)?$|^(?:firma|firmenname|unternehmen|empresa|entreprise|societe|azienda|bedrijf)$|(?:公司|企业|单位)(?:名称?|全称|简称)?$|会社/,
	],
	[
		'date',
		/birth|^dob$|date$|^geburt|naissance|nacimiento|nascita|nascimento|生日|出生|日期|生年月日/,
	],
	[
		'id',
		/ssn|socsec|socialsecurity|sozialversicherung|passport|taxid|vat|creditcode|身份证|证件|信用代码|税号|(?:id|no|number|code)$/,
	],
	['country', /^country|^nation|^land$|^(?:pais|pays|paese)$|国家|国别/],
	[
		'city',
		/^(?:city|town|suburb|locality|ort|wohnort|stadt|village|district|county|borough|ciudad|ville|citta|cidade)$|城市|^市$|区县/,
	],
	['region', /^(?:state|province|region|bundesland|provincia|estado)$|省/],
	['name', /name$|^contact|姓名|名称|名字|联系人|^(?:person|nombre|nome)$|氏名|名前/],
];

function kindByTitle(title: string): FieldKind | undefined {
	const bare = foldText(title).replace(/[\s_\-.:/()（）]+/g, '');
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
