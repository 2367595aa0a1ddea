import type { Operation, StoreContext } from './context';
import { first, insertMany, type Step } from './step';

/** Where a reader of somebody else's list stands, as an operation inside another. */
export function* cursorAt(context: StoreContext, name: string): Step<unknown> {
	const row = yield* first(
		context.db
			.selectFrom('cursors')
			.select('value')
			.where('workspace_id', '=', context.workspaceId)
			.where('name', '=', name),
	);
	return row?.value;
}

/** Moves a cursor, as an operation inside another: with what was read up to it, or not at all. */
export function* moveCursor(context: StoreContext, name: string, value: unknown): Step<void> {
	yield* insertMany({
		table: 'cursors',
		columns: ['workspace_id', 'name', 'value', 'updated_at'],
		rows: [[context.workspaceId, name, value, context.now]],
		onConflict: { key: ['workspace_id', 'name'], set: ['value', 'updated_at'] },
	});
}

/**
 * Where a reader stands; undefined before it read anything.
 *
 * @param name of the list and its reader, such as `wecom.kf:<corp id>:<account id>`
 */
export function readCursor(name: string): Operation<unknown> {
	return (context) => cursorAt(context, name);
}

/** Moves a cursor by itself. @param value anything that JSON holds, except null */
export function writeCursor(name: string, value: unknown): Operation<void> {
	return (context) => moveCursor(context, name, value);
}
