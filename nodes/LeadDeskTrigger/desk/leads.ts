import { createHash } from 'node:crypto';
import { bilingual } from '../../../pages/desk/texts';
import { openTouches } from '../../../leads/assign/openTouches';
import { findPoolLeads } from '../../../leads/assign/pool/findPoolLeads';
import { listForms } from '../../../leads/store/forms';
import { findLeads, type LeadPageRequest } from '../../../leads/store/leads/findLeads';
import { readPools, type StoredPool } from '../../../leads/store/pools';
import {
	leadListFragment,
	leadListPage,
	type DeskLeadView,
	type LeadListPage,
} from '../../../pages/desk/leadList';
import type { DeskPage, DeskShown, DeskVisit } from './deskPage';
import { isClaimed } from './leadOwnership';

const NODE = 'Lead Desk';
const LONGEST_SEARCH = 100;
const NO_POOLS: ReadonlySet<string> = new Set();
/** Ages are shown in minutes, so a list is shown anew at least that often. */
const MINUTE = 60_000;

/** The pools that the visitor looks into, by id. */
async function poolsFor({ actor: { scope }, store }: DeskVisit): Promise<Map<string, StoredPool>> {
	const pools = await store.read(readPools);
	if (scope.kind === 'all') return new Map(pools);
	const seen = new Set((scope.pools ?? []).map(({ id }) => id));
	return new Map([...pools].filter(([id]) => seen.has(id)));
}

/** The views that make sense: who sees only their own leads needs no `mine` and no `unassigned`. */
function viewsFor({ actor: { memberId, scope } }: DeskVisit, hasPools: boolean): DeskLeadView[] {
	const views: DeskLeadView[] = ['all'];
	if (memberId !== null && (scope.kind !== 'own' || hasPools)) views.push('mine');
	if (hasPools) views.push('pool');
	views.push('unread', 'recentlyCreated');
	if (scope.kind === 'all') views.push('unassigned');
	views.push('overdue', 'converted');
	return views;
}

/** The pools out of which the visitor may claim. */
function claimablePools(
	{ actor, view }: DeskVisit,
	pools: ReadonlyMap<string, StoredPool>,
): ReadonlySet<string> {
	if (!view.writable || actor.memberId === null) return NO_POOLS;
	return new Set([...pools.values()].filter(isClaimed).map(({ id }) => id));
}

function requestOf(current: DeskLeadView, visit: DeskVisit): LeadPageRequest {
	const { query, settings } = visit;
	const after = query.get('after');
	return {
		view: current,
		search: (query.get('q') ?? '').slice(0, LONGEST_SEARCH),
		limit: settings.pageSize,
		...(after ? { after } : {}),
		// What is overdue longest comes first.
		...(current === 'overdue' ? { sort: { by: 'nextFollowUpAt', direction: 'ascending' } } : {}),
	};
}

async function formUrl({ store }: DeskVisit): Promise<string | undefined> {
	const [form] = await store.read(listForms({ activeOnly: true }));
	return form?.url;
}

async function listPage(visit: DeskVisit): Promise<LeadListPage> {
	const { store, query, settings, view, actor } = visit;
	const pools = await poolsFor(visit);
	const views = viewsFor(visit, pools.size > 0);
	const current = views.find((one) => one === query.get('view')) ?? 'all';
	const request = requestOf(current, visit);
	// A pool shows what is due back in it, whether or not something sweeps.
	const found =
		current === 'pool'
			? await findPoolLeads(store, request, NODE)
			: await store.read(findLeads(request));
	const clocks = current === 'mine' || (current === 'all' && actor.scope.kind === 'own');
	const ids = clocks ? found.leads.map(({ id }) => id) : [];
	const responsesDue = await store.read(openTouches(ids));
	const minute = Math.floor(view.now / MINUTE);
	const fingerprint = createHash('sha256')
		.update(JSON.stringify([view.language, minute, found, [...responsesDue]]))
		.digest('base64url')
		.slice(0, 22);
	const empty = found.leads.length === 0 && current === 'all' && !request.search && !request.after;
	return {
		...found,
		views,
		current,
		search: request.search ?? '',
		...(request.after ? { after: request.after } : {}),
		refreshSeconds: settings.refreshSeconds,
		fingerprint,
		claimable: current === 'pool' ? claimablePools(visit, pools) : NO_POOLS,
		clocks,
		responsesDue,
		...(empty ? { formUrl: await formUrl(visit) } : {}),
	};
}

/** The list of leads; with `since` only the list itself, and only if it has changed. */
export const leads: DeskPage = {
	path: 'leads',
	label: bilingual('leads'),

	async show(visit): Promise<DeskShown> {
		const page = await listPage(visit);
		const since = visit.query.get('since');
		if (since === null) {
			return { title: visit.view.text('leads'), content: leadListPage(page, visit.view) };
		}
		return since === page.fingerprint
			? 'unchanged'
			: { fragment: leadListFragment(page, visit.view) };
	},
};
