import { pinyinLibrary } from './libraries';
import { regionTable } from './regionTable';
import { foldText } from './text';

/** Names in English or an older spelling that pinyin does not give. */
const OTHER_NAMES = `shaanxi:610000 innermongolia:150000 neimenggu:150000 neimongol:150000 tibet:540000
xizang:540000 hongkong:810000 xianggang:810000 macau:820000 macao:820000 aomen:820000 taiwan:710000 taipei:710000
kaohsiung:710000 taichung:710000 tainan:710000 peking:110000 canton:440100 amoy:350200 harbin:230100 hohhot:150100
huhehaote:150100 urumqi:650100 wulumuqi:650100 lhasa:540100 shigatse:540200 ordos:150600 hulunbuir:150700
guangxizhuang:450000 ningxiahui:640000 xinjianguygur:650000 xinjianguyghur:650000 suzhou:320500 fuzhou:350100`;
const ENDINGS =
	/(?:autonomousregion|specialadministrativeregion|sar|province|municipality|prefecture|city|sheng|shi)$/;

let index: Map<string, string> | undefined;

/** Pinyin of all provinces and cities. A spelling of two cities (台州 and 泰州) names neither. */
function latinNames(): ReadonlyMap<string, string> {
	if (index) return index;
	const { pinyin } = pinyinLibrary();
	const names = new Map<string, string>();
	const ambiguous = new Set<string>();
	for (const { name, codes } of regionTable().short.values()) {
		const spelling = pinyin(name, { toneType: 'none', separator: '', v: false });
		const key = foldText(spelling).replace(/[^a-z]/g, '');
		const known = names.get(key);
		// 吉林 the province comes before 吉林 the city; 山西 shares its pinyin with 陕西.
		if (known !== undefined && known.slice(0, 2) !== codes[0].slice(0, 2)) ambiguous.add(key);
		else if (known === undefined) names.set(key, codes[0]);
	}
	names.set('shanxi', '140000');
	ambiguous.delete('shanxi');
	for (const key of ambiguous) names.delete(key);
	for (const entry of OTHER_NAMES.split(/\s+/)) {
		const [name, code] = entry.split(':');
		names.set(name, code);
	}
	index = names;
	return names;
}

/** The code of a Chinese province or city written in Latin letters: `Shanghai`, `Guangdong Province`. */
export function readLatinRegion(text: string): string | undefined {
	if (text.length > 50) return undefined;
	const name = foldText(text).replace(/[^a-z]/g, '');
	if (name.length < 3) return undefined;
	const names = latinNames();
	return names.get(name) ?? names.get(name.replace(ENDINGS, ''));
}
