import type { INodeProperties } from 'n8n-workflow';
import { WeCom } from '../../nodes/WeCom/WeCom.node';
import { resources } from '../../nodes/WeCom/resources';

const node = new WeCom();

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

test('only the group robot works without a credential', () => {
	const hidden = node.description.credentials?.[0].displayOptions?.hide?.operation;
	expect(hidden).toEqual(['sendToGroupRobot']);
	const values = resources.flatMap(({ operations }) => operations.map(({ value }) => value));
	expect(values.filter((value) => value === 'sendToGroupRobot')).toHaveLength(1);
});
