import type { StoreContext } from '../context';
import { fieldAccess } from '../permissions';
import { isOwned, type RecordDefinition, type RecordValues } from './definition';

/**
 * Takes out what the actor may not write, so that a masked value never comes back as data, and what
 * is undefined.
 */
export function withoutRestricted(
	context: StoreContext,
	definition: RecordDefinition<unknown, unknown>,
	input: object,
): { permitted: RecordValues; ignored: string[] } {
	const given = Object.fromEntries(
		Object.entries(input).filter(([, value]) => value !== undefined),
	);
	if (!isOwned(definition.table)) return { permitted: given, ignored: [] };
	const { actor } = context;
	const ignored: string[] = [];
	const permit = (values: object, prefix: string): RecordValues =>
		Object.fromEntries(
			Object.entries(values).filter(([name]) => {
				if (fieldAccess(actor, prefix + name) === undefined) return true;
				ignored.push(prefix + name);
				return false;
			}),
		);
	const permitted = permit(given, '');
	if (isObject(permitted.custom)) permitted.custom = permit(permitted.custom, 'custom.');
	// Clearing all of them would clear those that the actor may not touch.
	const guarded = Object.keys(actor.fieldAccess).some((field) => field.startsWith('custom.'));
	if (permitted.custom === null && guarded) {
		delete permitted.custom;
		ignored.push('custom');
	}
	return { permitted, ignored };
}

/** Whether a value is an object with members: no list, not null. */
export function isObject(value: unknown): value is RecordValues {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
