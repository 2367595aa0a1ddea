import { limitFields, limitOf } from '../../../shared/limit';
import { outputItems } from '../../outputJson';
import type { WeComOperation } from '../../weComOperation';
import { handoverFields, handoverOf } from './transferFields';

export const getTransferResult: WeComOperation = {
	value: 'getTransferResult',
	name: 'Get Transfer Result',
	action: 'Get transfer result of customers',
	description: 'Tell who was handed over, who waits and who refused, one item a customer',
	fields: [...handoverFields, ...limitFields],
	async run(run, index) {
		const { transferStates } = await import('../../../../channels/wecom/api/transfer');
		const limit = limitOf(run.parameters, index);
		return outputItems(
			...(await transferStates(await run.caller(), handoverOf(run, index), limit)),
		);
	},
};
