import {
	DEPARTMENT_TAIL,
	EAST_ASIAN_FORMS,
	HAN_BRANCH,
	HAN_LEGAL_FORM,
	hanIndustries,
	latinForms,
	latinIndustries,
} from './companyWords';
import { memoize } from './memo';
import { readLatinRegion } from './regionPinyin';
import { readRegion } from './regionTable';
import { foldText, hasHan, tidyText } from './text';

/** A company name in its parts, all folded (lower case, half-width). '' for what it does not have. */
export interface CompanyName {
	/** Place in the name: 深圳市, `shenzhen`. Not part of the key. */
	region: string;
	/** What is the company's own: 字号. Never empty, never a bare industry word. */
	core: string;
	/** What it does: 科技, `technology`. */
	industry: string;
	/** 有限公司, `co ltd`. */
	legalForm: string;
	/** 北京分公司: an entity of its own that belongs to the company named by `parentKey`. */
	branch?: string;
	/**
	 * Equal for two spellings of one company: core and industry, without region and legal form. Two
	 * companies may share it (2 % of Chinese names), so it is evidence, not identity.
	 */
	key: string;
	/** The key of the company that a branch belongs to. */
	parentKey?: string;
}

/** Longer names are lists or sentences; they are compared whole. */
const LONGEST_NAME = 150;
const BRACKETS = /\(([^()]{0,40})\)/g;

function isHanIndustry(text: string): boolean {
	return hanIndustries.includes(text);
}

/** The place a text begins with; not when nothing but an industry word would be left (北京银行). */
function splitHanRegion(text: string): [region: string, rest: string] {
	if (/^(?:中国|中华|国家)/.test(text)) return ['', text];
	const { code, end } = readRegion(text, '', false);
	const rest = text.slice(end);
	if (code === '' || [...rest].length < 2 || isHanIndustry(rest)) return ['', text];
	return [text.slice(0, end), rest];
}

/** Takes industry words off the end while two characters of a name of its own are left. */
function splitHanIndustry(text: string): [core: string, industry: string] {
	let core = text;
	for (let round = 0; round < 3; round += 1) {
		const word = hanIndustries.find((industry) => core.endsWith(industry));
		const shorter = word === undefined ? '' : core.slice(0, -word.length);
		if ([...shorter].length < 2 || isHanIndustry(shorter)) break;
		core = shorter;
	}
	return [core, text.slice(core.length)];
}

function splitHan(text: string): CompanyName {
	let region = '';
	const bare = text.replace(BRACKETS, (_, inside: string) => {
		// 祥河科技(成都)有限公司: the place; 华润(集团), 中国(控股): part of the legal form.
		if (inside === '集团' || inside === '控股') return inside;
		if (inside === '中国' || readRegion(inside, '', true).end >= inside.length) region = inside;
		return '';
	});
	const compact = bare.replace(/[\s·・.,'"“”-]/g, '');
	// 深圳分公司 has 公司 in it, so the branch goes first.
	const branch = HAN_BRANCH.exec(compact)?.[1];
	const whole = branch === undefined ? compact : compact.slice(0, -branch.length);
	const form = HAN_LEGAL_FORM.exec(whole);
	const named = form && [...whole.slice(0, form.index)].length >= 2;
	const withRegion = named ? whole.slice(0, form.index) : whole;
	const [place, rest] = splitHanRegion(withRegion);
	const [core, industry] = splitHanIndustry(rest);
	const parts = { region: place || region, core, industry, legalForm: named ? form[0] : '' };
	const key = core + industry;
	return branch === undefined
		? { ...parts, key }
		: { ...parts, branch, key: `${key}#${branch}`, parentKey: key };
}

function endsWithWords(words: readonly string[], ending: readonly string[]): boolean {
	const start = words.length - ending.length;
	return start > 0 && ending.every((word, i) => words[start + i] === word);
}

/** Takes legal forms off the end; the first word always stays. */
function splitLatinForm(words: string[]): [rest: string[], form: string] {
	let rest = words;
	for (let round = 0; round < 4; round += 1) {
		const form = latinForms.find((ending) => endsWithWords(rest, ending));
		if (form === undefined) break;
		rest = rest.slice(0, rest.length - form.length);
	}
	return [rest, words.slice(rest.length).join(' ')];
}

function splitLatin(text: string): CompanyName {
	let region = '';
	const bare = text.replace(BRACKETS, (_, inside: string) => {
		if (inside === 'china' || readLatinRegion(inside) !== undefined) region = inside;
		return ' ';
	});
	const words = bare
		.replace(/&|\+/g, ' and ')
		.replace(/['’`]/g, '')
		// S.A. and G.m.b.H. are one word each; in Co., Ltd. the point ends it.
		.replace(/\b(?:\p{L}{1,3}[./]){2,}\p{L}{0,2}\b\.?/gu, (letters) => letters.replace(/[./]/g, ''))
		.split(/[^\p{L}\p{N}]+/u)
		.filter((word) => word !== '');
	const [named, legalForm] = splitLatinForm(words[0] === 'the' ? words.slice(1) : words);
	const placed = named.length > 1 && readLatinRegion(named[0]) !== undefined;
	const withoutPlace = placed && !named.slice(1).every((word) => latinIndustries.has(word));
	const rest = withoutPlace ? named.slice(1) : named;
	let end = rest.length;
	while (end > 1 && latinIndustries.has(rest[end - 1])) end -= 1;
	const bareIndustry = rest.slice(0, end).every((word) => latinIndustries.has(word));
	const core = (bareIndustry ? rest : rest.slice(0, end)).join(' ');
	return {
		region: withoutPlace ? named[0] : region,
		core: core || text,
		industry: bareIndustry ? '' : rest.slice(end).join(' '),
		legalForm,
		key: rest.join(' ') || text,
	};
}

/**
 * Takes a company name apart: `深圳市腾讯科技有限公司` → 深圳市, 腾讯, 科技, 有限公司;
 * `Shenzhen Foo Technology Co., Ltd.` → shenzhen, foo, technology, `co ltd`. Brackets, full-width
 * forms and a department behind the name do not matter.
 */
export const splitCompanyName: (name: string) => CompanyName = memoize((name: string) => {
	const text = foldText(name.slice(0, 2 * LONGEST_NAME))
		.replace(DEPARTMENT_TAIL, '')
		.replace(EAST_ASIAN_FORMS, '')
		.trim();
	if (text === '' || text.length > LONGEST_NAME) {
		const whole = foldText(tidyText(name));
		return { region: '', core: whole, industry: '', legalForm: '', key: whole };
	}
	return hasHan(text) ? splitHan(text) : splitLatin(text);
}, 8192);
