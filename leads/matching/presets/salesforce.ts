import { doubleMetaphone } from 'double-metaphone';
import { normalizeEmail } from '../../model/email';
import type { LeadFieldValues } from '../../model/lead';
import { registrableDomain } from '../../model/mailDomain';
import { parsePhones } from '../../model/phone';
import { splitName } from '../../model/personName';
import { splitCompanyName } from '../../model/companyName';
import { hasHan } from '../../model/text';
import { comparedText, pinyinOf } from '../values/word';
import { type JudgedPart, type PairJudge, type PairJudgement, ruledBy } from './preset';
import { rememberedBy } from './remembered';
import {
	cityScore,
	companyScore,
	firstNameScore,
	lastNameScore,
	phoneScore,
	postcodeScore,
	streetScore,
	titleScore,
} from './salesforceScores';

/** A lead as the rule reads it: texts folded, '' for a blank field. */
interface RuleFields {
	first: string;
	last: string;
	title: string;
	company: string;
	email: string;
	phone: string;
	city: string;
	street: string;
	postcode: string;
}

type RuleField = keyof RuleFields;

interface Method {
	score: (a: string, b: string) => number;
	threshold: number;
	fields: readonly string[];
}

const exact = (a: string, b: string): number => (a === b ? 100 : 0);

const METHODS: Readonly<Record<RuleField, Method>> = {
	first: { score: firstNameScore, threshold: 85, fields: ['firstName', 'name'] },
	last: { score: lastNameScore, threshold: 90, fields: ['lastName', 'name'] },
	title: { score: titleScore, threshold: 50, fields: ['title'] },
	company: { score: companyScore, threshold: 70, fields: ['company'] },
	email: { score: exact, threshold: 100, fields: ['email'] },
	phone: { score: phoneScore, threshold: 80, fields: ['phone', 'mobile'] },
	city: { score: cityScore, threshold: 85, fields: ['city'] },
	street: { score: streetScore, threshold: 80, fields: ['street'] },
	postcode: { score: postcodeScore, threshold: 80, fields: ['postalCode'] },
};

/** What must agree besides first and last name; one group suffices. */
const GROUPS: ReadonlyArray<readonly RuleField[]> = [
	['title', 'company'],
	['email'],
	['phone', 'company'],
	['street', 'city'],
	['street', 'postcode'],
	['street', 'phone'],
	['street', 'title'],
	['title', 'email'],
	['phone'],
];

/** Where nobody can tell the family name, the last word is it in Latin letters. */
function namesOf({ name, firstName, lastName }: LeadFieldValues): { first: string; last: string } {
	if (firstName && lastName)
		return { first: comparedText(firstName), last: comparedText(lastName) };
	const whole = comparedText(name || lastName || firstName || '');
	const { family, given } = splitName(name ?? '');
	if (family !== '') return { first: comparedText(given), last: comparedText(family) };
	const space = whole.lastIndexOf(' ');
	return { first: whole.slice(0, Math.max(0, space)), last: whole.slice(space + 1) };
}

/** E.164 where it is valid, else as it stands there. */
function readNumber({ phone, mobile, country, name }: LeadFieldValues): string {
	const cell = phone || mobile || '';
	if (cell === '') return '';
	const home = country || (hasHan(name ?? '') ? 'CN' : 'US');
	return parsePhones(cell, home)[0]?.e164 ?? comparedText(cell);
}

function readFields(fields: LeadFieldValues): RuleFields {
	const text = (value: string | null | undefined): string => (value ? comparedText(value) : '');
	return {
		...namesOf(fields),
		title: text(fields.title),
		company: text(fields.company),
		email: fields.email ? normalizeEmail(fields.email).key : '',
		phone: readNumber(fields),
		city: text(fields.city).replace(/市$/, ''),
		street: text(fields.street),
		postcode: text(fields.postalCode),
	};
}

