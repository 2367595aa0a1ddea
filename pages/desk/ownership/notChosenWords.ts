import type { Language } from '../../../leads/model/form';

/** Why a member does not have a lead, by the engine's code, in words that follow a name. */
const words: Readonly<Record<string, readonly [en: string, zh: string]>> = {
	inactive: ['no longer active', '已停用'],
	mayNotOwn: ['may only look', '只读，不能负责线索'],
	setAway: ['set to away', '已设为离开'],
	onLeave: ['on leave', '请假中'],
	offShift: ['outside their working hours', '不在班次时间内'],
	noShare: ['has a share of 0', '权重为 0'],
	region: ['does not serve the region', '不负责该地区'],
	skill: ['lacks a skill that is asked for', '不具备所需技能'],
	product: ['does not know the product', '不负责该产品'],
	language: ['does not speak the language', '不会该语言'],
	coolDown: ['had this lead lately', '冷却期内（近期负责过该线索）'],
	maxOpen: ['holds as many leads as they may', '已达持有上限'],
	maxPerHour: ['got as many leads this hour as they may', '已达每小时上限'],
	maxPerDay: ['got as many leads today as they may', '已达每日上限'],
	maxPerWeek: ['got as many leads this week as they may', '已达每周上限'],
	missedIt: ['did not respond to this lead in time', '此前未及时响应该线索'],
	otherBand: ['takes leads of other scores', '负责其他评分段的线索'],
	laterTurn: ['it was not their turn', '未轮到'],
	busier: ['has more on hand', '手上线索更多'],
	lessIdle: ['got a lead more recently', '最近刚分到线索'],
	unknown: ['no longer a member', '已不是成员'],
};

/** Whether there are words of ours for a code. A test asks it for every code of the engine. */
export function hasNotChosenWords(code: string): boolean {
	return Object.hasOwn(words, code);
}

/** Why a member does not have a lead; a code that is not ours is shown as it is. */
export function notChosenWord(code: string, language: Language): string {
	return hasNotChosenWords(code) ? words[code][language === 'zh' ? 1 : 0] : code;
}
