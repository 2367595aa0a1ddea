import type { ITriggerFunctions } from 'n8n-workflow';
import { startInboxSweep } from '../shared/inboxSweep';
import { fetchMetaLead, namedLead } from './fetchMetaLead';
import { readWebhookCredential } from './webhookCredential';

/**
 * Emits again what nothing captured, and fetches what Meta only named: what cannot be fetched stays
 * for a later sweep.
 *
 * @returns ends it
 */
export function startSweep(node: ITriggerFunctions): () => Promise<void> {
	return startInboxSweep(node, async (item) => {
		if (namedLead(item) === undefined) return item;
		const credential = await readWebhookCredential(node);
		if (credential.pageAccessToken === '') return item;
		const result = await fetchMetaLead(node, item, credential);
		if ('item' in result) return result.item;
		node.logger.warn(`${node.getNode().name} could not fetch a lead: ${result.reason}`);
		return undefined;
	});
}
