import type { FilterConditionValue, FilterValue } from 'n8n-workflow';
import { LeadflowError } from '../../leads/model/error';
import type {
	FieldPredicate,
	Predicate,
	PredicateKind,
	PredicateOperator,
} from '../../leads/model/predicate';

const kinds: Readonly<Record<string, PredicateKind>> = {
	string: 'text',
	number: 'number',
	dateTime: 'instant',
	boolean: 'boolean',
	array: 'list',
	object: 'list',
};

/** What n8n calls an operation, by what the engine calls it; the same for every type that has it. */
const operators: Readonly<Record<string, PredicateOperator>> = {
	exists: 'exists',
	notExists: 'notExists',
	notEmpty: 'exists',
	empty: 'notExists',
	equals: 'equals',
	notEquals: 'notEquals',
	contains: 'contains',
	notContains: 'notContains',
	startsWith: 'startsWith',
	notStartsWith: 'notStartsWith',
	endsWith: 'endsWith',
	notEndsWith: 'notEndsWith',
	regex: 'matches',
	notRegex: 'notMatches',
	gt: 'greater',
	lt: 'less',
	gte: 'greaterOrEqual',
	lte: 'lessOrEqual',
	after: 'greater',
	before: 'less',
	afterOrEquals: 'greaterOrEqual',
	beforeOrEquals: 'lessOrEqual',
	// Of truth values: the operation is the value.
	true: 'equals',
	false: 'equals',
};

/** `={{ $json.city }}`, `={{ $json["city"] }}`, `={{ $json.owner.name }}`. */
const FIELD_EXPRESSION =
	/^=\s*\{\{\s*\$json((?:\.[\p{L}_$][\p{L}\p{N}_$]*|\[(?:"[^"\\]+"|'[^'\\]+')\])+)\s*\}\}\s*$/u;
const STEP = /\.([\p{L}_$][\p{L}\p{N}_$]*)|\["([^"\\]+)"\]|\['([^'\\]+)'\]/gu;

function refuse(message: string, hint: string): never {
	throw new LeadflowError('INVALID_INPUT', message, { field: 'rules', hint });
}

/**
 * The field that the left side of a condition names: dragged in as an expression, or typed as it is.
 */
function fieldOf(left: unknown): string {
	const text = typeof left === 'string' ? left.trim() : '';
	if (text !== '' && !text.startsWith('=')) return text;
	const path = FIELD_EXPRESSION.exec(text)?.[1];
	if (path === undefined) {
		return refuse(
			"The left side of a rule's condition is no field of a lead",
			'Drag a field in from the input panel, or type its name, such as city. Compute other values in an Edit Fields node before.',
		);
	}
	return [...path.matchAll(STEP)].map(([, a, b, c]) => a ?? b ?? c).join('.');
}

function valueOf(right: unknown): string | number | boolean | undefined {
	if (typeof right === 'number' || typeof right === 'boolean') return right;
	if (typeof right !== 'string') return undefined;
	if (/^=.*\{\{/s.test(right)) {
		return refuse(
			"The right side of a rule's condition is an expression",
			'Rules are the same for all leads, so that they can be simulated and explained: write the value itself, or compare a computed field on the left.',
		);
	}
	return right.startsWith('=') ? right.slice(1) : right;
}

function conditionOf(
	{ leftValue, operator, rightValue }: FilterConditionValue,
	exact: boolean,
): FieldPredicate {
	const known = Object.hasOwn(operators, operator.operation) && operators[operator.operation];
	if (!known || !Object.hasOwn(kinds, operator.type)) {
		return refuse(
			`A rule cannot ask whether a field '${operator.operation}'`,
			'Choose another comparison: equal, contains, starts with, matches, greater, exists …',
		);
	}
	const isTruth = operator.operation === 'true' || operator.operation === 'false';
	return {
		field: fieldOf(leftValue),
		kind: kinds[operator.type],
		operator: known,
		...(known === 'exists' || known === 'notExists'
			? {}
			: { value: isTruth ? operator.operation === 'true' : valueOf(rightValue) }),
		...(exact ? { exact } : {}),
	};
}

/** A condition that somebody began to draw and left empty. */
function isBlank({ leftValue, rightValue }: FilterConditionValue): boolean {
	return (leftValue === '' || leftValue === undefined) && (rightValue ?? '') === '';
}

/**
 * What n8n's `filter` parameter shows on the canvas, as the engine's own condition. Read the parameter
 * with `rawExpressions`: nothing of it is evaluated for each item.
 *
 * @returns undefined for a filter without conditions, which every lead passes
 * @throws LeadflowError INVALID_INPUT for what cannot be asked of a lead
 */
export function predicateOf(filter: Partial<FilterValue> | undefined): Predicate | undefined {
	const exact = filter?.options?.caseSensitive === true;
	const conditions = (filter?.conditions ?? [])
		.filter((condition) => !isBlank(condition))
		.map((condition) => conditionOf(condition, exact));
	if (conditions.length === 0) return undefined;
	if (conditions.length === 1) return conditions[0];
	return filter?.combinator === 'or' ? { any: conditions } : { all: conditions };
}