/** A field of both leads; blank ones score 0, so that they never make a match. */
function compareField(field: RuleField, a: RuleFields, b: RuleFields): JudgedPart {
	const { score, threshold, fields } = METHODS[field];
	const points = a[field] === '' || b[field] === '' ? 0 : score(a[field], b[field]);
	const level = points >= threshold ? 'match' : 'no match';
	return { feature: field, fields, level, bits: 0, score: Math.round(points), threshold };
}

function isMatch({ level }: JudgedPart): boolean {
	return level === 'match';
}

/** First and last name, also in each other's place. */
function compareNames(a: RuleFields, b: RuleFields): JudgedPart[] {
	const straight = [compareField('first', a, b), compareField('last', a, b)];
	if (straight.every(isMatch) || b.first === '' || b.last === '') return straight;
	const turned = { ...b, first: b.last, last: b.first };
	const crossed = [compareField('first', a, turned), compareField('last', a, turned)];
	return crossed.every(isMatch) ? crossed : straight;
}

/** In a group with e-mail a name that is blank on either side is passed over. */
function namesAgree(names: readonly JudgedPart[], group: readonly RuleField[], pair: RuleFields[]) {
	if (names.every(isMatch)) return true;
	if (!group.includes('email')) return false;
	const blank = (field: RuleField): boolean => pair.some((fields) => fields[field] === '');
	const [first, last] = names;
	return (isMatch(first) || blank('first')) && (isMatch(last) || blank('last'));
}

function judge(a: RuleFields, b: RuleFields): PairJudgement {
	const names = compareNames(a, b);
	const known = new Map<RuleField, JudgedPart>();
	const agrees = (field: RuleField): boolean => {
		const part = known.get(field) ?? compareField(field, a, b);
		known.set(field, part);
		return isMatch(part);
	};
	const met = GROUPS.find((group) => namesAgree(names, group, [a, b]) && group.every(agrees));
	if (!met) return ruledBy(undefined, [...names, ...known.values()]);
	const fields = (['first', 'last', ...met] as const).flatMap((field) => METHODS[field].fields);
	const rule = { name: ['first', 'last', ...met].join(' + '), fields: [...new Set(fields)] };
	return ruledBy(rule, [...names, ...known.values()]);
}

/**
 * As the standard matching rule for leads of Salesforce: first and last name, and one of the groups
 * above; each field by its methods and threshold.
 */
export function salesforceJudge(): PairJudge {
	const readOnce = rememberedBy(readFields);
	return (left, right) => judge(readOnce(left), readOnce(right));
}

/** `john_doe@us.example.com` → `johndoe@example.com`: coarse, to meet by, never to join by. */
function coarseMailbox(email: string): { mailbox: string; domain: string } | undefined {
	if (email === '') return undefined;
	const at = email.lastIndexOf('@');
	const host = email.slice(at + 1);
	const domain = registrableDomain(host) ?? host;
	return { mailbox: `${email.slice(0, at).replaceAll('_', '')}@${domain}`, domain };
}

/**
 * The match keys of the rule: e-mail, and first letter with the sound of the last name beside domain,
 * company (five letters of its first two words) or phone (without leading 1 and the last four digits).
 * Names also turned round.
 */
export function salesforceMeetingKeys(fields: LeadFieldValues): string[] {
	const { first, last, email, phone, company } = readFields(fields);
	const keys: string[] = [];
	const mail = coarseMailbox(email);
	if (mail) keys.push(`email ${mail.mailbox}`);
	const digits = phone.replace(/\D/g, '').replace(/^1/, '').slice(0, -4);
	const name = company === '' ? '' : splitCompanyName(company).key;
	const words = name.split(' ').slice(0, 2).join('').slice(0, 5);
	for (const [initialOf, soundOf] of [
		[first, last],
		[last, first],
	]) {
		if (initialOf === '' || soundOf === '') continue;
		const latin = pinyinOf(soundOf);
		const person = `${pinyinOf(initialOf)[0]}${doubleMetaphone(latin)[0] || latin}`;
		if (mail) keys.push(`domain ${person}@${mail.domain}`);
		if (words !== '') keys.push(`company ${person} ${words}`);
		if (digits !== '') keys.push(`phone ${person} ${digits}`);
	}
	return keys;
}
