import type { StoreEvent } from '../../../leads/store/eventLog';
import type { TimelineEntry } from '../../../pages/desk/timeline';
import type { LeadActivity, LeadTask } from './leadRecords';

function ofEvent(event: StoreEvent, memberId: string | null): TimelineEntry {
	const { at, type, actor, actorName, decision, changes } = event;
	const isSystem = actor === 'system';
	return {
		at,
		type,
		...(isSystem ? {} : { actor: actorName ?? actor }),
		...(decision ? { decision } : {}),
		...(changes ? { changes } : {}),
		mine: memberId !== null && actor === `member:${memberId}`,
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
	activities: readonly LeadActivity[],
	tasks: readonly LeadTask[],
	memberId: string | null,
): TimelineEntry[] {
	const enquiries = new Map(
		activities.flatMap((activity) =>
			activity.sourceRecordId ? [[activity.sourceRecordId, activity] as const] : [],
		),
	);
	const told = new Set<string>();
	const fromEvents = events.map((event): TimelineEntry => {
		const entry = ofEvent(event, memberId);
		const enquiry = event.sourceRecordId ? enquiries.get(event.sourceRecordId) : undefined;
		if (!enquiry) return entry;
		told.add(enquiry.id);
		return { ...entry, ...(enquiry.text ? { text: enquiry.text } : {}) };
	});
	const fromActivities = activities
		.filter(({ id }) => !told.has(id))
		.map(
			({ at, type, subject, text, authorId, authorName }): TimelineEntry => ({
				at,
				type,
				...(subject ? { subject } : {}),
				...(text ? { text } : {}),
				...(authorName ? { actor: authorName } : {}),
				mine: memberId !== null && authorId === memberId,
			}),
		);
	const fromTasks = tasks.map(
		({ at, subject, dueAt, ownerName }): TimelineEntry => ({
			at,
			type: 'task',
			subject,
			...(dueAt ? { dueAt } : {}),
			...(ownerName ? { actor: ownerName } : {}),
		}),
	);
	return [...fromEvents, ...fromActivities, ...fromTasks];
}
