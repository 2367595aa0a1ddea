import { listSearch } from '../../shared/listSearch';

/** Imports for a drop-down, newest first. */
export const searchImports = listSearch(async (store, { search = '', after }) => {
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
			.filter(({ name }) => name.toLowerCase().includes(search.toLowerCase())),
		paginationToken: nextCursor,
	};
});

/** Names of saved mappings for a drop-down. */
export const searchMappings = listSearch(async (store, { search = '' }) => {
	const { listMappings } = await import('../importEngine');
	const names = await store.read(listMappings());
	return {
		results: names
			.filter((name) => name.toLowerCase().includes(search.toLowerCase()))
			.map((name) => ({ name, value: name })),
	};
});
