import type { StoreContext } from '../store/context';
import { recordEvents } from '../store/events';
import { isoText } from '../store/instants';
import { touchTimers } from '../store/leads/firstTouch';
import type { RowOf } from '../store/schema/tables';
import { q, write, type Step } from '../store/step';
import type { TimerHandler } from '../store/sweepTimers';
import { setTimers, type Timer } from '../store/timers';

/** The clock of a lead's first touch. */
export interface TouchPlan {
	assignmentId: string;
	leadId: string;
	/** Epoch milliseconds. */
	dueAt: number;
	warnAt?: number;
	/** Whether a missed lead is to be given to somebody else. */
	reassign: boolean;
}

interface Payload {
	assignmentId: string;
	reassign: boolean;
}

/** Starts the clocks of new owners. */
export function* setTouchTimers(context: StoreContext, plans: readonly TouchPlan[]): Step<void> {
	const timers = plans.flatMap(({ assignmentId, leadId, dueAt, warnAt, reassign }): Timer[] => {
		const payload: Payload = { assignmentId, reassign };
		const timer = { entityType: 'lead', entityId: leadId, payload };
		const missed = { ...timer, kind: touchTimers.missed, dueAt };
		return warnAt === undefined
			? [missed]
			: [missed, { ...timer, kind: touchTimers.warning, dueAt: warnAt }];
	});
	if (timers.length > 0) yield* setTimers(context, timers);
}

type Untouched = Pick<
	RowOf<'assignments'>,
	'id' | 'lead_id' | 'member_id' | 'rule' | 'touch_due_at'
> & {
	version: number;
	reassign: boolean;
};

/** Of the timers' assignments those that still stand, with the lead neither touched nor gone. */
function* stillUntouched(context: StoreContext, timers: readonly Timer[]): Step<Untouched[]> {
	const payloads = new Map(
		timers.map(({ payload }) => payload as Payload).map((one) => [one.assignmentId, one]),
	);
	const rows = yield* q(
		context.db
			.selectFrom('assignments')
			.innerJoin('leads', (join) =>
				join
					.onRef('leads.id', '=', 'assignments.lead_id')
					.onRef('leads.workspace_id', '=', 'assignments.workspace_id'),
			)
			.select([
				'assignments.id',
				'assignments.lead_id',
				'assignments.member_id',
				'assignments.rule',
				'assignments.touch_due_at',
				'leads.version',
			])
			.where('assignments.workspace_id', '=', context.workspaceId)
			.where('assignments.id', 'in', [...payloads.keys()])
			.where('assignments.touched_at', 'is', null)
			.where('assignments.breached_at', 'is', null)
			.where('assignments.ended_at', 'is', null)
			.where('leads.deleted_at', 'is', null)
			.where('leads.merged_into', 'is', null)
			.where('leads.converted_at', 'is', null)
			.orderBy('assignments.id'),
	);
	return rows.map((row) => ({ ...row, reassign: payloads.get(row.id)?.reassign ?? false }));
}

function* tell(context: StoreContext, type: string, rows: readonly Untouched[]): Step<void> {
	yield* recordEvents(
		context,
		rows.map(({ id, lead_id, member_id, rule, touch_due_at, version, reassign }) => ({
			entityType: 'lead',
			entityId: lead_id,
			version,
			type,
			payload: {
				assignmentId: id,
				ownerId: member_id,
				rule,
				dueAt: isoText(touch_due_at ?? context.now),
				reassign,
			},
		})),
	);
}

/** Warns once that the first touch is due soon. */
export const touchWarningHandler: TimerHandler = {
	kind: touchTimers.warning,
	*due(context, timers) {
		yield* tell(context, 'lead.touchWarning', yield* stillUntouched(context, timers));
	},
};

/** Notes once that the first touch was missed; the event says whether the lead is up for another owner. */
export const touchMissedHandler: TimerHandler = {
	kind: touchTimers.missed,
	*due(context, timers) {
		const missed = yield* stillUntouched(context, timers);
		const told: Untouched[] = [];
		for (const row of missed) {
			// Somebody may touch the lead at this moment: the row decides who was first.
			const marked = yield* write(
				context.db
					.updateTable('assignments')
					.set({ breached_at: context.now })
					.where('workspace_id', '=', context.workspaceId)
					.where('id', '=', row.id)
					.where('touched_at', 'is', null)
					.where('breached_at', 'is', null)
					.where('ended_at', 'is', null),
			);
			if (marked === 1) told.push(row);
		}
		yield* tell(context, 'lead.touchMissed', told);
	},
};
