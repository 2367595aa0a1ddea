import { normalizeEmail } from './email';
import type { LeadFieldValues } from './lead';
import type { LeadFieldName } from './leadFields';
import { parsePhones } from './phone';
import { foldText } from './text';

/**
 * The class of a token says what it was made from, so that a reader who may not see a field cannot
 * find leads by it: `n` names, `e` e-mail addresses, `p` phone numbers.
 */
export type TokenClass = 'n' | 'e' | 'p';

/** The fields that each class of tokens is made from. */
export const searchedFields = {
	p: ['mobile', 'phone'],
	e: ['email', 'secondaryEmail'],
	n: ['name', 'company'],
} as const satisfies Record<TokenClass, readonly LeadFieldName[]>;

const MAX_TOKENS = 40;
const MAX_TOKEN = 32;
/** Text beyond this is not searched: nobody types that far. */
const MAX_TEXT = 120;
const MAX_QUERY = 200;
const MAX_QUERY_TOKENS = 20;

const RUNS = /\p{Script=Han}+|[\p{L}\p{N}\p{M}]+/gu;
const ASCII = /^[\x20-\x7e]*$/;
const ASCII_RUNS = /[a-z0-9]+/g;
const COMMON_HAN = /^[\u4e00-\u9fff]+$/;
const HAN_RUN = /^\p{Script=Han}/u;
const DIGITS_QUERY = /^\+?[\d\s().-]{3,40}$/;

const LEGAL_FORMS = new Set(
	'co ltd limited inc incorporated corp corporation llc llp plc gmbh ag kg sa sas sarl bv nv spa srl company'.split(
		' ',
	),
);
const HAN_LEGAL_FORM = /(?<=..)(?:股份|集团股份|控股)?(?:有限责任公司|有限公司|公司)$/u;
/** Of what a person types the beginning goes too, so that search as you type does not flicker. */
const HAN_LEGAL_FORM_BEGUN =
	/(?<=..)(?:股份)?(?:有限责任公司?|有限责任?|有限责?|有限公司?|有限?|股份?|公司)$/u;

function runsOf(text: string): string[] {
	const folded = foldText(text.slice(0, MAX_TEXT));
	return folded.match(ASCII.test(folded) ? ASCII_RUNS : RUNS) ?? [];
}

/** Not in the middle of a surrogate pair. */
function cut(token: string): string {
	if (token.length <= MAX_TOKEN) return token;
	return token.slice(0, MAX_TOKEN).replace(/[\ud800-\udbff]$/, '');
}

/** 深圳市 → 深圳, 圳市, 市: every two characters in a row, and the last one to be found alone. */
function addHanTokens(text: string, tokens: string[]): void {
	for (let i = 0; i < text.length; ) {
		const width = widthAt(text, i);
		tokens.push(`n:${text.slice(i, i + width + widthAt(text, i + width))}`);
		i += width;
	}
}

/** Code units of the character at an index: 2 for rare Han beyond the basic plane. */
function widthAt(text: string, index: number): number {
	const unit = text.charCodeAt(index);
	return unit >= 0xd800 && unit <= 0xdbff ? 2 : 1;
}

function addWords(text: string, tokens: string[]): void {
	if (text.length <= MAX_TEXT && COMMON_HAN.test(text)) {
		addHanTokens(text, tokens);
		return;
	}
	for (const run of runsOf(text)) {
		if (HAN_RUN.test(run)) addHanTokens(run, tokens);
		else tokens.push(cut(`n:${run}`));
	}
}

/** {@link addWords} without legal forms: they are in every company's name and tell nothing apart. */
function addCompany(text: string, tokens: string[]): void {
	if (text.length <= MAX_TEXT && COMMON_HAN.test(text)) {
		addHanTokens(text.endsWith('公司') ? text.replace(HAN_LEGAL_FORM, '') : text, tokens);
		return;
	}
	for (const run of runsOf(text)) {
		if (HAN_RUN.test(run)) addHanTokens(run.replace(HAN_LEGAL_FORM, ''), tokens);
		else if (!LEGAL_FORMS.has(run)) tokens.push(cut(`n:${run}`));
	}
}

function addEmail(value: string, tokens: string[]): void {
	const email = normalizeEmail(value);
	if (email.kind !== 'invalid') tokens.push(cut(`e:${email.key}`), cut(`e:${email.domain}`));
}

/** The national number, its last four digits, and a Chinese landline without its area. */
function addPhones(value: string, country: string, tokens: string[]): void {
	for (const { national, kind, country: home } of parsePhones(value, country)) {
		if (national.length < 3) continue;
		tokens.push(`p:${national}`);
		if (national.length >= 7) tokens.push(`p:${national.slice(-4)}`);
		if (kind === 'landline' && home === 'CN') {
			tokens.push(`p:${national.slice(/^(?:10|2)/.test(national) ? 2 : 3)}`);
		}
	}
}

