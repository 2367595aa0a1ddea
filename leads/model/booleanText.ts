const YES = new Set(
	'是 对 有 真 已 已退订 退订 yes y true t 1 on ja oui si sí √ ✓ ✔ x checked'.split(' '),
);
const NO = new Set(
	'否 不 无 没有 假 未 未退订 不是 no n false f 0 off nein non × ✗ ✘ unchecked'.split(' '),
);

/** 是/否, yes/no, true/false, 1/0, ✓/✗ … as a boolean; undefined for anything else. */
export function readBooleanText(text: string): boolean | undefined {
	const word = text.trim().toLowerCase();
	if (YES.has(word)) return true;
	return NO.has(word) ? false : undefined;
}
