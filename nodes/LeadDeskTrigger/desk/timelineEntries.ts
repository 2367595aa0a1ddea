import type { Activity } from '../../../leads/model/activity';
import type { Task } from '../../../leads/model/task';
import type { StoreEvent } from '../../../leads/store/eventLog';
import type { TimelineEntry } from '../../../pages/desk/timeline';

/** Events that carry why, in the words of whoever did it. */
const saidWhy: ReadonlySet<string> = new Set(['lead.released', 'lead.transferred']);

function reasonIn({ type, payload }: StoreEvent): string | undefined {
	const reason = saidWhy.has(type) ? payload?.reason : undefined;
	return typeof reason === 'string' && reason !== '' ? reason : undefined;
}

function ofEvent(event: StoreEvent, memberId: string | null): TimelineEntry {
	const { at, type, actor, actorName, decision, changes } = event;
	const isSystem = actor === 'system';
	const text = reasonIn(event);
	return {
		at,
		type,
		...(text === undefined ? {} : { text }),
		...(isSystem ? {} : { actor: actorName ?? actor }),
		...(decision ? { decision } : {}),
		...(changes ? { changes } : {}),
		mine: memberId !== null && actor === `member:${memberId}`,
	};
}

/** The capture that an enquiry came with. It is kept beside the fields that a user writes. */
function captureOf(activity: Activity): string | undefined {
	const { sourceRecordId }: Readonly<Record<string, unknown>> = { ...activity };
	return typeof sourceRecordId === 'string' ? sourceRecordId : undefined;
}

function ofActivity(activity: Activity, memberId: string | null): TimelineEntry {
	const { at, type, subject, by } = activity;
	const text = activity.body;
	return {
		at,
		type,
		...(subject ? { subject } : {}),
		...(text ? { text } : {}),
		...(by ? { actor: by.name ?? by.id } : {}),
		mine: memberId !== null && by?.id === memberId,
	};
}

function ofTask({ createdAt, subject, dueAt, assignee }: Task): TimelineEntry {
	return {
		at: createdAt,
		type: 'task',
		subject,
		...(dueAt ? { dueAt } : {}),
		...(assignee ? { actor: assignee.name ?? assignee.id } : {}),
	};
}

/**
 * Everything that happened to a lead as entries of its timeline. What a person wrote when they asked
 * again stands with the event that says what was made of it.
 *
 * @param memberId who looks
 */
export function timelineEntries(
	events: readonly StoreEvent[],
	activities: readonly Activity[],
	tasks: readonly Task[],
	memberId: string | null,
): TimelineEntry[] {
	const enquiries = new Map(
		activities.flatMap((activity) => {
			const capture = captureOf(activity);
			return capture === undefined ? [] : [[capture, activity] as const];
		}),
	);
	const told = new Set<string>();
	const fromEvents = events.map((event): TimelineEntry => {
		const entry = ofEvent(event, memberId);
		const enquiry = event.sourceRecordId ? enquiries.get(event.sourceRecordId) : undefined;
		if (!enquiry) return entry;
		told.add(enquiry.id);
		const text = enquiry.body;
		const [, kept] = event.changes?.message ?? [];
		// What became the lead's message is told as a change.
		return { ...entry, ...(text && text !== kept ? { text } : {}) };
	});
	const fromActivities = activities
		.filter(({ id }) => !told.has(id))
		.map((activity) => ofActivity(activity, memberId));
	return [...fromEvents, ...fromActivities, ...tasks.map(ofTask)];
}