/**
 * The tokens under which a lead is found: at most 40, each at most 32 characters with its class,
 * distinct and sorted. Han text gives overlapping pairs of characters, so that one and two
 * characters are found by prefix; Latin words are folded.
 */
export function searchTokensOf(fields: LeadFieldValues): string[] {
	const tokens: string[] = [];
	const { mobile, phone, email, secondaryEmail } = fields;
	const country = fields.country ?? 'CN';
	if (mobile) addPhones(mobile, country, tokens);
	if (phone && phone !== mobile) addPhones(phone, country, tokens);
	if (email) addEmail(email, tokens);
	if (secondaryEmail) addEmail(secondaryEmail, tokens);
	for (const field of searchedFields.n) {
		const value = fields[field];
		if (!value) continue;
		if (field === 'company') addCompany(value, tokens);
		else addWords(value, tokens);
	}
	const kept = tokens.length > MAX_TOKENS ? [...new Set(tokens)].slice(0, MAX_TOKENS) : tokens;
	return kept.sort().filter((token, i) => token !== kept[i - 1]);
}

/** One condition of a query: a lead must have a token of one of the classes that equals or begins so. */
export interface QueryToken {
	/** Without class prefix. */
	token: string;
	prefix: boolean;
	classes: readonly TokenClass[];
}

/** `from <= token < below`, in byte order (`COLLATE "C"`, SQLite's `BINARY`). */
export interface TokenRange {
	from: string;
	below: string;
}

function hanQueryTokens(run: string): QueryToken[] {
	const characters = [...run.replace(HAN_LEGAL_FORM_BEGUN, '')];
	const classes: TokenClass[] = ['n'];
	if (characters.length === 1) return [{ token: run, prefix: true, classes }];
	return characters
		.slice(0, -1)
		.map((character, i) => ({ token: character + characters[i + 1], prefix: false, classes }));
}

function wordQueryTokens(run: string): QueryToken[] {
	if (HAN_RUN.test(run)) return hanQueryTokens(run);
	const digits = /^\d{3,}$/.test(run);
	return [{ token: run, prefix: true, classes: digits ? ['n', 'e', 'p'] : ['n', 'e'] }];
}

/** A word with @ or a dot inside is (the beginning of) an address or a domain. */
function addressQueryToken(word: string): QueryToken | undefined {
	const address = foldText(word).replace(/^@|[.,;]+$/g, '');
	if (!/[@.]/.test(address)) return undefined;
	return { token: address, prefix: true, classes: ['e'] };
}

/** A number in any notation: `138 0013 8000`, `+86 21-5888`. Trunk zeros are not in the tokens. */
function phoneQueryToken(query: string): QueryToken | undefined {
	if (!DIGITS_QUERY.test(query)) return undefined;
	const [phone] = parsePhones(query);
	const digits = query.replace(/\D/g, '');
	if (digits.length < 3) return undefined;
	const token = phone?.valid ? phone.national : digits.replace(/^(?:0086|86(?=1\d{3}))|^0+/, '');
	return token === '' ? undefined : { token, prefix: true, classes: ['p'] };
}

/**
 * What a typed query asks for: a lead is found when it has all of these tokens. A word searches
 * names and e-mail addresses; three digits and more also phone numbers.
 */
export function queryTokens(query: string): QueryToken[] {
	const text = query.slice(0, MAX_QUERY).trim();
	const number = phoneQueryToken(text.normalize('NFKC'));
	if (number && /[\s()+-]/.test(text)) return [number];
	const tokens: QueryToken[] = [];
	for (const word of text.split(/\s+/)) {
		const address = addressQueryToken(word);
		if (address) tokens.push(address);
		else for (const run of runsOf(word)) tokens.push(...wordQueryTokens(run));
	}
	const cutTokens = tokens
		.filter(({ token }) => !LEGAL_FORMS.has(token) || tokens.length === 1)
		.map((entry) => ({ ...entry, token: cut(`n:${entry.token}`).slice(2) }));
	return cutTokens.slice(0, MAX_QUERY_TOKENS);
}

/**
 * The ranges of the token table that satisfy one condition, an OR of them.
 *
 * @param allowed the classes whose fields the reader may see
 * @returns empty when the reader may not search this way: then nothing is found
 */
export function tokenRanges(query: QueryToken, allowed: readonly TokenClass[]): TokenRange[] {
	return query.classes
		.filter((tokenClass) => allowed.includes(tokenClass))
		.map((tokenClass) => {
			const from = `${tokenClass}:${query.token}`;
			return { from, below: query.prefix ? `${from}\u{10ffff}` : `${from}\u0001` };
		});
}
