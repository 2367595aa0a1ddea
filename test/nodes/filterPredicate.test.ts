import type { FilterConditionValue, FilterValue } from 'n8n-workflow';
import { predicateOf } from '../../nodes/shared/filterPredicate';

function condition(
	leftValue: string,
	type: FilterConditionValue['operator']['type'],
	operation: string,
	rightValue: FilterConditionValue['rightValue'] = '',
): FilterConditionValue {
	return { id: 'x', leftValue, operator: { type, operation }, rightValue };
}

function filter(
	conditions: FilterConditionValue[],
	combinator: FilterValue['combinator'] = 'and',
	caseSensitive = false,
): FilterValue {
	return {
		options: { caseSensitive, leftValue: '', typeValidation: 'loose', version: 2 },
		conditions,
		combinator,
	};
}

describe("n8n's filter as a rule", () => {
	it.each([
		['={{ $json.city }}', 'city'],
		["={{ $json['city'] }}", 'city'],
		['={{ $json["custom"]["产品 线"] }}', 'custom.产品 线'],
		['={{$json.owner.name}}', 'owner.name'],
		['city', 'city'],
		[' custom.machine ', 'custom.machine'],
	])('reads %s as the field %s', (left, field) => {
		expect(predicateOf(filter([condition(left, 'string', 'equals', 'x')]))).toEqual({
			field,
			kind: 'text',
			operator: 'equals',
			value: 'x',
		});
	});

	it.each([
		['={{ $json.a + 1 }}', 'equals', 'x', 'left side'],
		['={{ $("Form").item.json.city }}', 'equals', 'x', 'left side'],
		['', 'equals', 'x', 'left side'],
		['city', 'equals', '={{ $json.other }}', 'right side'],
		['tags', 'lengthGt', 2, "'lengthGt'"],
	])('refuses %s %s %s and says what to do', (left, operation, right, text) => {
		expect(() => predicateOf(filter([condition(left, 'string', operation, right)]))).toThrow(text);
	});

	it('knows the operations of every type', () => {
		const of = (...given: Parameters<typeof condition>) =>
			predicateOf(filter([condition(...given)]));
		expect(of('score', 'number', 'gte', 80)).toMatchObject({
			kind: 'number',
			operator: 'greaterOrEqual',
			value: 80,
		});
		expect(of('createdAt', 'dateTime', 'before', '2026-01-01')).toMatchObject({
			kind: 'instant',
			operator: 'less',
		});
		expect(of('emailOptOut', 'boolean', 'false')).toMatchObject({
			kind: 'boolean',
			operator: 'equals',
			value: false,
		});
		expect(of('tags', 'array', 'contains', 'VIP')).toMatchObject({ kind: 'list' });
		expect(of('email', 'string', 'notEmpty')).toEqual({
			field: 'email',
			kind: 'text',
			operator: 'exists',
		});
		expect(of('title', 'string', 'notRegex', '^CEO')).toMatchObject({ operator: 'notMatches' });
	});

	it('joins several conditions as the canvas says, and keeps capitals apart when asked to', () => {
		const two = [condition('a', 'string', 'exists'), condition('b', 'string', 'equals', 'X')];
		expect(predicateOf(filter(two))).toHaveProperty('all.length', 2);
		expect(predicateOf(filter(two, 'or', true))).toEqual({
			any: [
				{ field: 'a', kind: 'text', operator: 'exists', exact: true },
				{ field: 'b', kind: 'text', operator: 'equals', value: 'X', exact: true },
			],
		});
	});

	it('is no condition at all when nothing was drawn', () => {
		expect(predicateOf(undefined)).toBeUndefined();
		expect(predicateOf({})).toBeUndefined();
		expect(predicateOf(filter([condition('', 'string', 'equals')]))).toBeUndefined();
	});
});
