import { withoutHanHonorific, withoutLatinHonorific } from './honorifics';
import { latinFamilyTokens, latinGivenTokens, type LatinName, readLatinName } from './latinName';
import { toPinyin } from './pinyin';
import { sortedWords } from './sortedWords';
import { leadingSurname, surnameReading, surnameSpellings } from './surnames';
import { foldText, hasHan, isHan, tidyText } from './text';

export interface NameParts {
	name?: string | null;
	firstName?: string | null;
	lastName?: string | null;
}

export interface PersonName {
	/** The whole name as it is shown. Honorifics stay: a lead known as 王总 is shown as 王总. */
	display: string;
	/** Family name, or '' when it cannot be told with certainty. */
	family: string;
	given: string;
	script: 'han' | 'latin' | 'other' | 'none';
	/** What the family name may be in Latin letters, as {@link nameEvidence}. */
	familyKey: string;
	/**
	 * Key without order across scripts: 王伟, `Wei Wang` and `WANG Wei` share `wang wei`. It finds
	 * candidates and proves nothing: half of all Chinese names share their pinyin with another.
	 */
	key: string;
}

/** A name in its parts, before anything costly is made of them. */
type ReadName =
	| { script: 'han'; family: string; given: string }
	| { script: 'latin'; latin: LatinName }
	| { script: 'han' | 'other' | 'none'; unread: true };

const NONE: ReadName = { script: 'none', unread: true };
const OTHER: ReadName = { script: 'other', unread: true };
const UNKNOWN_HAN: ReadName = { script: 'han', unread: true };

/** Names longer than this are sentences. */
const LONGEST_NAME = 80;
const MAX_EVIDENCE = 60;
const BRACKETED = /[（(【[「][^）)】\]」]{0,40}[)）】\]」]/g;
const HAN_GAPS = /(?<=\p{Script=Han})[\s·•・]+(?=\p{Script=Han})/gu;
/** Mailboxes, numbers, handles and links typed as a name. */
const NOT_A_NAME = /[\d@#*/\\_=+<>{}|?!？！，。;；:：]/;
/** Departments and stand-ins that begin with a surname (管理员, 安全部). */
const HAN_STAND_IN =
	/[部处科室组厅局司厂店院]$|前台|客服|管理|公司|财务|采购|销售|人事|办公|测试|匿名|未知|用户|游客|微信|平台|商城|酒店/;
const HAN_RUN = /\p{Script=Han}+/u;

function readHanName(text: string): ReadName {
	const bare = withoutHanHonorific(text);
	const family = leadingSurname(bare);
	if (family === undefined || HAN_STAND_IN.test(bare)) return UNKNOWN_HAN;
	const given = bare.slice(family.length);
	// 王 alone is a surname only when an honorific stood behind it; 乐乐 and 安安 are pet names.
	const plausible = given === '' ? bare !== text : [...given].length <= 2 && given !== family;
	return plausible ? { script: 'han', family, given } : UNKNOWN_HAN;
}

/** `王伟 David`, `Jack 马`: the Han part is what stands on the identity card. */
function readMixedName(text: string): ReadName {
	const run = HAN_RUN.exec(text)?.[0] ?? '';
	const name = readHanName(run.length === 1 ? `${run}先生` : run);
	return 'unread' in name && !NOT_A_NAME.test(text) ? OTHER : name;
}

function readName(text: string): ReadName {
	if (text === '' || text.length > LONGEST_NAME) return NONE;
	if (isHan(text)) return readHanName(text);
	const bare = text.replace(BRACKETED, ' ').replace(HAN_GAPS, '').trim();
	if (isHan(bare)) return readHanName(bare);
	if (hasHan(bare)) return readMixedName(bare);
	if (NOT_A_NAME.test(bare)) return OTHER;
	const latin = readLatinName(withoutLatinHonorific(bare));
	return latin ? { script: 'latin', latin } : OTHER;
}

function readParts(lastName: string, firstName: string): ReadName {
	if (isHan(lastName) && isHan(firstName)) {
		const known = leadingSurname(lastName) === lastName;
		return known
			? { script: 'han', family: lastName, given: firstName }
			: readHanName(lastName + firstName);
	}
	return readName(`${lastName}, ${firstName}`);
}

function read(parts: NameParts): { display: string; name: ReadName } {
	const name = tidyText(parts.name ?? '');
	const first = tidyText(parts.firstName ?? '');
	const last = tidyText(parts.lastName ?? '');
	if (first !== '' && last !== '') {
		return { display: name || composeName(last, first), name: readParts(last, first) };
	}
	const display = name || last || first;
	return { display, name: readName(display) };
}

/** 欧阳 + 修 → 欧阳修; Smith + John → John Smith. */
export function composeName(lastName: string, firstName: string): string {
	const han = hasHan(lastName) || hasHan(firstName);
	return han ? `${lastName}${firstName}` : `${firstName} ${lastName}`.trim();
}

function partsOf(name: ReadName): { family: string; given: string } {
	if ('unread' in name) return { family: '', given: '' };
	if (name.script === 'han') return { family: name.family, given: name.given };
	const { latin } = name;
	if (!latin.certain) return { family: '', given: '' };
	return { family: latin.family.join(' '), given: latin.given.join(' ') };
}

/**
 * Family and given name where they are certain. `Wei Wang` is not: both words are surnames, so the
 * parts stay empty.
 *
 * @param name tidy text
 */
export function splitName(name: string): { family: string; given: string } {
	return partsOf(readName(name));
}

function familyTokensOf(name: ReadName): readonly string[] {
	if ('unread' in name) return [];
	if (name.script === 'latin') return latinFamilyTokens(name.latin);
	return surnameSpellings(surnameReading(name.family) ?? name.family);
}

/** @param family tokens of the family name */
function keyOf(name: ReadName, family: readonly string[], display: string): string {
	if ('unread' in name) return foldText(display);
	const tokens =
		name.script === 'latin'
			? [...family, ...latinGivenTokens(name.latin)]
			: [family[0], toPinyin(name.given)];
	return sortedWords(tokens).join(' ');
}

function evidenceOf(family: readonly string[]): string {
	let evidence = '';
	for (const token of family) {
		const longer = evidence === '' ? token : `${evidence} ${token}`;
		if (longer.length > MAX_EVIDENCE) break;
		evidence = longer;
	}
	return evidence;
}

/** Reads a person's name, Chinese or Latin, in one field or in two. Never throws. */
export function parsePersonName(parts: NameParts): PersonName {
	const { display, name } = read(parts);
	const family = familyTokensOf(name);
	return {
		display,
		...partsOf(name),
		script: name.script,
		familyKey: evidenceOf(family),
		key: keyOf(name, family, display),
	};
}

/**
 * The family names that a name can stand for, in Latin letters, at most 60 characters: `wang wong`
 * for 王伟, `wei wang` for `Wei Wang`, '' for a nickname or a single Latin word.
 */
export function nameEvidence(name: string | NameParts): string {
	return evidenceOf(familyTokensOf(read(typeof name === 'string' ? { name } : name).name));
}

/**
 * Whether two {@link nameEvidence} texts speak of different families: both known, nothing shared.
 * Surnames of one sound (张 and 章) do not conflict, for they are confused in dictation.
 */
export function familyNamesConflict(a: string, b: string): boolean {
	if (a === '' || b === '' || a === b) return false;
	const known = a.split(' ');
	return !b.split(' ').some((token) => known.includes(token));
}
