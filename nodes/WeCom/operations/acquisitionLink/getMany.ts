import { collectPages, limitFields, limitOf } from '../../../shared/limit';
import { outputItems } from '../../outputJson';
import type { WeComOperation } from '../../weComOperation';
import { channelField, withChannel } from './linkFields';

export const getMany: WeComOperation = {
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many acquisition links',
	description: 'List the links that this app has made; WeCom is asked once for each',
	fields: [...limitFields, channelField],
	async run(run, index) {
		const { getLink, LINKS_AT_ONCE, listLinks } = await import(
			'../../../../channels/wecom/api/acquisitionLink'
		);
		const caller = await run.caller();
		const linkIds = await collectPages(limitOf(run.parameters, index), async (limit, after) => {
			const page = await listLinks(caller, after, Math.min(limit, LINKS_AT_ONCE));
			return { entries: page.ids, nextCursor: page.nextCursor };
		});
		const links: object[] = [];
		for (const linkId of linkIds) {
			links.push(withChannel(run, index, await getLink(caller, linkId)));
		}
		return outputItems(...links);
	},
};
