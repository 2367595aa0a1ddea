import type { IDataObject, ITriggerFunctions, IWebhookFunctions } from 'n8n-workflow';
import { takeOverdueInbox } from '../../leads/store/inbox';
import type { LeadStore } from '../../leads/store/store';
import { nodeKeyOf } from './nodeKey';
import { openNodeStore } from './nodeStore';
import { sweepStore } from './storeSweep';

const SWEEP_EVERY_MS = 60_000;
/** Longer than a workflow usually takes from the trigger to its Lead Capture. */
const OVERDUE_AFTER_MS = 3 * 60_000;
const MOST_AT_ONCE = 50;

type TriggerNode = Pick<IWebhookFunctions, 'getNode' | 'getChildNodes'>;

/** Whether a Lead Capture follows this trigger, which completes what the trigger puts into the inbox. */
export function capturesDownstream(node: TriggerNode): boolean {
	return node
		.getChildNodes(node.getNode().name)
		.some(({ type, disabled }) => !disabled && type.endsWith('.leadCapture'));
}

/** The item of a delivery with the inbox row that its capture completes. */
export function withInboxId(item: IDataObject, inboxId: string): IDataObject {
	const { capture } = item;
	const envelope = typeof capture === 'object' && !Array.isArray(capture) ? capture : {};
	return { ...item, capture: { ...envelope, inboxId } };
}

function isItem(payload: unknown): payload is IDataObject {
	return typeof payload === 'object' && payload !== null && !Array.isArray(payload);
}

/**
 * What a trigger still does with an item before it emits it again. Never fails; undefined leaves the
 * item for a later sweep.
 */
type PrepareItem = (item: IDataObject) => Promise<IDataObject | undefined>;

const asItIs: PrepareItem = async (item) => item;

/**
 * Emits again what this trigger received and no Lead Capture took: n8n crashed in between, or the
 * workflow failed. The inbox lends each row to one process only, and the deduplication key keeps n8n
 * from running it twice should the answer to the lending be lost.
 *
 * @returns how many were emitted
 */
export async function sweepInbox(
	node: Pick<ITriggerFunctions, 'getNode' | 'getWorkflow' | 'emit'>,
	store: LeadStore,
	prepare: PrepareItem = asItIs,
): Promise<number> {
	const nodeKey = nodeKeyOf(node);
	const overdue = await store.run(
		takeOverdueInbox({
			nodeKey,
			openForMs: OVERDUE_AFTER_MS,
			limit: MOST_AT_ONCE,
			leaseMs: OVERDUE_AFTER_MS,
		}),
	);
	for (const { id, payload, attempts } of overdue) {
		if (!isItem(payload)) continue;
		const deduplicationKey = `${nodeKey}:${id}:${attempts}`;
		const item = await prepare(payload);
		if (item === undefined) continue;
		const json = withInboxId(item, id);
		node.emit([[{ json }]], undefined, undefined, deduplicationKey);
	}
	return overdue.length;
}

/**
 * Sweeps the inbox every minute while the workflow is active.
 *
 * @returns ends it
 */
export function startInboxSweep(
	node: ITriggerFunctions,
	prepare?: PrepareItem,
): () => Promise<void> {
	let running: Promise<unknown> = Promise.resolve();
	const sweep = async () => {
		const store = await openNodeStore(node);
		await sweepInbox(node, store, prepare);
		// Not waited for: an import may take longer than the next delivery can.
		void sweepStore(store, node.logger);
	};
	const timer = setInterval(() => {
		running = running.then(sweep).catch((error: unknown) => {
			node.logger.warn('The inbox could not be swept; it is tried again in a minute', { error });
		});
	}, SWEEP_EVERY_MS);
	timer.unref();
	return async () => {
		clearInterval(timer);
		await running;
	};
}
