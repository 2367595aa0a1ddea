import type { Trait } from '../block/autoRules';
import { hashOfTwo } from '../block/hash';
import type { Word } from '../values/word';
import type { Feature } from './feature';
import { type FieldFeature, featureMakerOf, wordFeature } from './fieldFeatures';
import type { FieldKind, FieldSchema } from './fieldKind';
import { withSwappedNames } from './swappedNames';

/** Cells by field; all columns have the same length. */
export type Cells = Readonly<Record<string, readonly string[]>>;

/** Records as they are compared and met. */
export interface FieldModel {
	features: Feature[];
	traits: Trait[];
}

/** The fields of the schema, one feature each; given names and surnames notice when they are swapped. */
export function* fieldModel(cells: Cells, schema: FieldSchema): Generator<void, FieldModel> {
	const features: Feature[] = [];
	const traits: Trait[] = [];
	const names: Partial<Record<FieldKind, FieldFeature<Word>>> = {};
	for (const [field, kind] of Object.entries(schema)) {
		const column = cells[field];
		if (!column) continue;
		const isName = kind === 'givenName' || kind === 'surname';
		if (isName && !names[kind]) {
			const feature = yield* wordFeature(field, column);
			names[kind] = feature;
			traits.push(...feature.traits);
			continue;
		}
		const make = featureMakerOf(kind);
		if (!make) continue;
		const feature = yield* make(field, column);
		features.push(feature);
		traits.push(...feature.traits);
	}
	const { givenName, surname } = names;
	if (givenName && surname) {
		features.unshift(...withSwappedNames(givenName, surname));
		traits.push(yield* anyOrder(givenName, surname));
	} else if (givenName ?? surname) {
		features.unshift(...[givenName ?? surname].filter((feature) => feature !== undefined));
	}
	return { features, traits };
}

const ROWS_BETWEEN_PAUSES = 4096;

/** Both names in whatever order. */
function* anyOrder(given: FieldFeature<Word>, surname: FieldFeature<Word>): Generator<void, Trait> {
	const keys = new Int32Array(given.column.of.length);
	for (let row = 0; row < keys.length; row += 1) {
		if (row % ROWS_BETWEEN_PAUSES === 0) yield;
		const one = given.column.values[given.column.of[row]]?.latin;
		const other = surname.column.values[surname.column.of[row]]?.latin;
		if (one && other) keys[row] = one < other ? hashOfTwo(one, other) : hashOfTwo(other, one);
	}
	return { fields: [...given.fields, ...surname.fields], name: 'names in any order', keys };
}
