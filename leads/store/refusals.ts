import { sql } from 'kysely';
import type { Operation } from './context';
import { isoText } from './instants';
import { requireWholeScope } from './permissions';
import { q, write } from './step';

/** Deliveries that a trigger turned away, counted by reason; what they held is not kept. */
export interface Refusal {
	/** The trigger: `<workflow id>:<node id>`. */
	nodeKey: string;
	/** A stable word, such as `badSignature`. */
	reason: string;
	count: number;
	lastAt: string;
}

/** Counts deliveries that were turned away, so that an administrator sees that something knocks in vain. */
export function noteRefusals(nodeKey: string, reason: string, count: number): Operation<void> {
	return function* (context) {
		const { workspaceId, now } = context;
		yield* write(
			sql`INSERT INTO refusals (workspace_id, node_key, reason, count, last_at)
				VALUES (${workspaceId}, ${nodeKey}, ${reason}, ${count}, ${now})
				ON CONFLICT (workspace_id, node_key, reason)
				DO UPDATE SET count = refusals.count + excluded.count, last_at = excluded.last_at`.compile(
				context.db,
			),
		);
	};
}

/** What was turned away, latest first. */
export function findRefusals(limit = 50): Operation<Refusal[]> {
	return function* (context) {
		requireWholeScope(context.actor, 'Refused deliveries');
		const rows = yield* q(
			context.db
				.selectFrom('refusals')
				.selectAll()
				.where('workspace_id', '=', context.workspaceId)
				.orderBy('last_at', 'desc')
				.limit(limit),
		);
		return rows.map((row) => ({
			nodeKey: row.node_key,
			reason: row.reason,
			count: row.count,
			lastAt: isoText(row.last_at),
		}));
	};
}
