import { leadSearch, listSearch } from '../../shared/listSearch';

export const searchLeads = leadSearch('all');

/** Pairs that wait, for a drop-down. */
export const searchReviewPairs = listSearch(async (store, { search, after }) => {
	const { findReviewPairs } = await import('../dedupeEngine');
	const { entries, nextCursor } = await store.read(findReviewPairs({ after, limit: 50 }));
	const wanted = search?.toLowerCase() ?? '';
	return {
		results: entries
			.map(({ id, left, right }) => ({
				name: [left, right]
					.map(({ name, company, email }) => [name ?? email, company].filter(Boolean).join(', '))
					.join(' ↔ '),
				value: id,
			}))
			.filter(({ name }) => name.toLowerCase().includes(wanted)),
		paginationToken: nextCursor,
	};
});
