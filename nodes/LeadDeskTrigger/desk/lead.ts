import { randomUUID } from 'node:crypto';
import type { Consent } from '../../../leads/model/consent';
import type { Lead } from '../../../leads/model/lead';
import { consentsOf } from '../../../leads/store/consents';
import { getLead } from '../../../leads/store/leads/getLead';
import { markRead } from '../../../leads/store/leads/markRead';
import { leadPage } from '../../../pages/desk/leadPage';
import { leadName } from '../../../pages/desk/leadRow';
import { actOnLead } from './leadActs';
import { duplicatesOf } from './leadDuplicates';
import { isChangeable, ownershipOf } from './leadOwnership';
import { namesIn, storyOf } from './leadRecords';
import { orNothing } from './orNothing';
import { statusesFrom } from './statusChoices';
import { timelineEntries } from './timelineEntries';
import type { DeskPage, DeskVisit } from './deskPage';

/**
 * Whether looking takes a lead off the list of unread ones: when whoever it belongs to looks, or
 * anybody while it belongs to nobody.
 */
function countsAsRead({ actor, view }: DeskVisit, lead: Lead): boolean {
	if (lead.readAt !== undefined || !view.writable || !isChangeable({ actor }, lead)) return false;
	return actor.memberId === null || lead.owner === undefined || lead.owner.id === actor.memberId;
}

async function consentsIn({ store }: DeskVisit, leadId: string): Promise<Consent[]> {
	const entity = { entityType: 'lead', entityId: leadId } as const;
	return (await store.read(consentsOf(entity))).current;
}

/** One lead: who it is, what is next, what happened and why. */
export const lead: DeskPage = {
	path: 'lead',
	under: 'leads',

	async show(visit) {
		const { store, actor, view, query } = visit;
		const shown = await store.read(getLead(query.get('id') ?? ''));
		if (countsAsRead(visit, shown)) await store.run(markRead(shown.id));
		const [story, consents, duplicates, owned] = await Promise.all([
			orNothing(storyOf(store, shown.id), { events: [], activities: [], tasks: [] }),
			orNothing(consentsIn(visit, shown.id), []),
			orNothing(duplicatesOf(visit, shown.id), { merges: [], openPairs: [] }),
			ownershipOf(visit, shown),
		]);
		const { events, activities, tasks } = story;
		const captures = events.filter(({ sourceRecordId }) => sourceRecordId !== undefined);
		const content = leadPage(
			{
				lead: shown,
				statuses: statusesFrom(shown.status),
				...owned,
				nonce: randomUUID(),
				timeline: timelineEntries(events, activities, tasks, actor.memberId),
				consents,
				captures: captures.length,
				names: await namesIn(store, events),
				...duplicates,
			},
			view,
		);
		return { title: leadName(shown, view), content };
	},

	act: actOnLead,
};
