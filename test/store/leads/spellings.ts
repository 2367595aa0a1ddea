import { pinyinOf } from '../../../leads/matching/values/word';
import type { CapturedLead } from '../../../leads/model/lead';
import { person } from './people';

const brands = [...'安博昌德恩丰光恒华吉康乐隆明诺普启瑞盛泰旺祥雅永众'];

function brandOf(index: number): string {
	return brands[index % brands.length] + brands[Math.floor(index / brands.length) % brands.length];
}

function capitalised(word: string): string {
	return word[0].toUpperCase() + word.slice(1);
}

/**
 * Person `index` of an endless list as a source of its own writes them down: in Chinese or in Latin
 * letters, the company short or in full. No two sources share a key of identity; their mailboxes
 * differ in a tag.
 */
export function spelling(index: number, source: number): CapturedLead {
	const [family, ...given] = person(index).name;
	const brand = brandOf(index);
	const isHan = source % 2 === 0;
	const isShort = source % 4 > 1;
	const latin = `${capitalised(pinyinOf(brand))} Technology`;
	const fields = {
		name: isHan
			? family + given.join('')
			: `${capitalised(pinyinOf(given.join('')))} ${capitalised(pinyinOf(family))}`,
		company: isHan
			? `${brand}科技${isShort ? '' : '有限公司'}`
			: latin + (isShort ? '' : ' Co., Ltd.'),
		email: `person.${index}+s${source}@example.com`,
	};
	return { fields, channel: 'race', payload: { ...fields, source } };
}
