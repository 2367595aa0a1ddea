import type {
	ILoadOptionsFunctions,
	INodeListSearchItems,
	INodeListSearchResult,
} from 'n8n-workflow';
import type { Lead } from '../../leads/model/lead';
import type { LeadView } from '../../leads/store/leads/leadQuery';
import type { RecordDefinition } from '../../leads/store/records/definition';
import type { LeadStore } from '../../leads/store/store';
import { nodeError } from './nodeError';
import { openNodeStore } from './nodeStore';

type ListSearch = (
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
) => Promise<INodeListSearchResult>;

type FindPage = (
	store: LeadStore,
	request: { search: string | undefined; after: string | undefined },
) => Promise<INodeListSearchResult>;

/** A list with search for a drop-down, whose errors are shown like those of an execution. */
export function listSearch(find: FindPage): ListSearch {
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

const PAGE = 50;

function leadItem({ id, name, company, email, mobile }: Lead): INodeListSearchItems {
	const known = [name, company].filter(Boolean);
	return { name: (known.length > 0 ? known : [email ?? mobile ?? id]).join(' · '), value: id };
}

/** Lists leads with search. */
export function leadSearch(view: LeadView): ListSearch {
	return listSearch(async (store, { search, after }) => {
		const { findLeads } = await import('../../leads/store/leads/findLeads');
		const { leads, nextCursor } = await store.read(findLeads({ view, search, after, limit: PAGE }));
		return { results: leads.map(leadItem), paginationToken: nextCursor };
	});
}

/** Lists records of one kind with search, by name or else by ID. */
export function recordSearch(
	records: () => Promise<RecordDefinition<object, object>>,
	nameOf = ({ name, id }: Readonly<Record<string, unknown>>) => String(name ?? id),
): ListSearch {
	return listSearch(async (store, { search, after }) => {
		const [{ findRecords }, definition] = await Promise.all([
			import('../../leads/store/records/findRecords'),
			records(),
		]);
		const { entries, nextCursor } = await store.read(
			findRecords(definition, { search, after, limit: PAGE }),
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

const colleagues = async () => await import('../../leads/store/records/colleagueRecords');

export const searchMembers = recordSearch(async () => (await colleagues()).memberRecords);
export const searchTeams = recordSearch(async () => (await colleagues()).teamRecords);
