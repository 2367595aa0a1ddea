import { areaOfLandline } from './areaCodes';
import { checkCreditCode } from './creditCode';
import { memoize } from './memo';
import { parsePhones } from './phone';
import { readLatinRegion } from './regionPinyin';
import { branchOf, readRegion, regionTable } from './regionTable';
import { hasHan } from './text';

export interface RegionFields {
	country?: string | null;
	state?: string | null;
	city?: string | null;
	district?: string | null;
	street?: string | null;
}

export interface NormalizedRegion {
	/** Official names of GB/T 2260 (上海市, 内蒙古自治区) for what was written in Han; else unchanged. */
	state?: string;
	city?: string;
	district?: string;
	/** The most precise GB/T 2260 code, six digits. */
	regionCode?: string;
	/** `form`: from the region fields. `address`: from the beginning of the street. */
	source?: 'form' | 'address';
}

const GREATER_CHINA = new Set(['CN', 'HK', 'MO', 'TW']);
/** Regions stand at the beginning of a Chinese address. */
const ADDRESS_HEAD = 60;

/** What exports write where a level does not exist. */
const PLACEHOLDER = /^(?:市辖区|县|省直辖县级行政区划|自治区直辖县级行政区划|省直辖县)$/;

/** A cell's code, and whether all of its text was read, so that official names can replace it. */
interface Cell {
	code: string;
	whole: boolean;
}

const EMPTY: Cell = { code: '', whole: true };

function readCell(text: string | null | undefined, within: string): Cell {
	return text ? readMemorised(within.padEnd(6) + text) : EMPTY;
}

/** @param keyed six characters of the region that the text lies in, then the text */
const readMemorised = memoize((keyed: string): Cell => {
	const within = keyed.slice(0, 6).trim();
	const text = keyed.slice(6);
	if (PLACEHOLDER.test(text)) return EMPTY;
	if (text.length > 120) return { code: '', whole: false };
	if (!hasHan(text)) {
		const code = readLatinRegion(text) ?? '';
		return { code: code.startsWith(branchOf(within)) ? code : '', whole: false };
	}
	const inside = readRegion(text, within, true);
	const match = inside.code === '' ? readRegion(text, '', true) : inside;
	return { code: match.code, whole: match.end >= text.length && match.code !== '' };
});

/** The deeper of two codes on one line; when they contradict, the later (more precise) cell counts. */
function deeper(code: string, next: string): string {
	if (next === '') return code;
	return branchOf(code).startsWith(branchOf(next)) ? code : next;
}

/** The region at the head of an address. */
function readStreet(street: string | null | undefined, within: string): string {
	if (!street || !hasHan(street)) return '';
	return readRegion(street.slice(0, ADDRESS_HEAD), within, false).code;
}

/** The province (2 digits) or city (4 digits) that a code lies in, '' for none. */
function above(code: string, digits: number): string {
	return code === '' ? '' : code.slice(0, digits).padEnd(6, '0');
}

function nameAt(code: string, digits: number): string | undefined {
	return branchOf(code).length < digits ? undefined : regionTable().nameOf.get(above(code, digits));
}

/** The cities 110100, 310100 … of the municipalities are the municipalities again: 110000, 310000. */
function withoutMunicipalCity(code: string): string {
	return code.replace(/^(11|12|31|50)0[12]00$/, '$10000');
}

/** The city of a district; of a municipality its only city (上海市 in 上海市). */
function cityNameOf(code: string): string | undefined {
	const municipality = /^(?:11|12|31|50)/.test(code);
	return municipality ? nameAt(code, 2) : nameAt(code, 4);
}

interface Cells {
	stateCell: Cell;
	cityCell: Cell;
	districtCell: Cell;
	/** What the cells say together, and with the address. */
	form: string;
	code: string;
	/** Whether every cell was read whole. */
	whole: boolean;
}

/**
 * @param address code of the region at the head of the address
 * @param hint a region that gives short names their meaning (南山 in 深圳) but overrules nothing
 */
