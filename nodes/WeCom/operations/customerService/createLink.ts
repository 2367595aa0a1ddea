import { outputItems } from '../../outputJson';
import type { WeComOperation } from '../../weComOperation';
import { accountField, accountOf } from './account';

export const createLink: WeComOperation = {
	value: 'createLink',
	name: 'Create Link',
	action: 'Create link of customer service',
	description: 'Make a link that opens the chat, one for each source',
	fields: [
		accountField,
		{
			displayName: 'Scene',
			name: 'scene',
			type: 'string',
			default: '',
			placeholder: 'e.g. website_footer',
			description:
				'Tells sources apart: comes with each customer who uses the link. Up to 32 Latin letters, digits, underscores and hyphens.',
		},
		{
			displayName: 'Scene Parameter',
			name: 'sceneParam',
			type: 'string',
			default: '',
			placeholder: 'e.g. product=42',
			description:
				'Any text that comes with the customer, too, and becomes the campaign of the lead. Up to 128 bytes when URL-encoded.',
		},
	],
	async run(run, index) {
		const { createServiceLink } = await import('../../../../channels/wecom/api/customerService');
		const text = (name: string) => String(run.parameters.at<string>(name, index, '') ?? '').trim();
		const openKfId = accountOf(run, index);
		const [scene, sceneParam] = [text('scene'), text('sceneParam')];
		const url = await createServiceLink(await run.caller(), openKfId, scene, sceneParam);
		return outputItems({ openKfId, url, scene, sceneParam });
	},
};
