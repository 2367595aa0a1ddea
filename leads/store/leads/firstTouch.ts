import type { Activity } from '../../model/activity';
import type { StoreContext } from '../context';
import type { RowOf } from '../schema/tables';
import { q, write, type Step } from '../step';
import { setTimers } from '../timers';
import type { LeadRow } from './leadRow';

/** Timers of a lead that somebody was given: when the first touch is nearly due, when it was missed. */
export const touchTimers = { warning: 'touchWarning', missed: 'touchMissed' } as const;
/** Rings when a lead gets another status, which may give its owner the turn back. */
export const CREDIT_TIMER = 'creditBack';

/** Kinds of activity by which somebody deals with a lead, whichever way they went. */
const touches: ReadonlySet<string> = new Set<Activity['type']>([
	'note',
	'call',
	'email',
	'meeting',
	'visit',
	'sms',
	'wecom',
	'whatsapp',
	'chat',
]);

/** Something that happened with a lead, by whom. */
export interface Happening {
	leadId: string;
	type: string;
	direction?: unknown;
	/** The member who did it. */
	memberId: string | null;
}

/** What went out to the person touches the lead, whoever sent it; anything else by its owner does, too. */
function isTouch({ type, direction, memberId }: Happening, ownerId: string | null): boolean {
	if (direction === 'outbound') return true;
	if (direction === 'inbound' || memberId === null) return false;
	return memberId === ownerId && touches.has(type);
}

type OpenAssignment = Pick<
	RowOf<'assignments'>,
	'id' | 'lead_id' | 'member_id' | 'rotation' | 'touch_due_at' | 'touched_at' | 'credited_at'
>;

function* openAssignments(
	context: StoreContext,
	leadIds: readonly string[],
): Step<OpenAssignment[]> {
	if (leadIds.length === 0) return [];
	const rows = yield* q(
		context.db
			.selectFrom('assignments')
			.select([
				'id',
				'lead_id',
				'member_id',
				'rotation',
				'touch_due_at',
				'touched_at',
				'credited_at',
			])
			.where('workspace_id', '=', context.workspaceId)
			.where('lead_id', 'in', leadIds)
			.where('ended_at', 'is', null)
			.orderBy('id'),
	);
	return rows.filter(({ member_id }) => member_id !== null);
}

/**
 * Stops the clocks of leads that were touched. The timers go first: whoever sweeps holds them before
 * the rows, too.
 */
function* markTouched(context: StoreContext, open: readonly OpenAssignment[]): Step<void> {
	const waiting = open.filter(
		({ touch_due_at, touched_at }) => touch_due_at !== null && touched_at === null,
	);
	if (waiting.length === 0) return;
	yield* write(
		context.db
			.deleteFrom('timers')
			.where('workspace_id', '=', context.workspaceId)
			.where(
				'entity_id',
				'in',
				waiting.map(({ lead_id }) => lead_id),
			)
			.where('kind', 'in', Object.values(touchTimers)),
	);
	yield* write(
		context.db
			.updateTable('assignments')
			.set({ touched_at: context.now })
			.where('workspace_id', '=', context.workspaceId)
			.where(
				'id',
				'in',
				waiting.map(({ id }) => id),
			)
			.where('touched_at', 'is', null),
	);
}

/** Looks whether activities are the first touch of their leads. */
export function* keepFirstTouch(
	context: StoreContext,
	happenings: readonly Happening[],
): Step<void> {
	const possible = happenings.filter((one) => isTouch(one, one.memberId));
	const open = yield* openAssignments(context, [...new Set(possible.map(({ leadId }) => leadId))]);
	yield* markTouched(
		context,
		open.filter(({ lead_id, member_id }) =>
			possible.some((one) => one.leadId === lead_id && isTouch(one, member_id)),
		),
	);
}

/**
 * Looks what changes of status mean for the leads' assignments: by the owner they are a first touch,
 * and some of them give the owner the turn back.
 */
export function* followStatusChanges(
	context: StoreContext,
	changes: ReadonlyArray<{ before?: LeadRow; after: LeadRow }>,
): Step<void> {
	const changed = changes.filter(({ before, after }) => before && before.status !== after.status);
	const open = yield* openAssignments(
		context,
		changed.map(({ after }) => after.id),
	);
	const { memberId } = context.actor;
	yield* markTouched(
		context,
		open.filter(({ member_id }) => memberId !== null && member_id === memberId),
	);
	const creditable = open.filter(
		({ rotation, credited_at }) => rotation !== null && credited_at === null,
	);
	if (creditable.length === 0) return;
	yield* setTimers(
		context,
		creditable.map(({ lead_id }) => ({
			kind: CREDIT_TIMER,
			entityType: 'lead',
			entityId: lead_id,
			dueAt: context.now,
		})),
	);
}
