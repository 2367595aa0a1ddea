import { areaLibrary } from './libraries';

/** A name, full (深圳市) or short (深圳, 昆山), and the codes it stands for. */
export interface RegionName {
	readonly name: string;
	readonly codes: string[];
	/** Short names of districts are too frequent within addresses to be read there. */
	readonly shortDistrict: boolean;
}

/** Codes and names of GB/T 2260, made for look-up. Codes have six digits: province, city, district. */
export interface RegionTable {
	nameOf: ReadonlyMap<string, string>;
	/** By their first two characters, longest first. */
	startingWith: ReadonlyMap<string, readonly RegionName[]>;
	/** Short names of provinces and cities. */
	short: ReadonlyMap<string, RegionName>;
}

const PROVINCE_ENDING = /(?:省|市|壮族自治区|回族自治区|维吾尔自治区|自治区|特别行政区)$/;
const PEOPLES =
	'土家|苗|朝鲜|藏|羌|彝|布依|侗|哈尼|壮|傣|白|景颇|傈僳|回|蒙古|哈萨克|柯尔克孜|满|瑶|畲|黎|佤|拉祜|纳西|仡佬|水|土|撒拉|东乡|保安|裕固|塔吉克|锡伯|达斡尔|鄂温克|鄂伦春|毛南|仫佬|独龙|怒|普米|各';
const CITY_ENDING = new RegExp(`(?:市|地区|盟|(?:(?:${PEOPLES})族?)*自治州)$`);
const DISTRICT_ENDING = new RegExp(
	`(?:区|县|市|(?:(?:${PEOPLES})族?)*自治[县旗]|(?:左|右|中|前|后|联合)?旗)$`,
);
/** Group headings (省直辖县) and sub-regions that GB/T 2260 does not code. */
const NO_REGION = /直辖县|^县$/;
const UNCODED = /^(?:71|81|82)(?!0000)/;
/** Cities without districts: what is listed below them are towns. */
const WITHOUT_DISTRICTS = /^(?:4419|4420|4604|6202)/;

type Names = Map<string, RegionName>;

function add(names: Names, name: string, code: string, shortDistrict: boolean): void {
	const known = names.get(name);
	if (known) known.codes.push(code);
	else names.set(name, { name, codes: [code], shortDistrict });
}

function byFirstCharacters(all: readonly Names[]): Map<string, RegionName[]> {
	const index = new Map<string, RegionName[]>();
	for (const name of all.flatMap((names) => [...names.values()])) {
		const start = name.name.slice(0, 2);
		const others = index.get(start);
		if (others) others.push(name);
		else index.set(start, [name]);
	}
	for (const names of index.values()) names.sort((a, b) => b.name.length - a.name.length);
	return index;
}

let table: RegionTable | undefined;

/** The table, built at first use (about 20 ms) from the list that the Vant project keeps. */
export function regionTable(): RegionTable {
	if (table) return table;
	const { province_list, city_list, county_list } = areaLibrary().areaList;
	const nameOf = new Map<string, string>();
	const full: Names = new Map();
	const short: Names = new Map();
	const shortDistrict: Names = new Map();
	for (const [code, name] of Object.entries(province_list)) {
		nameOf.set(code, name);
		add(full, name, code, false);
		add(short, name.replace(PROVINCE_ENDING, ''), code, false);
	}
	for (const [code, name] of Object.entries(city_list)) {
		if (NO_REGION.test(name)) continue;
		const uncoded = UNCODED.test(code);
		add(full, name, uncoded ? `${code.slice(0, 2)}0000` : code, false);
		if (uncoded) continue;
		nameOf.set(code, name);
		add(short, name.replace(CITY_ENDING, ''), code, false);
	}
	for (const [code, name] of Object.entries(county_list)) {
		if (UNCODED.test(code) || WITHOUT_DISTRICTS.test(code) || !/[区县市旗]$/.test(name)) continue;
		nameOf.set(code, name);
		add(full, name, code, false);
		const shorter = name.replace(DISTRICT_ENDING, '');
		if (shorter.length >= 2) add(shortDistrict, shorter, code, true);
	}
	table = { nameOf, short, startingWith: byFirstCharacters([full, short, shortDistrict]) };
	return table;
}

/** The digits of a code that its sub-regions share: 44 for 440000, 4403 for 440300. */
export function branchOf(code: string): string {
	if (code.endsWith('0000')) return code.slice(0, 2);
	return code.endsWith('00') ? code.slice(0, 4) : code;
}

/**
 * The code below `branch` that a name stands for, '' when there is none or several. A province comes
 * before all else: 吉林 and 海南 are cities too, 上海市 is the province 310000 and its city 310100.
 */
function pick(codes: readonly string[], branch: string): string {
	let found = '';
	for (const code of codes) {
		if (!code.startsWith(branch) || code === `${branch}0000` || code === `${branch}00`) continue;
		if (code.endsWith('0000')) return code;
		if (found !== '' && !code.startsWith(branchOf(found))) return '';
		if (found === '') found = code;
	}
	return found;
}

export interface RegionMatch {
	/** Code of the deepest region read, '' when none was. */
	code: string;
	/** How much of the text was read. */
	end: number;
}

function longestAt(
	text: string,
	start: number,
	branch: string,
	cell: boolean,
): RegionMatch | undefined {
	const names = regionTable().startingWith.get(text.slice(start, start + 2));
	if (names === undefined) return undefined;
	for (const { name, codes, shortDistrict } of names) {
		if (!text.startsWith(name, start)) continue;
		const end = start + name.length;
		if (shortDistrict && !(cell && end === text.length)) continue;
		const code = pick(codes, branch);
		if (code !== '') return { code, end };
	}
	return undefined;
}

const BETWEEN = /[\s,，、/·-]*(?:市辖区)?[\s,，、/·-]*/y;
const COUNTRY = /^\s*(?:中华人民共和国|中国)?\s*/;

/**
 * Reads the regions that a Chinese text begins with, downwards: `广东省深圳市南山区科技园` → 440305.
 *
 * @param within code of a region that the text is known to lie in, or ''
 * @param cell true for a cell of its own, where short names of districts (昆山) count too
 */
export function readRegion(text: string, within: string, cell: boolean): RegionMatch {
	let code = within === '' ? '' : within;
	let position = COUNTRY.exec(text)?.[0].length ?? 0;
	let read = '';
	for (let level = 0; level < 3; level += 1) {
		const branch = code === '' ? '' : branchOf(code);
		if (branch.length === 6) break;
		const step =
			longestAt(text, position, branch, cell) ??
			// 青岛市北区 is 青岛 + 市北区.
			(text[position - 1] === '市' ? longestAt(text, position - 1, branch, false) : undefined);
		if (!step) break;
		({ code } = step);
		read = code;
		BETWEEN.lastIndex = step.end;
		position = step.end + (BETWEEN.exec(text)?.[0].length ?? 0);
	}
	return { code: read, end: position };
}
