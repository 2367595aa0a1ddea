/** What people put before and behind a name that is no part of it. */

/** Longest first, so that 总经理 goes before 经理. */
const HAN_SUFFIX =
	/(?:副?总经理|董事长|工程师|负责人|先生|女士|小姐|太太|夫人|老师|经理|总监|主任|主管|老板|教授|博士|医生|律师|会计|同学|师傅|处长|科长|部长|厂长|院长|校长|秘书|助理|小姐姐|总裁|总工|店长|组长|队长|校长|董|总)$/;
/** These end given names too (王工 but 李志工), so they count only behind a bare surname. */
const HAN_SUFFIX_AFTER_SURNAME = /^(.{1,2})[工哥姐叔姨局处科]$/;

const LATIN_PREFIX =
	/^(?:mr|mrs|ms|miss|mx|dr|prof|professor|sir|madam|herr|frau|ing|dipl|hon|rev|capt|eng|mme|mlle|monsieur|madame|señor|señora)\b\.?[ ]*/i;
const LATIN_SUFFIX = /[ ,]+(?:jr|sr|ii|iii|iv|ph\.?d|m\.?d|mba|cpa|esq|p\.?eng|pmp|msc|bsc)\.?$/i;

/** 王伟先生 → 王伟, 王总 → 王, 张工 → 张. What would leave nothing stays. */
export function withoutHanHonorific(name: string): string {
	const bare = name.replace(HAN_SUFFIX, '');
	if (bare !== name) return bare === '' ? name : bare;
	return HAN_SUFFIX_AFTER_SURNAME.exec(name)?.[1] ?? name;
}

/** `Dr. Jane Roe, PhD` → `Jane Roe`. */
export function withoutLatinHonorific(name: string): string {
	let bare = name;
	for (let round = 0; round < 3; round += 1) {
		const shorter = bare.replace(LATIN_PREFIX, '').replace(LATIN_SUFFIX, '');
		if (shorter === bare || shorter === '') break;
		bare = shorter;
	}
	return bare;
}
