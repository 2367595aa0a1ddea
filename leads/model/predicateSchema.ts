import { z } from 'zod/v4';
import type { FieldPredicate, Predicate } from './predicate';
import { requiredText } from './schemaParts';

const fieldPredicate: z.ZodType<FieldPredicate> = z.strictObject({
	field: requiredText(200),
	kind: z.enum(['text', 'number', 'instant', 'boolean', 'list']),
	operator: z.enum([
		'exists',
		'notExists',
		'equals',
		'notEquals',
		'contains',
		'notContains',
		'startsWith',
		'notStartsWith',
		'endsWith',
		'notEndsWith',
		'matches',
		'notMatches',
		'greater',
		'less',
		'greaterOrEqual',
		'lessOrEqual',
	]),
	value: z.union([z.string(), z.number(), z.boolean()]).optional(),
	exact: z.boolean().optional(),
});

/** A condition as somebody may write it: a tree of `all`, `any` and `not` over conditions on fields. */
export const predicateSchema: z.ZodType<Predicate> = z.lazy(() =>
	z.union([
		z.strictObject({ all: z.array(predicateSchema).max(200) }),
		z.strictObject({ any: z.array(predicateSchema).max(200) }),
		z.strictObject({ not: predicateSchema }),
		fieldPredicate,
	]),
);
