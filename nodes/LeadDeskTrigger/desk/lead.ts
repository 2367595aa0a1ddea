import { randomUUID } from 'node:crypto';
import type { Lead } from '../../../leads/model/lead';
import { consentsOf } from '../../../leads/store/consents';
import { findEvents } from '../../../leads/store/eventLog';
import { getLead } from '../../../leads/store/leads/getLead';
import { markRead } from '../../../leads/store/leads/markRead';
import { leadPage } from '../../../pages/desk/leadPage';
import { leadName } from '../../../pages/desk/leadRow';
import { actOnLead } from './leadActs';
import { activitiesOf, namesIn, tasksOf } from './leadRecords';
import { statusesFrom } from './statusChoices';
import { timelineEntries } from './timelineEntries';
import type { DeskPage, DeskVisit } from './deskPage';

/** What a page shows of the past; older events stay in the log. */
const MOST_EVENTS = 200;

/**
 * Whether looking takes a lead off the list of unread ones: when whoever it belongs to looks, or
 * anybody while it belongs to nobody.
 */
function countsAsRead({ actor, view }: DeskVisit, lead: Lead): boolean {
	if (lead.readAt !== undefined || !view.writable) return false;
	return actor.memberId === null || lead.owner === undefined || lead.owner.id === actor.memberId;
}

/** One lead: who it is, what is next, what happened and why. */
export const lead: DeskPage = {
	path: 'lead',
	under: 'leads',

	async show(visit) {
		const { store, actor, view, query } = visit;
		const shown = await store.read(getLead(query.get('id') ?? ''));
		if (countsAsRead(visit, shown)) await store.run(markRead(shown.id));
		const [events, activities, tasks, consents] = await Promise.all([
			store.read(findEvents({ entityId: shown.id, limit: MOST_EVENTS })),
			activitiesOf(store, shown.id),
			tasksOf(store, shown.id),
			store.read(consentsOf({ entityType: 'lead', entityId: shown.id })),
		]);
		const captures = events.entries.filter(({ sourceRecordId }) => sourceRecordId !== undefined);
		const content = leadPage(
			{
				lead: shown,
				statuses: statusesFrom(shown.status),
				claimable: actor.memberId !== null && shown.owner?.id !== actor.memberId,
				nonce: randomUUID(),
				timeline: timelineEntries(events.entries, activities, tasks, actor.memberId),
				consents: consents.current,
				captures: captures.length,
				names: await namesIn(store, events.entries),
			},
			view,
		);
		return { title: leadName(shown, view), content };
	},

	act: actOnLead,
};
