import type { IWebhookFunctions } from 'n8n-workflow';
import { noteRefusals } from '../../leads/store/refusals';
import type { LeadStore } from '../../leads/store/store';
import { nodeKeyOf } from './nodeKey';

/** A stranger who sends a thousand bad requests a second must not make a thousand writes. */
const WRITE_EVERY_MS = 1000;

const waiting = new Map<string, { count: number; writtenAt: number }>();

/**
 * Makes a refused delivery visible: a warning in n8n's log, and a count by reason in the store, which
 * Lead Store shows under Store: Info. Never fails; what was delivered is not kept.
 *
 * @param reason a stable word, such as `badSignature`
 */
export async function noteRefusal(
	node: IWebhookFunctions,
	reason: string,
	openStore: () => Promise<LeadStore>,
): Promise<void> {
	const nodeKey = nodeKeyOf(node);
	const key = `${nodeKey} ${reason}`;
	const now = Date.now();
	const before = waiting.get(key) ?? { count: 0, writtenAt: 0 };
	const count = before.count + 1;
	const isDue = now - before.writtenAt >= WRITE_EVERY_MS;
	waiting.set(key, isDue ? { count: 0, writtenAt: now } : { ...before, count });
	if (!isDue) return;
	node.logger.warn(`${node.getNode().name} refused a delivery: ${reason}`, { nodeKey, count });
	await openStore()
		.then(async (store) => await store.run(noteRefusals(nodeKey, reason, count)))
		.catch((error: unknown) => {
			node.logger.warn('A refused delivery could not be counted', { error });
		});
}
