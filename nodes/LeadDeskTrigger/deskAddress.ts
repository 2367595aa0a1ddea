import type { IHookFunctions } from 'n8n-workflow';
import { systemActor } from '../../leads/model/actor';
import { LeadflowError } from '../../leads/model/error';
import { setSetting } from '../../leads/store/settings';
import { DESK_URL } from '../shared/deskLink';
import { nodeError } from '../shared/nodeError';
import { openNodeStore } from '../shared/nodeStore';

function addressOf(hook: IHookFunctions): string {
	const url = hook.getNodeWebhookUrl('default');
	if (url !== undefined) return url;
	throw new LeadflowError('CONFIGURATION', 'The desk has no address', {
		hint: 'Save the workflow and try again.',
	});
}

/** Whether this hook is for the editor's test address, which must not become the desk's public one. */
export function isTestAddress(hook: IHookFunctions): boolean {
	const endpoint = process.env.N8N_ENDPOINT_WEBHOOK_TEST ?? 'webhook-test';
	return hook.getMode() === 'manual' || addressOf(hook).includes(`/${endpoint}/`);
}

async function register(hook: IHookFunctions): Promise<void> {
	const store = await openNodeStore(hook);
	// The address is the node's to tell, whoever its credential acts as.
	await store.as(systemActor).run(setSetting(DESK_URL, addressOf(hook)));
}

/** Makes the address of the desk known to the store. */
export async function registerDesk(hook: IHookFunctions): Promise<true> {
	await register(hook).catch(
		async (error: unknown) => await Promise.reject(nodeError(hook.getNode(), error)),
	);
	return true;
}
