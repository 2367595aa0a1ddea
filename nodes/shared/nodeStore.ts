import type {
	ICredentialDataDecryptedObject,
	IExecuteFunctions,
	IHookFunctions,
	ILoadOptionsFunctions,
	ITriggerFunctions,
	IWebhookFunctions,
} from 'n8n-workflow';
import { systemActor } from '../../leads/model/actor';
import type { LeadStore } from '../../leads/store/store';
import { readStoreCredential } from './storeCredential';

export const STORE_CREDENTIAL = 'leadflowStoreApi';

type NodeFunctions =
	| IExecuteFunctions
	| IHookFunctions
	| ILoadOptionsFunctions
	| ITriggerFunctions
	| IWebhookFunctions;

/**
 * The lead store that a node works on: that of its credential, or, with none chosen, the embedded
 * one as the system.
 *
 * @throws LeadflowError when the store cannot be opened or demands a credential
 */
export async function openNodeStore(node: NodeFunctions): Promise<LeadStore> {
	const chosen = node.getNode().credentials?.[STORE_CREDENTIAL] !== undefined;
	return await openStoreFor(
		chosen
			? await node.getCredentials<ICredentialDataDecryptedObject>(STORE_CREDENTIAL)
			: undefined,
	);
}

/** Opens the store of a credential's values; without values the embedded one. */
export async function openStoreFor(
	credential: ICredentialDataDecryptedObject | undefined,
): Promise<LeadStore> {
	// Loaded at first use, so that n8n's start does not wait for database drivers.
	const [
		{ openStore },
		{ defaultStoreFile, implicitStoreConfig },
		{ requireCredentialUnlessSystem },
		{ memberActor },
	] = await Promise.all([
		import('../../leads/store/store'),
		import('../../leads/store/config'),
		import('../../leads/store/implicit'),
		import('../../leads/store/memberActor'),
	]);
	if (!credential) {
		const store = await openStore(implicitStoreConfig(process.env), { actor: systemActor });
		await store.read(requireCredentialUnlessSystem());
		return store;
	}
	const { config, actor } = readStoreCredential(credential, process.env, defaultStoreFile);
	const store = await openStore(config);
	return store.as(await store.read(memberActor(actor)));
}
