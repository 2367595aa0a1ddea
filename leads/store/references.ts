import { sql } from 'kysely';
import { LeadflowError } from '../model/error';
import { isId } from '../model/ids';
import type { StoreContext } from './context';
import type { RowOf } from './schema/tables';
import { first, q, type Step } from './step';

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

/** Tables whose rows are named by ID alone, with what a user calls them. */
const NAMED = { teams: ['team', 'Team'], pools: ['pool', 'Pool'] } as const;

function* requireNamed<Table extends keyof typeof NAMED>(
	context: StoreContext,
	table: Table,
	id: string,
	field: string,
): Step<RowOf<Table>> {
	const [noun, resource] = NAMED[table];
	const key = id.toLowerCase();
	const [row] = isId(key)
		? yield* q(
				sql<
					RowOf<Table>
				>`SELECT * FROM ${sql.table(table)} WHERE workspace_id = ${context.workspaceId}
					AND id = ${key} AND deleted_at IS NULL`.compile(context.db),
			)
		: [];
	if (row) return row;
	throw new LeadflowError('INVALID_INPUT', `'${field}' names no ${noun} of this store`, {
		field,
		hint: `Use the ID of a ${noun} from '${resource}: Get Many'.`,
	});
}

/**
 * The team that a record names.
 *
 * @param field where it is named, for the error
 * @throws LeadflowError INVALID_INPUT
 */
export function requireTeam(
	context: StoreContext,
	id: string,
	field: string,
): Step<RowOf<'teams'>> {
	return requireNamed(context, 'teams', id, field);
}

/**
 * The pool that a record names.
 *
 * @param field where it is named, for the error
 * @throws LeadflowError INVALID_INPUT
 */
export function requirePool(
	context: StoreContext,
	id: string,
	field: string,
): Step<RowOf<'pools'>> {
	return requireNamed(context, 'pools', id, field);
}
