import { LeadflowError } from '../../model/error';
import {
	poolDefaults,
	poolInputSchema,
	poolSettings,
	type Pool,
	type PoolInput,
} from '../../model/pool';
import type { StoreContext } from '../context';
import { requirePool } from '../references';
import { first, type Step } from '../step';
import type { RecordDefinition, RecordDraft } from './definition';

/** The company makes pools; their own administrators may change them, but not the list of administrators. */
function requirePoolManager(
	{ actor }: StoreContext,
	{ before, current, values }: RecordDraft,
): void {
	if (actor.role === 'system' || actor.role === 'admin') return;
	const admins = Array.isArray(current.adminIds) ? current.adminIds : [];
	const runs = before !== undefined && actor.memberId !== null && admins.includes(actor.memberId);
	const same = JSON.stringify(values.adminIds ?? []) === JSON.stringify(admins);
	if (runs && same) return;
	throw new LeadflowError('FORBIDDEN', 'Changing pools needs an administrator', {
		hint: "Choose a 'Leadflow Store API' credential with the role Administrator.",
	});
}

/** Leads in a pool that is gone would be out of everybody's sight. */
function* requireEmpty(context: StoreContext, poolId: string): Step<void> {
	const lead = yield* first(
		context.db
			.selectFrom('leads')
			.select('id')
			.where('workspace_id', '=', context.workspaceId)
			.where('pool_id', '=', poolId)
			.where('owner_id', 'is', null)
			.where('deleted_at', 'is', null)
			.where('merged_into', 'is', null)
			.where('converted_at', 'is', null)
			.limit(1),
	);
	if (!lead) return;
	throw new LeadflowError('CONFLICT', 'There are still leads in this pool', {
		hint: 'Give them to members or put them into another pool first.',
	});
}

/** Pools (公海): leads without an owner, and the rules by which members hold them. */
export const poolRecords: RecordDefinition<PoolInput, Pool> = {
	kind: 'pool',
	table: 'pools',
	schema: poolInputSchema,
	searched: ['name'],
	sorts: ['name'],
	defaults: () => ({ ...poolDefaults }),
	*settle(context, draft) {
		requirePoolManager(context, draft);
		const { before, values, current, columns } = draft;
		const { reclaimToPoolId } = values;
		if (typeof reclaimToPoolId === 'string' && reclaimToPoolId !== current.reclaimToPoolId) {
			values.reclaimToPoolId = (yield* requirePool(context, reclaimToPoolId, 'reclaimToPoolId')).id;
		}
		if (before && columns.deleted_at) yield* requireEmpty(context, String(before.id));
	},
	present: (values) => ({ ...values, ...poolSettings({ ...values, name: String(values.name) }) }),
};
