import type { Column } from '../features/column';
import type { Address } from '../values/address';
import type { Code } from '../values/code';
import type { Mailbox } from '../values/mailbox';
import type { Organisation } from '../values/organisation';
import type { TelephoneNumber } from '../values/telephone';
import type { Title } from '../values/title';
import { soundOf, type Word } from '../values/word';
import type { Trait } from './autoRules';
import { hashOf } from './hash';

/** Coarse forms of a value, by name; '' for none. */
export type Forms<Value> = Readonly<Record<string, (value: Value) => string>>;

export const wordForms: Forms<Word> = {
	'': ({ latin }) => latin,
	sound: ({ latin }) => soundOf(latin),
	start: ({ latin }) => (latin.length > 3 ? latin.slice(0, 3) : ''),
	end: ({ latin }) => (latin.length > 4 ? latin.slice(-4) : ''),
};
export const codeForms: Forms<Code> = {
	'': ({ text }) => text,
	start: ({ text }) => (text.length >= 6 ? text.slice(0, text.length >> 1) : ''),
	end: ({ text }) => (text.length >= 6 ? text.slice(text.length >> 1) : ''),
};
export const dayForms: Forms<Code> = {
	'': ({ text }) => text,
	'year and month': ({ text }) => text.slice(0, 6),
	'month and day': ({ text }) => text.slice(4),
	'year and day': ({ text }) => text.slice(0, 4) + text.slice(6),
};
export const mailboxForms: Forms<Mailbox> = {
	'': ({ key }) => key,
	local: ({ local }) => local,
	start: ({ key }) => key.slice(0, 5),
	domain: ({ domain }) => domain,
};
export const telephoneForms: Forms<readonly TelephoneNumber[]> = {
	'': ([first]) => first.key,
	start: ([first]) => first.key.slice(0, 6),
	end: ([first]) => first.key.slice(-5),
};
export const addressForms: Forms<Address> = {
	'': ({ text }) => text,
	'number and word': ({ numbers, words }) =>
		numbers.length > 0 && words.length > 0 ? `${numbers[0]} ${longest(words)}` : '',
	word: ({ words }) => longest(words),
	start: ({ text }) => text.slice(0, 5),
};
export const titleForms: Forms<Title> = {
	'': ({ key }) => key,
	word: ({ words }) => longest(words),
	'other word': ({ words }) => longest(words.filter((word) => word !== longest(words))),
	start: ({ text }) => text.slice(0, 4),
	sound: ({ words }) => soundOf(longest(words)),
};
export const organisationForms: Forms<Organisation> = {
	'': ({ latinCore }) => latinCore,
	start: ({ latinCore }) => latinCore.slice(0, 4),
};

function longest(words: readonly string[]): string {
	return words.reduce((best, word) => (word.length > best.length ? word : best), '');
}

const VALUES_BETWEEN_PAUSES = 4096;

/** The traits of a column: its values as they are and in coarse forms. */
export function* traitsBy<Value>(
	field: string,
	column: Column<Value>,
	forms: Forms<Value>,
): Generator<void, Trait[]> {
	const traits: Trait[] = [];
	for (const [form, of] of Object.entries(forms)) {
		const hashes = new Int32Array(column.values.length);
		for (const [number, value] of column.values.entries()) {
			const key = value === undefined ? '' : of(value);
			if (key !== '') hashes[number] = hashOf(key);
			if (number % VALUES_BETWEEN_PAUSES === 0) yield;
		}
		const keys = column.of.map((number) => hashes[number]);
		traits.push({ fields: [field], name: form === '' ? field : `${field} (${form})`, keys });
	}
	return traits;
}
