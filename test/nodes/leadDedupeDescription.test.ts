import type { INodeProperties } from 'n8n-workflow';
import { fieldRules, masterRules } from '../../leads/dedupe/merge/mergeRequest';
import { fieldKinds } from '../../leads/matching/features/fieldKind';
import { certainBits, dedupePresets, possibleBits } from '../../leads/matching/presets/preset';
import { probabilityOf } from '../../leads/matching/score/explain';
import { LeadDedupe } from '../../nodes/LeadDedupe/LeadDedupe.node';
import { resources } from '../../nodes/LeadDedupe/resources';

const node = new LeadDedupe();

function isProperty(option: object): option is INodeProperties {
	return 'displayName' in option && 'type' in option;
}

/** Every parameter, those inside collections included. */
function everyParameter(properties: readonly INodeProperties[]): INodeProperties[] {
	return properties.flatMap((property) => {
		const inner = (property.options ?? []).flatMap((option) => {
			if ('values' in option) return option.values;
			return isProperty(option) ? [option] : [];
		});
		return [property, ...everyParameter(inner)];
	});
}

const parameters = everyParameter(node.description.properties);

/** The values that one parameter offers, wherever it stands. */
function offered(name: string): string[] {
	const values = parameters
		.filter((parameter) => parameter.name === name)
		.flatMap(({ options = [] }) =>
			options.flatMap((option) => ('value' in option ? [String(option.value)] : [])),
		);
	return [...new Set(values)].sort();
}

test('every list that a parameter is chosen from is one of the node', () => {
	const methods = parameters.flatMap(({ modes }) =>
		(modes ?? []).flatMap(({ typeOptions }) => typeOptions?.searchListMethod ?? []),
	);
	expect(Object.keys(node.methods.listSearch).sort()).toEqual([...new Set(methods)].sort());
});

test('the default of every drop-down is one of its options', () => {
	for (const { name, type, options = [], default: chosen } of parameters) {
		if (type !== 'options') continue;
		const values = options.flatMap((option) => ('value' in option ? [option.value] : []));
		expect({ name, values }).toEqual({ name, values: expect.arrayContaining([chosen]) });
	}
});

test('lists of five and more are in alphabetical order, and no entry is there twice', () => {
	for (const { name, type, options = [] } of parameters) {
		if (!['options', 'multiOptions', 'collection'].includes(type)) continue;
		const titles = options.map((option) =>
			'displayName' in option ? option.displayName : option.name,
		);
		expect({ name, twice: titles.length - new Set(titles).size }).toEqual({ name, twice: 0 });
		if (titles.length < 5) continue;
		const sorted = [...titles].sort((a, b) => a.localeCompare(b, 'en'));
		expect({ name, titles }).toEqual({ name, titles: sorted });
	}
});

test('each operation says what it does in its own words, and has no parameter twice', () => {
	for (const { operations, defaultOperation } of resources) {
		expect(operations.map(({ value }) => value)).toContain(defaultOperation);
		for (const { name, action, description, fields } of operations) {
			expect(action).toMatch(/^[A-Z]/);
			expect(description.toLowerCase()).not.toBe(action.toLowerCase());
			const names = fields.map((field) => field.name);
			expect({ name, names }).toEqual({ name, names: [...new Set(names)] });
		}
	}
});

test('it offers all that the engine can do', () => {
	expect(offered('preset')).toEqual([...dedupePresets].sort());
	expect(offered('masterRule')).toEqual([...masterRules].sort());
	expect(offered('take')).toEqual([...fieldRules].sort());
	expect(offered('kind')).toEqual(fieldKinds.filter((kind) => kind !== 'ignore').sort());
});

test('the thresholds shown as defaults are those that hold without them', () => {
	for (const [name, bits] of [
		['certainFrom', certainBits],
		['reviewFrom', possibleBits],
	] as const) {
		const shown = parameters.filter((parameter) => parameter.name === name);
		expect(shown.length).toBeGreaterThan(0);
		for (const { default: value } of shown) {
			expect(value).toBeCloseTo(probabilityOf(bits), 3);
		}
	}
});
