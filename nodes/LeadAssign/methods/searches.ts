import { leadSearch, recordSearch } from '../../shared/listSearch';

export { searchMembers } from '../../shared/listSearch';

export const searchLeads = leadSearch('all');
export const searchPools = recordSearch(
	async () => (await import('../../../leads/store/records/poolRecords')).poolRecords,
);
