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
import { compareAddresses, readAddress } from '../values/address';
import { compareCodes, compareDays, readCode, readDay } from '../values/code';
import { compareMailboxes, readMailbox } from '../values/mailbox';
import { compareOrganisations, readOrganisation } from '../values/organisation';
import { compareTelephones, readTelephones } from '../values/telephone';
import { compareTitles, readTitle, titleLevels } from '../values/title';
import { agreementLevels, compareWords, readWord, type Word } from '../values/word';
import { agreementByChance, type Column, readColumn } from './column';
import { type Feature, type Level, NOTHING_TO_COMPARE } from './feature';
import type { FieldKind } from './fieldKind';

/** How values of a kind are read and compared. */
interface Reading<Value> {
	read: (cell: string) => Value | undefined;
	/** Equal for spellings of one value. */
	keyOf: (value: Value) => string;
	compare: (a: Value, b: Value) => number;
	/** Default `agreementLevels`. */
	levels?: readonly string[];
	forms: Forms<Value>;
	/** Shipped chances of the levels among matches. */
	matches: readonly number[];
}

const STEADY = [0.84, 0.07, 0.03, 0.02, 0.04];
/** What people change and what is often left out. */
const CHANGING = [0.6, 0.12, 0.06, 0.02, 0.2];
/** Chance of all that lies between equal and different, among strangers. */
const NEAR_BY_CHANCE = 0.01;

export interface FieldFeature<Value> extends Feature {
	column: Column<Value>;
	/** What records can meet by in this field. */
	traits: readonly Trait[];
}

/** Makes the feature of one field from its cells. Yields every few milliseconds. */
type FeatureMaker<Value> = (
	field: string,
	cells: readonly string[],
) => Generator<void, FieldFeature<Value>>;

function levelsOf<Value>(reading: Reading<Value>, equal: number): Level[] {
	const names = reading.levels ?? agreementLevels;
	const rest = (1 - equal) / (names.length - 1);
	return names.map((name, i) => {
		const chance = rest * (i === names.length - 1 ? 1 : NEAR_BY_CHANCE);
		return { name, m: reading.matches[i], u: i === 0 ? equal : chance };
	});
}

/** A feature of one field. Agreement on a rare value weighs more than on a frequent one. */
function makerOf<Value>(reading: Reading<Value>): FeatureMaker<Value> {
	return function* (field, cells) {
		const column = yield* readColumn(cells, reading.read, reading.keyOf);
		const { of, values, counts, filled } = column;
		const equal = Math.max(agreementByChance(column), 1e-9);
		const levels = levelsOf(reading, equal);
		return {
			name: field,
			fields: [field],
			levels: [NOTHING_TO_COMPARE, ...levels],
			column,
			traits: yield* traitsBy(field, column, reading.forms),
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
	};
}

/** The feature of a field of one word, such as a surname. */
export const wordFeature: FeatureMaker<Word> = makerOf({
	read: readWord,
	keyOf: ({ text }) => text,
	compare: compareWords,
	forms: wordForms,
	matches: STEADY,
});

const codeFeature = makerOf({
	read: readCode,
	keyOf: ({ text }) => text,
	compare: compareCodes,
	forms: codeForms,
	matches: STEADY,
});

const titleFeature = makerOf({
	read: readTitle,
	keyOf: ({ text }) => text,
	compare: compareTitles,
	levels: titleLevels,
	forms: titleForms,
	matches: [0.7, 0.08, 0.08, 0.06, 0.04, 0.04],
});

const makers: Readonly<Record<FieldKind, FeatureMaker<unknown> | undefined>> = {
	ignore: undefined,
	name: titleFeature,
	text: titleFeature,
	id: codeFeature,
	number: codeFeature,
	postcode: codeFeature,
	givenName: wordFeature,
	surname: wordFeature,
	city: wordFeature,
	region: wordFeature,
	country: wordFeature,
	website: wordFeature,
	category: wordFeature,
	jobTitle: titleFeature,
	address: makerOf({
		read: readAddress,
		keyOf: ({ text }) => text,
		compare: compareAddresses,
		forms: addressForms,
		matches: CHANGING,
	}),
	email: makerOf({
		read: readMailbox,
		keyOf: ({ key }) => key,
		compare: compareMailboxes,
		forms: mailboxForms,
		matches: CHANGING,
	}),
	phone: makerOf({
		read: (cell) => {
			const numbers = readTelephones(cell);
			return numbers.length === 0 ? undefined : numbers;
		},
		keyOf: (numbers) => numbers.map(({ key }) => key).join(' '),
		compare: compareTelephones,
		forms: telephoneForms,
		matches: CHANGING,
	}),
	date: makerOf({
		read: readDay,
		keyOf: ({ text }) => text,
		compare: compareDays,
		forms: dayForms,
		matches: STEADY,
	}),
	company: makerOf({
		read: readOrganisation,
		keyOf: ({ key, core }) => `${key} ${core}`,
		compare: compareOrganisations,
		forms: organisationForms,
		matches: CHANGING,
	}),
};

/** What makes the feature of a field of a kind; undefined for kinds that are not compared. */
export function featureMakerOf(kind: FieldKind): FeatureMaker<unknown> | undefined {
	return makers[kind];
}
