import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import type { LeadStore } from '../../../leads/store/store';
import { nodeError } from '../../shared/nodeError';
import { openNodeStore } from '../../shared/nodeStore';

type ListSearch = (
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
) => Promise<INodeListSearchResult>;

function listSearch(
	find: (store: LeadStore, search: string, after?: string) => Promise<INodeListSearchResult>,
): ListSearch {
	return async function (this: ILoadOptionsFunctions, filter, paginationToken) {
		const found = await openNodeStore(this)
			.then(async (store) => await find(store, filter?.trim().toLowerCase() ?? '', paginationToken))
			.catch((error: unknown) => ({ error }));
		if ('error' in found) throw nodeError(this.getNode(), found.error);
		return found;
	};
}

/** Imports for a drop-down, newest first. */
export const searchImports = listSearch(async (store, search, after) => {
	const { listImports } = await import('../importEngine');
	const { entries, nextCursor } = await store.read(listImports({ after, limit: 50 }));
	return {
		results: entries
			.map(({ importId, fileName, startedAt, rows, state, undo }) => ({
				name: [
					fileName ?? 'File',
					`${rows} rows`,
					undo ? 'undone' : state,
					startedAt.slice(0, 16).replace('T', ' '),
				].join(' · '),
				value: importId,
			}))
			.filter(({ name }) => name.toLowerCase().includes(search)),
		paginationToken: nextCursor,
	};
});

/** Names of saved mappings for a drop-down. */
export const searchMappings = listSearch(async (store, search) => {
	const { listMappings } = await import('../importEngine');
	const names = await store.read(listMappings());
	return {
		results: names
			.filter((name) => name.toLowerCase().includes(search))
			.map((name) => ({ name, value: name })),
	};
});
