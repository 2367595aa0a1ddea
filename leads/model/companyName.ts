import {
	DEPARTMENT_TAIL,
	EAST_ASIAN_FORMS,
	HAN_BRANCH,
	HAN_HEAD_END,
	HAN_LEGAL_FORM,
	HAN_PART,
	industryAtEnd,
	isHanIndustry,
	latinFormsEndingIn,
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

/** 阿里巴巴 does not come from the prefecture of 阿里. */
const NOT_A_PLACE = /^(?:中国|中华|国家|阿里)/;

function isPlace(text: string): boolean {
	return /^(?:中国|中华|国家)$/.test(text) || readRegion(text, '', true).end >= text.length;
}

/** The place a text begins with; not when nothing but an industry word would be left (北京银行). */
function splitHanRegion(text: string): [region: string, rest: string] {
	if (NOT_A_PLACE.test(text)) return ['', text];
	const { code, end } = readRegion(text, '', false);
	const rest = text.slice(end);
	if (code === '' || [...rest].length < 2 || isHanIndustry(rest)) return ['', text];
	return [text.slice(0, end), rest];
}

/** Takes industry words off the end while a name of its own is left: two characters, no place. */
function splitHanIndustry(text: string): [core: string, industry: string] {
	let core = text;
	for (let round = 0; round < 3; round += 1) {
		const shorter = core.slice(0, core.length - industryAtEnd(core).length);
		if (shorter === core || [...shorter].length < 2 || isHanIndustry(shorter)) break;
		core = shorter;
	}
	return isPlace(core) ? [text, ''] : [core, text.slice(core.length)];
}

/** 腾讯科技(深圳)有限公司北京分公司 → its company and 北京分公司; the latter '' for a company itself. */
function splitHanBranch(text: string): [company: string, branch: string] {
	const ending = HAN_BRANCH.exec(text);
	if (!ending || ending.index < 2) return [text, ''];
	const head = HAN_HEAD_END.exec(text);
	if (head && HAN_BRANCH.test(head[2]) && !HAN_BRANCH.test(head[1])) return [head[1], head[2]];
	// Without a legal form between them (腾讯科技北京分公司) the place in front of 分公司 tells.
	const before = text.slice(0, ending.index);
	for (let length = Math.min(8, before.length - 2); length >= 2; length -= 1) {
		const place = before.slice(-length);
		const { code, end } = readRegion(place, '', true);
		if (code !== '' && end >= length) return [before.slice(0, -length), place + ending[0]];
	}
	const part = HAN_PART.exec(before)?.[0] ?? '';
	const company = before.slice(0, before.length - part.length);
	return [...company].length < 2 ? [text, ''] : [company, part + ending[0]];
}

function splitHan(text: string): CompanyName {
	let region = '';
	const bare = text.replace(BRACKETS, (_, inside: string) => {
		// 祥河科技(成都)有限公司: the place; 华润(集团), 中国(控股): part of the legal form.
		if (inside === '集团' || inside === '控股') return inside;
		if (isPlace(inside)) region = inside;
		return '';
	});
	const compact = bare.replace(/[\s·・.,'"“”-]/g, '');
	// 深圳分公司 has 公司 in it, so the branch goes first.
	const [whole, branch] = splitHanBranch(compact);
	const form = HAN_LEGAL_FORM.exec(whole);
	const beforeForm = whole.slice(0, form?.index);
	const named = form && [...beforeForm].length >= 2 && !isHanIndustry(beforeForm);
	const withRegion = named ? beforeForm : whole;
	const [place, rest] = splitHanRegion(withRegion);
	const [core, industry] = splitHanIndustry(rest);
	const parts = { region: place || region, core, industry, legalForm: named ? form[0] : '' };
	const key = core + industry;
	return branch === ''
		? { ...parts, key }
		: { ...parts, branch, key: `${key}#${branch}`, parentKey: key };
}

/** What may stand before a department. */
const SEPARATOR = /[-–—_/|:：]/;

/** Articles, and legal forms that stand before the name. */
const LEADING_WORDS = new Set(['the', 'pt', 'ooo', 'oao', 'zao', 'pp']);

function endsWithWords(words: readonly string[], ending: readonly string[]): boolean {
	const start = words.length - ending.length;
	return start > 0 && ending.every((word, i) => words[start + i] === word);
}

/** Takes legal forms off the end; the first word always stays. */
function splitLatinForm(words: string[]): [rest: string[], form: string] {
	let rest = words;
	for (let round = 0; round < 4; round += 1) {
		const forms = latinFormsEndingIn(rest[rest.length - 1]);
		const form = forms.find((ending) => endsWithWords(rest, ending));
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
		.replace(/\b\p{L}{1,3}[./](?:\p{L}{1,3}[./])+\p{L}{0,3}(?!\p{L})\.?/gu, (letters) =>
			letters.replace(/[./]/g, ''),
		)
		.split(/[^\p{L}\p{N}]+/u)
		.filter((word) => word !== '');
	const leading = words.length > 1 && LEADING_WORDS.has(words[0]);
	const [named, form] = splitLatinForm(leading ? words.slice(1) : words);
	if (named.every((word) => latinIndustries.has(word))) {
		// Nothing would be left but "technology" or "bank of": the whole name is its core.
		const whole = words.join(' ') || text;
		return { region, core: whole, industry: '', legalForm: '', key: whole };
	}
	const placed = named.length > 1 && readLatinRegion(named[0]) !== undefined;
	const withoutPlace = placed && !named.slice(1).every((word) => latinIndustries.has(word));
	const rest = withoutPlace ? named.slice(1) : named;
	let end = rest.length;
	while (end > 1 && latinIndustries.has(rest[end - 1])) end -= 1;
	const own = rest.slice(0, end);
	const bareIndustry =
		own.every((word) => latinIndustries.has(word)) ||
		(own.length === 1 && readLatinRegion(own[0]) !== undefined);
	const core = (bareIndustry ? rest : own).join(' ');
	return {
		region: withoutPlace ? named[0] : region,
		core: core || text,
		industry: bareIndustry ? '' : rest.slice(end).join(' '),
		legalForm: form,
		key: rest.join(' ') || text,
	};
}

/** {@link splitCompanyName} of a name that will not be asked for again. */
export function readCompanyName(name: string): CompanyName {
	const folded = foldText(name.slice(0, 2 * LONGEST_NAME));
	const whole = SEPARATOR.test(folded) ? folded.replace(DEPARTMENT_TAIL, '') : folded;
	const text = whole.replace(EAST_ASIAN_FORMS, '').trim();
	if (text === '' || text.length > LONGEST_NAME) {
		const unread = foldText(tidyText(name));
		return { region: '', core: unread, industry: '', legalForm: '', key: unread };
	}
	return hasHan(text) ? splitHan(text) : splitLatin(text);
}

/**
 * Takes a company name apart: `深圳市腾讯科技有限公司` → 深圳市, 腾讯, 科技, 有限公司;
 * `Shenzhen Foo Technology Co., Ltd.` → shenzhen, foo, technology, `co ltd`. Brackets, full-width
 * forms and a department behind the name do not matter.
 */
export const splitCompanyName: (name: string) => CompanyName = memoize(readCompanyName, 8192);
