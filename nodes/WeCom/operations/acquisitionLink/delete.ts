import { confirmAsToolField, requireConfirmedTool } from '../../../shared/confirm';
import { outputItems } from '../../outputJson';
import type { WeComOperation } from '../../weComOperation';
import { linkField, linkIdOf } from './linkFields';

export const deleteOperation: WeComOperation = {
	value: 'delete',
	name: 'Delete',
	action: 'Delete acquisition link',
	description: 'End a link for good: it stops working wherever it stands',
	fields: [linkField, confirmAsToolField],
	async run(run, index) {
		requireConfirmedTool(run, index);
		const { deleteLink } = await import('../../../../channels/wecom/api/acquisitionLink');
		const linkId = linkIdOf(run, index);
		await deleteLink(await run.caller(), linkId);
		return outputItems({ linkId, deleted: true });
	},
};
