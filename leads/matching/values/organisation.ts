import { readCompanyName } from '../../model/companyName';
import { industryAtEnd } from '../../model/companyWords';
import { hasHan } from '../../model/text';
import { dice } from './address';
import { editDistance } from './textDistance';
import { CLOSE, comparedText, DIFFERENT, pinyinOf, SAME, SIMILAR } from './word';

/** A company name as evidence. */
export interface Organisation {
	/** What is the company's own, 字号; without spaces. */
	core: string;
	/** Core and industry, without place and legal form. */
	key: string;
	/** The core in Latin letters, which two scripts share. */
	latinCore: string;
	han: boolean;
	words: readonly string[];
}

/** What people add behind a company: a department, head office. */
const REMARK =
	/\s*[（(](?:总部|总公司|分部|销售部?|采购部?|市场部?|技术部?|hq|sales|head office|china|cn)[)）]\s*$/i;
const DEPARTMENT = /\s(?:总部|销售部?|采购部?|市场部?|技术部?|财务部?|行政部?|人事部?)$/;

function withoutRemark(text: string): string {
	const bare = /[)）]\s*$/.test(text) ? text.replace(REMARK, '') : text;
	return bare.includes(' ') ? bare.replace(DEPARTMENT, '') : bare;
}

export function readOrganisation(raw: string): Organisation | undefined {
	const text = withoutRemark(comparedText(raw));
	if (text === '') return undefined;
	const name = readCompanyName(text);
	const core = name.core.replace(/[\s\-.&']+/g, '');
	const han = hasHan(core);
	const words = name.key.split(' ');
	return {
		core,
		key: name.key.replace(/[\s\-.&']+/g, ''),
		latinCore: han ? pinyinOf(core) : core,
		han,
		words: words.length === 1 ? words : words.sort(),
	};
}

/**
 * 智云 and 智远 are sister companies: Han cores are equal or not, and one character may be off in
 * those of four and more. Pinyin counts across scripts only.
 *
 * @returns SAME (core and industry), CLOSE (core; or across scripts), SIMILAR (a slip), DIFFERENT
 */
export function compareOrganisations(a: Organisation, b: Organisation): number {
	if (a.key === b.key) return SAME;
	if (a.core === b.core) return CLOSE;
	if (a.han !== b.han) return sameAcrossScripts(a, b) ? CLOSE : DIFFERENT;
	if (a.han) return compareHan(a, b);
	const shorter = Math.min(a.core.length, b.core.length);
	if (shorter >= 4 && editDistance(a.core, b.core, 1) === 1) return SIMILAR;
	if (shorter >= 4 && editDistance(a.key, b.key, 2) <= 2) return SIMILAR;
	return a.words.length > 1 && b.words.length > 1 && dice(a.words, b.words) >= 0.75
		? SIMILAR
		: DIFFERENT;
}

function compareHan(a: Organisation, b: Organisation): number {
	if (a.latinCore === b.latinCore && a.key.slice(a.core.length) === b.key.slice(b.core.length)) {
		// 智云 for 志云: written down by ear.
		return SIMILAR;
	}
	const shorter = Math.min(ownLength(a.core), ownLength(b.core));
	return shorter >= 4 && editDistance(a.core, b.core, 1) === 1 ? SIMILAR : DIFFERENT;
}

/** 北京银行 keeps its industry in the core, for 北京 alone is no name; what is its own is short. */
function ownLength(core: string): number {
	return core.length - industryAtEnd(core).length;
}

function sameAcrossScripts(a: Organisation, b: Organisation): boolean {
	if (a.latinCore === b.latinCore) return true;
	const [han, latin] = a.han ? [a, b] : [b, a];
	// Places and industries that the tables do not know stay in the Latin core: Shamen Qianyuan Devices.
	if (han.latinCore.length >= 4 && latin.words.includes(han.latinCore)) return true;
	const shorter = Math.min(a.latinCore.length, b.latinCore.length);
	return shorter >= 6 && editDistance(a.latinCore, b.latinCore, 1) === 1;
}
