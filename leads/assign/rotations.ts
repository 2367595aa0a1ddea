import type { StoreContext } from '../store/context';
import { insertMany, q, updateMany, type Step } from '../store/step';
import { emptyRotation, Rotation, type RotationOptions, type RotationState } from './rotation';

function* readRows(context: StoreContext, names: readonly string[], lock: boolean) {
	const query = context.db
		.selectFrom('rotations')
		.select(['name', 'turns'])
		.where('workspace_id', '=', context.workspaceId)
		.where('name', 'in', names)
		.orderBy('name');
	return yield* q(lock && context.dialect === 'postgres' ? query.forUpdate() : query);
}

/**
 * Reads rotations by name and holds them until the transaction ends: before everything else that an
 * assignment holds, and in one order, so that nobody waits in a circle. New ones begin empty.
 */
export function* holdRotations(
	context: StoreContext,
	names: Iterable<string>,
	options: RotationOptions,
): Step<Map<string, Rotation>> {
	const wanted = [...new Set(names)].sort();
	if (wanted.length === 0) return new Map();
	let rows = yield* readRows(context, wanted, true);
	if (rows.length < wanted.length) {
		const known = new Set(rows.map(({ name }) => name));
		yield* insertMany({
			table: 'rotations',
			columns: ['workspace_id', 'name', 'turns', 'updated_at'],
			rows: wanted
				.filter((name) => !known.has(name))
				.map((name) => [context.workspaceId, name, emptyRotation, context.now]),
			onConflict: 'ignore',
		});
		rows = yield* readRows(context, wanted, true);
	}
	return new Map(
		rows.map(({ name, turns }) => [name, new Rotation(turns as RotationState, options)]),
	);
}

/** Rotations as they stand, for decisions that nobody writes down. */
export function* lookAtRotations(
	context: StoreContext,
	names: Iterable<string>,
	options: RotationOptions,
): Step<Map<string, Rotation>> {
	const wanted = [...new Set(names)].sort();
	const rows = wanted.length === 0 ? [] : yield* readRows(context, wanted, false);
	const states = new Map(rows.map(({ name, turns }) => [name, turns as RotationState]));
	return new Map(
		wanted.map((name) => [name, new Rotation(states.get(name) ?? emptyRotation, options)]),
	);
}

/** Writes those that were turned. */
export function* writeRotations(
	context: StoreContext,
	rotations: ReadonlyMap<string, Rotation>,
): Step<void> {
	yield* updateMany({
		table: 'rotations',
		key: ['workspace_id', 'name'],
		set: ['turns', 'updated_at'],
		rows: [...rotations]
			.filter(([, rotation]) => rotation.isTurned)
			.map(([name, rotation]) => [context.workspaceId, name, rotation.state(), context.now]),
	});
}
