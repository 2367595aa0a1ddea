import { leadSearch, listSearch, recordSearch } from '../../shared/listSearch';

export { searchMembers, searchTeams } from '../../shared/listSearch';

export const searchLeads = leadSearch('all');
export const searchDeletedLeads = leadSearch('bin');

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

const bySubject = ({ subject, type, id }: Readonly<Record<string, unknown>>) =>
	String(subject ?? type ?? id);

export const searchAccounts = recordSearch(async () => (await import('../engine')).accountRecords);
export const searchActivities = recordSearch(
	async () => (await import('../engine')).activityRecords,
	bySubject,
);
export const searchContacts = recordSearch(async () => (await import('../engine')).contactRecords);
export const searchDeals = recordSearch(async () => (await import('../engine')).dealRecords);
export const searchTasks = recordSearch(
	async () => (await import('../engine')).taskRecords,
	bySubject,
);
export const searchPools = recordSearch(async () => (await import('../engine')).poolRecords);
