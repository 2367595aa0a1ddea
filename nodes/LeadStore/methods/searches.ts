import type {
	ILoadOptionsFunctions,
	INodeListSearchItems,
	INodeListSearchResult,
} from 'n8n-workflow';
import type { Lead } from '../../../leads/model/lead';
import type { LeadView } from '../../../leads/store/leads/leadQuery';
import { nodeError } from '../../shared/nodeError';
import { openNodeStore } from '../../shared/nodeStore';
import type { RecordDefinition } from '../../../leads/store/records/definition';
import type { LeadStore } from '../../../leads/store/store';

type ListSearch = (
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
) => Promise<INodeListSearchResult>;

type FindPage = (
	store: LeadStore,
	request: { search: string | undefined; after: string | undefined },
) => Promise<INodeListSearchResult>;

/** A list with search, whose errors are shown like those of an execution. */
function listSearch(find: FindPage): ListSearch {
	return async function (this: ILoadOptionsFunctions, filter, paginationToken) {
		const found = await openNodeStore(this)
			.then(
				async (store) =>
					await find(store, { search: filter?.trim() || undefined, after: paginationToken }),
			)
			.catch((error: unknown) => ({ error }));
		if ('error' in found) throw nodeError(this.getNode(), found.error);
		return found;
	};
}

function leadItem({ id, name, company, email, mobile }: Lead): INodeListSearchItems {
	const known = [name, company].filter(Boolean);
	return { name: (known.length > 0 ? known : [email ?? mobile ?? id]).join(' · '), value: id };
}

function searchLeadsOf(view: LeadView): ListSearch {
	return listSearch(async (store, { search, after }) => {
		const { findLeads } = await import('../engine');
		const { leads, nextCursor } = await store.read(findLeads({ view, search, after, limit: 50 }));
		return { results: leads.map(leadItem), paginationToken: nextCursor };
	});
}

export const searchLeads = searchLeadsOf('all');
export const searchDeletedLeads = searchLeadsOf('bin');

export const searchQuarantined = listSearch(async (store, { after }) => {
	const { findQuarantined } = await import('../engine');
	const { entries, nextCursor } = await store.read(
		findQuarantined({ state: 'open', after, limit: 50 }),
	);
	return {
		results: entries.map(({ id, captured, channel, receivedAt }) => ({
			name: `${captured?.fields.name ?? captured?.fields.email ?? channel} · ${receivedAt.slice(0, 16).replace('T', ' ')}`,
			value: id,
		})),
		paginationToken: nextCursor,
	};
});

export const searchJobs = listSearch(async (store, { after }) => {
	const { findJobs } = await import('../engine');
	const { entries, nextCursor } = await store.read(findJobs({ after, limit: 50 }));
	return {
		results: entries.map(({ id, kind, state, createdAt }) => ({
			name: `${kind} · ${state} · ${createdAt.slice(0, 16).replace('T', ' ')}`,
			value: id,
		})),
		paginationToken: nextCursor,
	};
});

export const searchForms = listSearch(async (store, { search }) => {
	const { listForms } = await import('../engine');
	const forms = await store.read(listForms());
	const wanted = search?.toLowerCase() ?? '';
	return {
		results: forms
			.filter(({ title }) => title.toLowerCase().includes(wanted))
			.map(({ formId, title, url, active }) => ({
				name: active ? title : `${title} (inactive)`,
				value: formId,
				url,
			})),
	};
});

/** Lists records of one kind by name, with search. */
function searchRecords(
	records: () => Promise<RecordDefinition<object, object>>,
	nameOf: (record: Readonly<Record<string, unknown>>) => string,
): ListSearch {
	return listSearch(async (store, { search, after }) => {
		const [{ findRecords }, definition] = await Promise.all([import('../engine'), records()]);
		const { entries, nextCursor } = await store.read(
			findRecords(definition, { search, after, limit: 50 }),
		);
		return {
			results: entries.map((entry) => {
				const record: Record<string, unknown> = { ...entry };
				return { name: nameOf(record), value: String(record.id) };
			}),
			paginationToken: nextCursor,
		};
	});
}

const byName = ({ name, id }: Readonly<Record<string, unknown>>) => String(name ?? id);
const bySubject = ({ subject, type, id }: Readonly<Record<string, unknown>>) =>
	String(subject ?? type ?? id);

export const searchAccounts = searchRecords(
	async () => (await import('../engine')).accountRecords,
	byName,
);
export const searchActivities = searchRecords(
	async () => (await import('../engine')).activityRecords,
	bySubject,
);
export const searchContacts = searchRecords(
	async () => (await import('../engine')).contactRecords,
	byName,
);
export const searchDeals = searchRecords(
	async () => (await import('../engine')).dealRecords,
	byName,
);
export const searchMembers = searchRecords(
	async () => (await import('../engine')).memberRecords,
	byName,
);
export const searchTasks = searchRecords(
	async () => (await import('../engine')).taskRecords,
	bySubject,
);
export const searchTeams = searchRecords(
	async () => (await import('../engine')).teamRecords,
	byName,
);
