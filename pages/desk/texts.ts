import type { BilingualText, Language } from '../../leads/model/form';
import { messages } from './messages';
import { ownershipWords } from './ownershipWords';
import { reviewWords } from './reviewWords';
import { words } from './words';

const table = { ...words, ...messages, ...reviewWords, ...ownershipWords };

/** Name of a text. */
export type DeskTextKey = keyof typeof table;

type Ending<Prefix extends string> = DeskTextKey extends infer Key
	? Key extends `${Prefix}.${infer Rest}`
		? Rest
		: never
	: never;

/** What a page says after an action, as a word that travels in the address. */
export type DeskNotice = Ending<'notice'>;

/** Why an action was not done. */
export type DeskProblem = Ending<'problem'>;

type Titled<Key> = Key extends `entry.${infer Name}.title` ? Name : never;

/** Why somebody is not let in. */
export type DeskEntryProblem = Titled<DeskTextKey>;

/** Gives the texts of one language; `{name}` in a text is replaced by the value of that name, if there is one. */
export type DeskText = (
	key: DeskTextKey,
	values?: Readonly<Record<string, string | number>>,
) => string;

/** The texts of the desk in one language. */
export function deskText(language: Language): DeskText {
	const column = language === 'zh' ? 1 : 0;
	return (key, values = {}) =>
		table[key][column].replace(/\{(\w+)\}/g, (_, name: string) =>
			String(values[name] ?? `{${name}}`),
		);
}

function isKey(key: string): key is DeskTextKey {
	return Object.hasOwn(table, key);
}

/** Whether a word from an address is a notice or problem of ours. */
export function isDeskNotice(word: string): word is DeskNotice {
	return isKey(`notice.${word}`);
}

export function isDeskProblem(word: string): word is DeskProblem {
	return isKey(`problem.${word}`);
}

/** A text in both languages. */
export function bilingual(key: DeskTextKey): BilingualText {
	const [en, zh] = table[key];
	return { en, zh };
}
