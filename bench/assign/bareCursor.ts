import { sql } from 'kysely';
import type { Operation } from '../../leads/store/context';
import { recordEvents } from '../../leads/store/events';
import { first, insertMany, updateMany } from '../../leads/store/step';

/**
 * The yardstick of `ratioToBare`: a round robin that is a number. One bump of the counter a batch, one
 * row an assignment; no lead is read or written, nobody is asked whether they are there.
 */
export function takeTurns(leads: readonly string[], members: readonly string[]): Operation<void> {
	return function* (context) {
		const row = yield* first(
			sql<{ turns: unknown }>`INSERT INTO rotations (workspace_id, name, turns, updated_at)
				VALUES (${context.workspaceId}, 'bare', ${sql.raw(`'${leads.length}'`)}, 0)
				ON CONFLICT (workspace_id, name) DO UPDATE SET turns = ${
					context.dialect === 'postgres'
						? sql`to_jsonb((rotations.turns)::bigint + ${leads.length}::bigint)`
						: sql`CAST(rotations.turns + ${leads.length} AS TEXT)`
				} RETURNING turns`.compile(context.db),
		);
		const end = Number(row?.turns);
		yield* insertMany({
			table: 'assignments',
			columns: ['workspace_id', 'id', 'lead_id', 'outcome', 'member_id', 'at', 'decision'],
			rows: leads.map((lead, index) => [
				context.workspaceId,
				context.newId(),
				lead,
				'assigned',
				members[(end - leads.length + index) % members.length],
				context.now,
				{},
			]),
			onConflict: 'error',
		});
	};
}

/**
 * The yardstick of `ratioToRows`: the same number, and every row that an assignment leaves, written
 * without a look at anything: the owner and the clocks in the lead, the book, the event.
 */
export function takeTurnsAndWrite(
	leads: readonly string[],
	members: readonly string[],
): Operation<void> {
	return function* (context) {
		yield* takeTurns(leads, members)(context);
		yield* updateMany({
			table: 'leads',
			key: ['workspace_id', 'id'],
			set: ['owner_id', 'owned_since', 'version', 'updated_at'],
			rows: leads.map((lead, index) => [
				context.workspaceId,
				lead,
				members[index % members.length],
				context.now,
				2,
				context.now,
			]),
		});
		const reasons = [{ code: 'roundRobin', text: 'It was their turn' }];
		yield* recordEvents(
			context,
			leads.map((lead, index) => ({
				entityType: 'lead',
				entityId: lead,
				version: 2,
				type: 'lead.assigned',
				decision: { node: 'Bare', outcome: 'assigned', reasons },
				payload: { changes: { ownerId: [null, members[index % members.length]] } },
			})),
		);
	};
}