function readCellsWith(fields: RegionFields, address: string, hint: string): Cells {
	const { state, city, district, street } = fields;
	const stateCell = readCell(state, '');
	const cityCell = readCell(city, above(stateCell.code || hint, 2));
	const upper = deeper(stateCell.code, cityCell.code);
	const districtCell = readCell(district, above(upper || hint, 4));
	const form = deeper(upper, districtCell.code);
	const inForm = branchOf(address).startsWith(branchOf(form)) ? address : readStreet(street, form);
	const code = withoutMunicipalCity(deeper(form, inForm));
	const whole = stateCell.whole && cityCell.whole && districtCell.whole;
	return { stateCell, cityCell, districtCell, form, code, whole };
}

/** A cell that could not be read alone is read again in the light of the address and the others. */
function readCells(fields: RegionFields): Cells {
	const address = readStreet(fields.street, '');
	let cells = readCellsWith(fields, address, address);
	for (let round = 0; round < 2 && cells.code !== '' && !cells.whole; round += 1) {
		const { code } = cells;
		cells = readCellsWith(fields, address, code);
		if (cells.code === code) break;
	}
	return cells;
}

/**
 * Brings a Chinese region to the names and code of GB/T 2260. Understands short and official names,
 * several levels in one cell (`广东省深圳市南山区`), municipalities, county-level cities (昆山市 goes to
 * `district`, its city 苏州市 to `city`), pinyin and English names, and the head of an address, from
 * which blanks are filled. Regions outside China and what cannot be read whole stay as they are.
 *
 * @param fields `country` as ISO 3166-1 alpha-2 when known
 */
export function normalizeRegion(fields: RegionFields): NormalizedRegion {
	const { country, state, city, district } = fields;
	const unchanged: NormalizedRegion = {
		...(state && { state }),
		...(city && { city }),
		...(district && { district }),
	};
	if (country && !GREATER_CHINA.has(country)) return unchanged;

	const { stateCell, cityCell, districtCell, form, code, whole } = readCells(fields);
	if (code === '') return unchanged;

	const result: NormalizedRegion = {
		...unchanged,
		regionCode: code,
		source: form === '' ? 'address' : 'form',
	};
	// A lead written in Latin letters is not completed in Chinese.
	if ([state, city].some((text) => text && !hasHan(text))) return result;
	// Contradicting cells (广东, 上海) keep what they say.
	const agree = branchOf(code).startsWith(branchOf(stateCell.code));
	const official = { state: nameAt(code, 2), city: cityNameOf(code), district: nameAt(code, 6) };
	if (agree && stateCell.whole && official.state) result.state = official.state;
	if (districtCell.whole && official.district) result.district = official.district;
	// 昆山市 makes room for 苏州市 only when it can move to the district.
	const cityHasRoom = districtCell.whole || branchOf(cityCell.code).length < 6;
	if (cityCell.whole && cityHasRoom && official.city) result.city = official.city;
	// Names that would say less than what was typed (no room for 南山区) are not put in its place.
	const kept = whole || readCells({ ...result, street: fields.street }).code === code;
	return kept ? result : { ...unchanged, regionCode: code, source: result.source };
}

/** A region that a phone number hints at. Numbers are carried along when people move. */
export interface PhoneRegion {
	/** GB/T 2260 code of a city. */
	regionCode: string;
	/** `high` for an area code of one city, `medium` where cities around share it. */
	confidence: 'high' | 'medium';
}

/**
 * The city of a Chinese landline by its area code; a hint, never to be put over what a person says.
 *
 * Mobile numbers give undefined: no table of mobile prefixes on npm is kept up (the last ones stop
 * before the segments given out since 2019), and number portability wears out any such table.
 *
 * @param e164 `+862158888888`
 */
export function regionOfPhone(e164: string): PhoneRegion | undefined {
	const [phone] = parsePhones(e164);
	if (phone?.kind !== 'landline' || phone.country !== 'CN') return undefined;
	const area = areaOfLandline(phone.national);
	return area && { regionCode: area.regionCode, confidence: area.shared ? 'medium' : 'high' };
}

/**
 * The region of registration in a unified social credit code: the deepest region of GB/T 2260 that
 * its digits 3–8 name today. Districts are renumbered, credit codes are not, so that an old one may
 * only give the city or the province. Undefined for an invalid code.
 */
export function regionOfCreditCode(creditCode: string): string | undefined {
	const registered = checkCreditCode(creditCode).regionCode;
	if (registered === undefined) return undefined;
	const { nameOf } = regionTable();
	return [6, 4, 2].map((digits) => above(registered, digits)).find((code) => nameOf.has(code));
}
