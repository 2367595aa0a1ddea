import fc from 'fast-check';
import {
	compilePredicate,
	fieldsOf,
	type FieldPredicate,
	type Predicate,
	type PredicateKind,
	type PredicateOperator,
} from '../../../leads/model/predicate';

const lead = {
	city: 'Ｓhanghai',
	company: '智云科技有限公司',
	score: 42,
	employees: null,
	emailOptOut: true,
	tags: ['VIP', 'fair'],
	createdAt: '2026-03-05T09:30:00.000Z',
	custom: { machine: 'CNC-5', nested: { deep: 1 } },
};

const holds = (
	field: string,
	kind: PredicateKind,
	operator: PredicateOperator,
	value?: FieldPredicate['value'],
	exact?: boolean,
) => compilePredicate({ field, kind, operator, value, exact })(lead);

describe('a condition', () => {
	it.each<[string, PredicateKind, PredicateOperator, FieldPredicate['value']]>([
		['city', 'text', 'equals', 'SHANGHAI'],
		['city', 'text', 'startsWith', 'shang'],
		['city', 'text', 'endsWith', 'HAI'],
		['company', 'text', 'contains', '智云'],
		['company', 'text', 'matches', '^智.+公司$'],
		['company', 'text', 'notMatches', '^公司'],
		['score', 'text', 'matches', '^4\\d$'],
		['custom.nested.deep', 'number', 'equals', 1],
		['score', 'number', 'greater', 41],
		['score', 'number', 'lessOrEqual', '42'],
		['createdAt', 'instant', 'less', '2026-03-05T18:00:00+08:00'],
		['tags', 'list', 'contains', 'vip'],
		['emailOptOut', 'boolean', 'equals', true],
		['employees', 'number', 'notExists', undefined],
	])('%s (%s) %s %s', (field, kind, operator, value) => {
		expect(holds(field, kind, operator, value)).toBe(true);
	});

	it('fails where the field is absent or of another kind, and passes as its opposite', () => {
		expect(holds('employees', 'number', 'less', 10)).toBe(false);
		expect(holds('missing', 'text', 'equals', '')).toBe(false);
		expect(holds('missing', 'text', 'notContains', 'x')).toBe(true);
		expect(holds('custom', 'text', 'contains', 'object')).toBe(false);
		expect(holds('constructor', 'text', 'exists')).toBe(false);
		expect(holds('tags.length', 'number', 'equals', 2)).toBe(true);
		expect(holds('company', 'number', 'greater', 0)).toBe(false);
	});

	it('refuses a regular expression that is none, before any lead is looked at', () => {
		expect(() => holds('city', 'text', 'matches', '(')).toThrow('regular expression');
	});

	it('tells capitals apart when it is asked to', () => {
		expect(holds('custom.machine', 'text', 'equals', 'cnc-5', true)).toBe(false);
		expect(holds('custom.machine', 'text', 'equals', 'CNC-5', true)).toBe(true);
	});

	it('names the fields that it looks at', () => {
		const field = (name: string): Predicate => ({ field: name, kind: 'text', operator: 'exists' });
		expect(
			fieldsOf({ all: [field('a'), { any: [field('b'), { not: field('a') }] }] }).sort(),
		).toEqual(['a', 'b']);
	});

	const leaf = fc.constantFrom<Predicate>(
		{ field: 'city', kind: 'text', operator: 'contains', value: 'hai' },
		{ field: 'score', kind: 'number', operator: 'greater', value: 50 },
		{ field: 'missing', kind: 'text', operator: 'exists' },
	);
	const { tree } = fc.letrec<{ tree: Predicate }>((tie) => ({
		tree: fc.oneof(
			{ maxDepth: 4 },
			leaf,
			fc.record({ all: fc.array(tie('tree'), { maxLength: 3 }) }),
			fc.record({ any: fc.array(tie('tree'), { maxLength: 3 }) }),
			fc.record({ not: tie('tree') }),
		),
	}));

	it('obeys the laws of logic', () => {
		fc.assert(
			fc.property(tree, tree, (one, other) => {
				const [a, b] = [compilePredicate(one)(lead), compilePredicate(other)(lead)];
				expect(compilePredicate({ all: [one, other] })(lead)).toBe(a && b);
				expect(compilePredicate({ any: [one, other] })(lead)).toBe(a || b);
				expect(compilePredicate({ not: one })(lead)).toBe(!a);
			}),
		);
	});
});
