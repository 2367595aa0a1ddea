import type { StoreContext } from './context';
import { insertMany, write, type Step } from './step';

/**
 * Takes or prolongs a lease, so that of all processes one does a certain work at a time. In a
 * transaction that does the work itself, the row keeps everybody else waiting until it ends.
 *
 * @returns whether the owner holds it now
 */
export function* takeLease(
	context: StoreContext,
	lease: { name: string; owner: string; leaseMs: number },
): Step<boolean> {
	const { name, owner } = lease;
	const leasedUntil = context.now + lease.leaseMs;
	const taken = yield* write(
		context.db
			.updateTable('leases')
			.set({ owner, leased_until: leasedUntil })
			.where('workspace_id', '=', context.workspaceId)
			.where('name', '=', name)
			.where((is) => is.or([is('owner', '=', owner), is('leased_until', '<=', context.now)])),
	);
	if (taken === 1) return true;
	const made = yield* insertMany({
		table: 'leases',
		columns: ['workspace_id', 'name', 'owner', 'leased_until'],
		rows: [[context.workspaceId, name, owner, leasedUntil]],
		onConflict: 'ignore',
	});
	return made === 1;
}

/** Gives a lease back before its time, so that the next process need not wait. */
export function* releaseLease(context: StoreContext, name: string, owner: string): Step<void> {
	yield* write(
		context.db
			.deleteFrom('leases')
			.where('workspace_id', '=', context.workspaceId)
			.where('name', '=', name)
			.where('owner', '=', owner),
	);
}
