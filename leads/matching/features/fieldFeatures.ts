import type { Trait } from '../block/autoRules';
import {
	addressForms,
	codeForms,
	dayForms,
	type Forms,
	mailboxForms,
	organisationForms,
	telephoneForms,
	titleForms,
	traitsBy,
	wordForms,
} from '../block/traits';
import { type Address, compareAddresses, readAddress } from '../values/address';
import { type Code, compareCodes, compareDays, readCode, readDay } from '../values/code';
import { compareMailboxes, type Mailbox, readMailbox } from '../values/mailbox';
import { compareOrganisations, readOrganisation } from '../values/organisation';
import { compareTelephones, readTelephones, type TelephoneNumber } from '../values/telephone';
import { compareTitles, readTitle, type Title, titleLevels } from '../values/title';
import { compareWords, readWord, type Word, agreementLevels } from '../values/word';
import { agreementByChance, type Column, readColumn } from './column';
import { type Feature, type Level, NOTHING_TO_COMPARE } from './feature';
import type { FieldKind } from './fieldKind';

/** How values of a kind are read and compared. */
interface Reading<Value> {
	read: (cell: string) => Value | undefined;
	keyOf: (value: Value) => string;
	compare: (a: Value, b: Value) => number;
	levels: readonly string[];
	forms: Forms<Value>;
	/** Shipped chances of the levels among matches. */
	matches: readonly number[];
}

const STEADY = [0.84, 0.07, 0.03, 0.02, 0.04];
/** What people change and what is often left out. */
const CHANGING = [0.6, 0.12, 0.06, 0.02, 0.2];

export interface FieldFeature<Value> extends Feature {
	column: Column<Value>;
	/** What records can meet by in this field. */
	traits: readonly Trait[];
}

/** A feature of one field. Agreement on a rare value weighs more than on a frequent one. */
function featureOf<Value>(
	field: string,
	cells: readonly string[],
	reading: Reading<Value>,
): FieldFeature<Value> {
	const column = readColumn(cells, reading.read, reading.keyOf);
	const { of, values, counts, filled } = column;
	const equal = Math.max(agreementByChance(column), 1e-9);
	const rest = (1 - equal) / (reading.levels.length - 1);
	const levels: Level[] = reading.levels.map((name, i) => ({
		name,
		m: reading.matches[i],
		u: i === 0 ? equal : rest * (i === reading.levels.length - 1 ? 1 : 0.01),
	}));
	return {
		name: field,
		fields: [field],
		levels: [NOTHING_TO_COMPARE, ...levels],
		column,
		traits: traitsBy(field, column, reading.forms),
		compare(left, right) {
			const a = of[left];
			const b = of[right];
			if (a === 0 || b === 0) return 0;
			if (a === b) return 1;
			const one = values[a];
			const other = values[b];
			return one === undefined || other === undefined ? 0 : reading.compare(one, other);
		},
		rarity(level, left, right) {
			if (level !== 1 || of[left] !== of[right]) return undefined;
			return (counts[of[left]] / filled) * (levels[0].u / equal);
		},
	};
}

const word: Reading<Word> = {
	read: readWord,
	keyOf: (value) => value.text,
	compare: compareWords,
	levels: agreementLevels,
	forms: wordForms,
	matches: STEADY,
};
const code: Reading<Code> = {
	read: readCode,
	keyOf: (value) => value.text,
	compare: compareCodes,
	levels: agreementLevels,
	forms: codeForms,
	matches: STEADY,
};
const phone: Reading<readonly TelephoneNumber[]> = {
	read: (cell) => {
		const numbers = readTelephones(cell);
		return numbers.length === 0 ? undefined : numbers;
	},
	keyOf: (numbers) => numbers.map(({ key }) => key).join(' '),
	compare: compareTelephones,
	levels: agreementLevels,
	forms: telephoneForms,
	matches: CHANGING,
};
const title: Reading<Title> = {
	read: readTitle,
	keyOf: (value) => value.text,
	compare: compareTitles,
	levels: titleLevels,
	forms: titleForms,
	matches: [0.7, 0.08, 0.08, 0.06, 0.04, 0.04],
};
const mailbox: Reading<Mailbox> = {
	read: readMailbox,
	keyOf: (value) => value.key,
	compare: compareMailboxes,
	levels: agreementLevels,
	forms: mailboxForms,
	matches: CHANGING,
};
const address: Reading<Address> = {
	read: readAddress,
	keyOf: (value) => value.text,
	compare: compareAddresses,
	levels: agreementLevels,
	forms: addressForms,
	matches: CHANGING,
};

/** The feature of a field of one word, such as a surname. */
export function wordFeature(field: string, cells: readonly string[]): FieldFeature<Word> {
	return featureOf(field, cells, word);
}

/** The feature of a field of a kind, or undefined for kinds that are not compared. */
export function fieldFeature(
	field: string,
	kind: FieldKind,
	cells: readonly string[],
): FieldFeature<unknown> | undefined {
	switch (kind) {
		case 'ignore':
			return undefined;
		case 'name':
		case 'text':
			return featureOf(field, cells, title);
		case 'address':
			return featureOf(field, cells, address);
		case 'email':
			return featureOf(field, cells, mailbox);
		case 'phone':
			return featureOf(field, cells, phone);
		case 'date':
			return featureOf(field, cells, {
				...code,
				read: readDay,
				compare: compareDays,
				forms: dayForms,
			});
		case 'id':
		case 'number':
		case 'postcode':
			return featureOf(field, cells, code);
		case 'company':
			return featureOf(field, cells, {
				read: readOrganisation,
				keyOf: (value) => `${value.key} ${value.core}`,
				compare: compareOrganisations,
				levels: agreementLevels,
				forms: organisationForms,
				matches: CHANGING,
			});
		case 'givenName':
		case 'surname':
		case 'city':
		case 'region':
		case 'country':
		case 'website':
		case 'category':
		case 'jobTitle':
			return wordFeature(field, cells);
	}
}
