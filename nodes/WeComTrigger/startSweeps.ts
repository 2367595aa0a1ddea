import type { ITriggerFunctions } from 'n8n-workflow';
import { CUSTOMER_SERVICE } from '../../channels/wecom/events/eventKinds';
import { capturesDownstream, startInboxSweep } from '../shared/inboxSweep';
import { enrichItems } from './enrichItems';
import { startMessageSweep } from './sweepMessages';

/**
 * Starts what the trigger does by itself while the workflow is active: deliveries that nothing
 * captured are emitted again, and signals that nobody answered are answered.
 *
 * @returns ends it
 */
export function startSweeps(node: ITriggerFunctions): () => Promise<void> {
	const chosen = node.getNodeParameter('triggerOn', []);
	const serves = Array.isArray(chosen) && chosen.some((value) => value === CUSTOMER_SERVICE);
	const closers = [
		...(capturesDownstream(node)
			? [startInboxSweep(node, async (item) => (await enrichItems(node, [item]))[0] ?? item)]
			: []),
		...(serves ? [startMessageSweep(node)] : []),
	];
	return async () => {
		await Promise.all(closers.map(async (close) => await close()));
	};
}
