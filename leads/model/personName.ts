import { withoutHanHonorific, withoutLatinHonorific } from './honorifics';
import { readLatinName } from './latinName';
import { pinyinLibrary } from './libraries';
import { memoize } from './memo';
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
	/** Order-free key across scripts: 王伟, `Wei Wang` and `WANG Wei` share `wang wei`. Blocks, proves nothing. */
	key: string;
}

/** A name before the costly part (pinyin of the given name) is done. */
interface ReadName {
	family: string;
	given: string;
	script: PersonName['script'];
	familyTokens: readonly string[];
	/** Given names in Latin letters, folded. */
	givenTokens: readonly string[];
}

const UNREADABLE: ReadName = {
	family: '',
	given: '',
	script: 'none',
	familyTokens: [],
	givenTokens: [],
};
/** Names longer than this are sentences. */
const LONGEST_NAME = 80;
const MAX_EVIDENCE = 60;
const BRACKETED = /[（(【[「].{0,40}?[)）】\]」]/g;
/** Mailboxes, numbers, handles and links typed as a name. */
const NOT_A_NAME = /[\d@#*/\\_=+<>{}|?!？！，。;；:：]/;
/** Departments and stand-ins that begin with a surname (管理员, 安全部). */
const HAN_STAND_IN =
	/[部处科室组厅局司厂店院]$|前台|客服|管理|公司|财务|采购|销售|人事|办公|测试|匿名|未知|用户|游客|微信|平台|商城|酒店/;
const HAN_RUN = /\p{Script=Han}+/u;

function readHanName(text: string): ReadName {
	const bare = withoutHanHonorific(text.replace(/[\s·•・]/g, ''));
	const surname = leadingSurname(bare);
	const given = surname === undefined ? '' : bare.slice(surname.length);
	const plausible =
		surname !== undefined &&
		[...given].length <= 2 &&
		!HAN_STAND_IN.test(bare) &&
		// 乐乐 and 安安 are pet names; 王 alone is 王 only with an honorific behind it.
		given !== surname &&
		(given !== '' || bare !== text);
	if (!plausible) return { ...UNREADABLE, script: 'han' };
	const familyTokens = surnameSpellings(surnameReading(surname) ?? surname);
	return { family: surname, given, script: 'han', familyTokens, givenTokens: [] };
}

function readName(text: string): ReadName {
	if (text === '' || text.length > LONGEST_NAME) return UNREADABLE;
	const bare = text.replace(BRACKETED, ' ').trim();
	if (isHan(bare)) return readHanName(bare);
	if (hasHan(bare)) {
		// `王伟 David`, `Jack 马`: the Han part is what stands on the identity card.
		const run = HAN_RUN.exec(bare)?.[0] ?? '';
		const han = readHanName(run.length === 1 ? `${run}先生` : run);
		return han.family !== '' || NOT_A_NAME.test(bare) ? han : { ...UNREADABLE, script: 'other' };
	}
	if (NOT_A_NAME.test(bare.replace(/,/g, ''))) return { ...UNREADABLE, script: 'other' };
	const latin = readLatinName(withoutLatinHonorific(bare));
	return latin ? { ...latin, script: 'latin' } : { ...UNREADABLE, script: 'other' };
}

function readParts(lastName: string, firstName: string): ReadName {
	if (isHan(lastName) && (firstName === '' || isHan(firstName))) {
		const whole = readHanName(lastName + firstName);
		if (leadingSurname(lastName) === lastName) {
			const familyTokens = surnameSpellings(surnameReading(lastName) ?? lastName);
			return { ...whole, family: lastName, given: firstName, familyTokens };
		}
		return whole;
	}
	return readName(`${lastName}, ${firstName}`);
}

const readMemorised = memoize(readName);

function read(parts: NameParts): { display: string; name: ReadName } {
	const name = tidyText(parts.name ?? '');
	const first = tidyText(parts.firstName ?? '');
	const last = tidyText(parts.lastName ?? '');
	if (first !== '' && last !== '') {
		return { display: name || composeName(last, first), name: readParts(last, first) };
	}
	const whole = name || last || first;
	return { display: whole, name: readMemorised(whole) };
}

/** 欧阳 + 修 → 欧阳修; Smith + John → John Smith. */
export function composeName(lastName: string, firstName: string): string {
	const han = hasHan(lastName) || hasHan(firstName);
	return han ? `${lastName}${firstName}` : `${firstName} ${lastName}`.trim();
}

/**
 * Family and given name where they are certain, without any library. `Wei Wang` is not: both words
 * are surnames, so the parts stay empty.
 */
export function splitName(name: string): { family: string; given: string } {
	const { family, given } = readMemorised(tidyText(name));
	return { family, given };
}

const pinyinOf = memoize((han: string) =>
	pinyinLibrary().pinyin(han, { toneType: 'none', separator: '', nonZh: 'removed', v: true }),
);

function keyOf(name: ReadName, display: string): string {
	if (name.script === 'han' && name.family !== '') {
		const given = name.given === '' ? [] : [pinyinOf(name.given)];
		return [name.familyTokens[0], ...given].sort().join(' ');
	}
	if (name.givenTokens.length + name.familyTokens.length > 0) {
		return [...new Set([...name.familyTokens, ...name.givenTokens])].sort().join(' ');
	}
	return foldText(display);
}

/** Reads a person's name, Chinese or Latin, in one field or in two. Never throws. */
export function parsePersonName(parts: NameParts): PersonName {
	const { display, name } = read(parts);
	return {
		display,
		family: name.family,
		given: name.given,
		script: name.script,
		familyKey: evidenceOf(name),
		key: keyOf(name, display),
	};
}

function evidenceOf(name: ReadName): string {
	let evidence = '';
	for (const token of name.familyTokens) {
		const longer = evidence === '' ? token : `${evidence} ${token}`;
		if (longer.length > MAX_EVIDENCE) break;
		evidence = longer;
	}
	return evidence;
}

/**
 * The family names that a name can stand for, in Latin letters, at most 60 characters: `wang wong`
 * for 王伟, `wang wei` for `Wei Wang`, '' for a nickname or a single Latin word.
 */
export function nameEvidence(name: string | NameParts): string {
	return evidenceOf(read(typeof name === 'string' ? { name } : name).name);
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
