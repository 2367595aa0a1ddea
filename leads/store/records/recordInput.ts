import type { z } from 'zod/v4';
import { LeadflowError } from '../../model/error';
import type { InputSchema, RecordValues } from './definition';

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
	let value = input;
	for (const step of path) {
		if (typeof value !== 'object' || value === null) return undefined;
		value = Reflect.get(value, step);
	}
	return value;
}

/** What zod found wrong, as an error that names the field and never shows its value. */
function inputError(
	issue: z.core.$ZodIssue,
	path: readonly PropertyKey[],
	input: unknown,
): LeadflowError {
	if (path.length === 0) return new LeadflowError('INVALID_INPUT', issue.message);
	const field = path.map(String).join('.');
	const missing = issue.code === 'invalid_type' && valueAt(input, issue.path) === undefined;
	const message = missing
		? `'${field}' is required`
		: /^[A-Z]/.test(issue.message)
			? `'${field}': ${issue.message}`
			: `'${field}' ${issue.message}`;
	return new LeadflowError('INVALID_INPUT', message, { field: String(path[0]) });
}

/**
 * The values of a new record, checked.
 *
 * @throws LeadflowError INVALID_INPUT with the first field that is wrong
 */
export function checkedInput<Input>(schema: InputSchema<Input>, input: RecordValues): RecordValues {
	const given = Object.fromEntries(
		Object.entries(input).filter(([, value]) => value !== undefined),
	);
	const result = schema.safeParse(given);
	if (result.success) return { ...given, ...result.data };
	const [issue] = result.error.issues;
	throw inputError(issue, issue.path, given);
}

/**
 * Single fields of a record, checked each by itself. Null clears a field that may be absent.
 *
 * @param kind for the message about a field that is none
 * @throws LeadflowError INVALID_INPUT with the first field that is wrong
 */
export function checkedChanges(
	schema: InputSchema<unknown>,
	changes: RecordValues,
	kind: string,
): RecordValues {
	const checked: RecordValues = {};
	for (const [field, value] of Object.entries(changes)) {
		if (value === undefined) continue;
		if (!Object.hasOwn(schema.shape, field)) {
			throw new LeadflowError(
				'INVALID_INPUT',
				`A record of kind '${kind}' has no field '${field.slice(0, 60)}'`,
				{
					field,
				},
			);
		}
		const fieldSchema = schema.shape[field];
		if (value === null && fieldSchema.safeParse(undefined).success) {
			checked[field] = null;
			continue;
		}
		const result = fieldSchema.safeParse(value);
		if (!result.success) {
			const [issue] = result.error.issues;
			throw inputError(
				issue,
				[field, ...issue.path],
				value === null ? undefined : { [field]: value },
			);
		}
		checked[field] = result.data;
	}
	return checked;
}
