import { confirmAsToolField, requireConfirmedTool } from '../../../shared/confirm';
import { outputItems } from '../../outputJson';
import type { WeComOperation } from '../../weComOperation';
import { configIdOf, contactWayField } from './settings';

export const deleteOperation: WeComOperation = {
	value: 'delete',
	name: 'Delete',
	action: 'Delete contact way',
	description: 'End a QR code for good: those that are printed stop working',
	fields: [contactWayField, confirmAsToolField],
	async run(run, index) {
		requireConfirmedTool(run, index);
		const { deleteContactWay } = await import('../../../../channels/wecom/api/contactWay');
		const configId = configIdOf(run, index);
		await deleteContactWay(await run.caller(), configId);
		return outputItems({ configId, deleted: true });
	},
};
