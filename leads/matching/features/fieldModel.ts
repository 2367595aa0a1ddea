import type { Trait } from '../block/autoRules';
import { hashOf } from '../block/hash';
import type { Word } from '../values/word';
import type { Feature } from './feature';
import { type FieldFeature, fieldFeature, wordFeature } from './fieldFeatures';
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
		yield;
		const column = cells[field];
		if (!column) continue;
		const isName = kind === 'givenName' || kind === 'surname';
		if (isName && !names[kind]) {
			const feature = wordFeature(field, column);
			names[kind] = feature;
			traits.push(...feature.traits);
			continue;
		}
		const feature = fieldFeature(field, kind, column);
		if (!feature) continue;
		features.push(feature);
		traits.push(...feature.traits);
	}
	const { givenName, surname } = names;
	if (givenName && surname) {
		features.unshift(...withSwappedNames(givenName, surname));
		traits.push(anyOrder(givenName, surname));
	} else if (givenName ?? surname) {
		features.unshift(...[givenName ?? surname].filter((feature) => feature !== undefined));
	}
	return { features, traits };
}

/** Both names in whatever order. */
function anyOrder(given: FieldFeature<Word>, surname: FieldFeature<Word>): Trait {
	const keys = given.column.of.map((number, row) => {
		const one = given.column.values[number]?.latin;
		const other = surname.column.values[surname.column.of[row]]?.latin;
		if (!one || !other) return 0;
		return hashOf(one < other ? `${one} ${other}` : `${other} ${one}`);
	});
	return { fields: [...given.fields, ...surname.fields], name: 'names in any order', keys };
}
