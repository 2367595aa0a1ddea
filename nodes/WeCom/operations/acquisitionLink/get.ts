import { outputItems } from '../../outputJson';
import type { WeComOperation } from '../../weComOperation';
import { channelField, linkField, linkIdOf, withChannel } from './linkFields';

export const get: WeComOperation = {
	value: 'get',
	name: 'Get',
	action: 'Get acquisition link',
	description: 'Read one link, and add a channel to it',
	fields: [linkField, channelField],
	async run(run, index) {
		const { getLink } = await import('../../../../channels/wecom/api/acquisitionLink');
		const link = await getLink(await run.caller(), linkIdOf(run, index));
		return outputItems(withChannel(run, index, link));
	},
};
