import { foldText } from './text';

const CODE = /^[A-Z]{2}$/;
/** Codes that `Intl` names but that stand for no country. */
const NOT_COUNTRIES = new Set(['EU', 'EZ', 'UN', 'QO', 'XA', 'XB', 'ZZ']);
const LANGUAGES = ['en', 'zh', 'zh-Hant', 'de', 'fr', 'es'];

/** What the locale data lacks, and the most frequent names, which need not load it. As {@link squeeze}. */
const COMMON_NAMES: Readonly<Record<string, string>> = {
	china: 'CN',
	中国: 'CN',
	中华人民共和国: 'CN',
	中国大陆: 'CN',
	大陆: 'CN',
	mainlandchina: 'CN',
	prchina: 'CN',
	peoplesrepublicofchina: 'CN',
	chn: 'CN',
	香港: 'HK',
	中国香港: 'HK',
	hongkong: 'HK',
	hongkongchina: 'HK',
	澳门: 'MO',
	中国澳门: 'MO',
	macau: 'MO',
	macao: 'MO',
	台湾: 'TW',
	臺灣: 'TW',
	中国台湾: 'TW',
	unitedstates: 'US',
	美国: 'US',
	usa: 'US',
	us: 'US',
	unitedstatesofamerica: 'US',
	america: 'US',
	美利坚合众国: 'US',
	unitedkingdom: 'GB',
	英国: 'GB',
	uk: 'GB',
	greatbritain: 'GB',
	england: 'GB',
	scotland: 'GB',
	wales: 'GB',
	gbr: 'GB',
	korea: 'KR',
	southkorea: 'KR',
	republicofkorea: 'KR',
	uae: 'AE',
	czechrepublic: 'CZ',
	holland: 'NL',
	thenetherlands: 'NL',
	turkey: 'TR',
	vietnam: 'VN',
	russianfederation: 'RU',
	germany: 'DE',
	deutschland: 'DE',
	deu: 'DE',
	德国: 'DE',
	japan: 'JP',
	jpn: 'JP',
	日本: 'JP',
	singapore: 'SG',
	新加坡: 'SG',
	france: 'FR',
	canada: 'CA',
	加拿大: 'CA',
	australia: 'AU',
	澳大利亚: 'AU',
	india: 'IN',
};

function squeeze(text: string): string {
	return foldText(text).replace(/[\s.,'’()&-]/g, '');
}

let namesFromLocales: Map<string, string> | undefined;

/** Country names in six languages from the locale data of Node: 60 ms once, when first missed. */
function localeNames(): Map<string, string> {
	if (namesFromLocales) return namesFromLocales;
	const names = new Map<string, string>();
	for (const language of LANGUAGES) {
		const display = new Intl.DisplayNames([language], { type: 'region', fallback: 'none' });
		for (const code of countryCodes()) {
			const name = display.of(code);
			if (name !== undefined) names.set(squeeze(name), code);
		}
	}
	namesFromLocales = names;
	return names;
}

let codes: Set<string> | undefined;

/** All ISO 3166-1 alpha-2 codes in use, from the locale data of Node. */
export function countryCodes(): ReadonlySet<string> {
	if (codes) return codes;
	codes = new Set();
	const display = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' });
	for (let first = 65; first <= 90; first += 1) {
		for (let second = 65; second <= 90; second += 1) {
			const code = String.fromCharCode(first, second);
			// Codes that were given up (UK, DD, YU) are mapped to their successors.
			const inUse = Intl.getCanonicalLocales(`und-${code}`)[0] === `und-${code}`;
			if (inUse && !NOT_COUNTRIES.has(code) && display.of(code) !== undefined) codes.add(code);
		}
	}
	return codes;
}

/**
 * ISO 3166-1 alpha-2 code of a country given by code or by name in Chinese, English, German,
 * French or Spanish.
 *
 * @returns undefined for what is no country
 */
export function readCountry(text: string): string | undefined {
	if (text === 'CN' || text === 'US') return text;
	const name = squeeze(text);
	if (Object.hasOwn(COMMON_NAMES, name)) return COMMON_NAMES[name];
	const upper = text.trim().toUpperCase();
	if (CODE.test(upper)) return countryCodes().has(upper) ? upper : undefined;
	return text.length <= 80 ? localeNames().get(name) : undefined;
}
