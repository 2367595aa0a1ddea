import type {
	ILoadOptionsFunctions,
	INodeListSearchItems,
	INodeListSearchResult,
} from 'n8n-workflow';
import type { WeComCaller } from '../../../channels/wecom/caller';
import { nodeError } from '../../shared/nodeError';
import { openWeComApp } from '../../shared/weComApp';

type ListSearch = (
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
) => Promise<INodeListSearchResult>;

type FindPage = (
	caller: WeComCaller,
	request: { wanted: string; after: string | undefined },
) => Promise<INodeListSearchResult>;

/** Entries on a page of a list for which each has to be asked about by itself. */
const PAGE = 20;

/** A list with search, whose errors are shown like those of an execution. */
function listSearch(find: FindPage): ListSearch {
	return async function (this: ILoadOptionsFunctions, filter, paginationToken) {
		const found = await openWeComApp(this)
			.then(
				async ({ client }) =>
					await find(client, {
						wanted: filter?.trim().toLowerCase() ?? '',
						after: paginationToken,
					}),
			)
			.catch((error: unknown) => ({ error }));
		if ('error' in found) throw nodeError(this.getNode(), found.error);
		return found;
	};
}

function matching(
	entries: readonly INodeListSearchItems[],
	wanted: string,
): INodeListSearchItems[] {
	return entries.filter(
		({ name, value }) =>
			name.toLowerCase().includes(wanted) || String(value).toLowerCase().includes(wanted),
	);
}

export const searchMembers = listSearch(async (caller, { wanted }) => {
	const { listContactMembers } = await import('../../../channels/wecom/api/members');
	const members = await listContactMembers(caller);
	const entries = members.map(({ userId, name }) => ({
		name: name && name !== userId ? `${name} (${userId})` : userId,
		value: userId,
	}));
	return { results: matching(entries, wanted) };
});

export const searchTags = listSearch(async (caller, { wanted }) => {
	const { listCorpTags } = await import('../../../channels/wecom/api/corpTags');
	const tags = await listCorpTags(caller);
	const entries = tags.map(({ id, name, group }) => ({ name: `${group} / ${name}`, value: id }));
	return { results: matching(entries, wanted) };
});

export const searchServiceAccounts = listSearch(async (caller, { wanted }) => {
	const { listServiceAccounts } = await import('../../../channels/wecom/api/customerService');
	const accounts = await listServiceAccounts(caller);
	const entries = accounts.map(({ openKfId, name, managed }) => ({
		name: `${name ?? openKfId}${managed === false ? ' (not looked after by this app)' : ''}`,
		value: openKfId,
	}));
	return { results: matching(entries, wanted) };
});

export const searchContactWays = listSearch(async (caller, { wanted, after }) => {
	const { getContactWay, listContactWays } = await import('../../../channels/wecom/api/contactWay');
	const page = await listContactWays(caller, after, PAGE);
	const entries: INodeListSearchItems[] = [];
	for (const id of page.ids) {
		const { remark, state, members, qrCodeUrl } = await getContactWay(caller, id);
		const known = [remark, state, members.join(', ')].filter(Boolean).join(' · ');
		entries.push({ name: known || id, value: id, url: qrCodeUrl });
	}
	return { results: matching(entries, wanted), paginationToken: page.nextCursor };
});

export const searchLinks = listSearch(async (caller, { wanted, after }) => {
	const { getLink, listLinks } = await import('../../../channels/wecom/api/acquisitionLink');
	const page = await listLinks(caller, after, PAGE);
	const entries: INodeListSearchItems[] = [];
	for (const id of page.ids) {
		const { name, url } = await getLink(caller, id);
		entries.push({ name: name ?? id, value: id, url });
	}
	return { results: matching(entries, wanted), paginationToken: page.nextCursor };
});
