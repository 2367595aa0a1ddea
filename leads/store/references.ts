import { LeadflowError } from '../model/error';
import { isId } from '../model/ids';
import type { StoreContext } from './context';
import type { RowOf } from './schema/tables';
import { first, type Step } from './step';

/**
 * The member that a record names, who must be active.
 *
 * @param field where it is named, for the error
 * @throws LeadflowError INVALID_INPUT
 */
export function* requireMember(
	context: StoreContext,
	id: string,
	field: string,
): Step<RowOf<'members'>> {
	const key = id.toLowerCase();
	const row = isId(key)
		? yield* first(
				context.db
					.selectFrom('members')
					.selectAll()
					.where('workspace_id', '=', context.workspaceId)
					.where('id', '=', key)
					.where('active', '=', 1)
					.where('deleted_at', 'is', null),
			)
		: undefined;
	if (row) return row;
	throw new LeadflowError('INVALID_INPUT', `'${field}' names no active member of this store`, {
		field,
		hint: "Use the ID of a member from 'Member: Get Many'.",
	});
}

/**
 * The team that a record names.
 *
 * @param field where it is named, for the error
 * @throws LeadflowError INVALID_INPUT
 */
export function* requireTeam(
	context: StoreContext,
	id: string,
	field: string,
): Step<RowOf<'teams'>> {
	const key = id.toLowerCase();
	const row = isId(key)
		? yield* first(
				context.db
					.selectFrom('teams')
					.selectAll()
					.where('workspace_id', '=', context.workspaceId)
					.where('id', '=', key)
					.where('deleted_at', 'is', null),
			)
		: undefined;
	if (row) return row;
	throw new LeadflowError('INVALID_INPUT', `'${field}' names no team of this store`, {
		field,
		hint: "Use the ID of a team from 'Team: Get Many'.",
	});
}

/**
 * The pool that a record names.
 *
 * @param field where it is named, for the error
 * @throws LeadflowError INVALID_INPUT
 */
export function* requirePool(
	context: StoreContext,
	id: string,
	field: string,
): Step<RowOf<'pools'>> {
	const key = id.toLowerCase();
	const row = isId(key)
		? yield* first(
				context.db
					.selectFrom('pools')
					.selectAll()
					.where('workspace_id', '=', context.workspaceId)
					.where('id', '=', key)
					.where('deleted_at', 'is', null),
			)
		: undefined;
	if (row) return row;
	throw new LeadflowError('INVALID_INPUT', `'${field}' names no pool of this store`, {
		field,
		hint: "Use the ID of a pool from 'Pool: Get Many'.",
	});
}
