import type { ITriggerFunctions } from 'n8n-workflow';
import { textAt } from '../../channels/shared/foreignJson';
import { takeOverduePulls } from '../../leads/store/pulls';
import type { LeadStore } from '../../leads/store/store';
import { capturesDownstream } from '../shared/inboxSweep';
import { nodeError } from '../shared/nodeError';
import { nodeKeyOf } from '../shared/nodeKey';
import { openNodeStore } from '../shared/nodeStore';
import { openWeComApp } from '../shared/weComApp';
import { readCallbackCredential } from './callbackSettings';
import { enrichItems } from './enrichItems';
import { pullMessages, serviceList } from './pullMessages';

const SWEEP_EVERY_MS = 60_000;
/** Soon after the start, because what stopped n8n may have cut something off. */
const FIRST_SWEEP_MS = 5_000;
/** Longer than the webhook usually takes from a signal to the last of its messages. */
const OVERDUE_AFTER_MS = 60_000;
/** A signal that stays open is looked at again after this time, ten times in all. */
const LEASE_MS = 3 * 60_000;
const MOST_SIGNALS = 50;

/**
 * Reads the customer service messages whose signal nobody answered: n8n stopped in between, WeCom
 * could not be reached, or there were more than a webhook reads. Each page is emitted by itself.
 *
 * @returns how many messages were emitted
 * @throws LeadflowError of WeCom or the store, after all accounts were tried
 */
export async function sweepMessages(node: ITriggerFunctions, store: LeadStore): Promise<number> {
	const nodeKey = nodeKeyOf(node);
	const overdue = await store.run(
		takeOverduePulls(nodeKey, {
			openForMs: OVERDUE_AFTER_MS,
			limit: MOST_SIGNALS,
			leaseMs: LEASE_MS,
		}),
	);
	const accounts = new Set(overdue.flatMap(({ told }) => textAt(told, 'openKfId') ?? []));
	if (accounts.size === 0) return 0;
	const [{ client }, { corpId }] = await Promise.all([
		openWeComApp(node),
		readCallbackCredential(node),
	]);
	const enrich = node.getNodeParameter('enrichContact', true) === true;
	const reader = {
		store,
		caller: client,
		captured: capturesDownstream(node),
		items: { test: false, enrich },
	};
	let count = 0;
	const readAccount = async (account: string) => {
		for await (const page of pullMessages(reader, serviceList(corpId, account, nodeKey), account)) {
			const items = await enrichItems(node, page);
			node.emit([items.map((json) => ({ json }))]);
			count += items.length;
		}
	};
	// What is wrong with one account keeps nobody from the others.
	const failures: unknown[] = [];
	for (const account of accounts) {
		await readAccount(account).catch((error: unknown) => failures.push(error));
	}
	return failures.length > 0 ? await Promise.reject(failures[0]) : count;
}

/**
 * Sweeps every minute while the workflow is active. What goes wrong shows up as a failed execution:
 * nobody would find it in a log.
 *
 * @returns ends it
 */
export function startMessageSweep(node: ITriggerFunctions): () => Promise<void> {
	let running: Promise<unknown> = Promise.resolve();
	const sweep = () => {
		running = running
			.then(async () => await sweepMessages(node, await openNodeStore(node)))
			.catch((error: unknown) => {
				node.saveFailedExecution(nodeError(node.getNode(), error));
			});
	};
	const first = setTimeout(sweep, FIRST_SWEEP_MS).unref();
	const timer = setInterval(sweep, SWEEP_EVERY_MS).unref();
	return async () => {
		clearTimeout(first);
		clearInterval(timer);
		await running;
	};
}
