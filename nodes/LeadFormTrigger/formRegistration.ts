import type { IHookFunctions } from 'n8n-workflow';
import { addressReach } from '../../channels/form/publicAddress';
import { registerForm, unregisterForm } from '../../leads/store/forms';
import { nodeKeyOf } from '../shared/nodeKey';
import { nodeError } from '../shared/nodeError';
import { openNodeStore } from '../shared/nodeStore';
import { refuse } from './authorInput';
import { formOf } from './formRequest';

function formUrlOf(hook: IHookFunctions): string {
	const url = hook.getNodeWebhookUrl('default');
	if (url === undefined) refuse('The form has no address', 'Save the workflow and try again.');
	return url;
}

/**
 * Whether this hook is for the editor's test address. n8n ends a test in the same mode in which it
 * deactivates a workflow, so only the address tells the two apart.
 */
function isTest(hook: IHookFunctions): boolean {
	const endpoint = process.env.N8N_ENDPOINT_FORM_TEST ?? 'form-test';
	return new URL(formUrlOf(hook)).pathname.includes(`/${endpoint}/`);
}

/** A browser computes proofs only on pages that came encrypted or from its own computer. */
function refuseProofWithoutTls(url: string): void {
	if (url.startsWith('https:') || addressReach(url) === 'computer') return;
	refuse(
		"'Proof of Work' needs an https address",
		"Give n8n an https address (WEBHOOK_URL), or switch 'Proof of Work' off.",
	);
}

async function register(hook: IHookFunctions): Promise<void> {
	const definition = formOf(hook);
	const url = formUrlOf(hook);
	if (definition.proofOfWork) refuseProofWithoutTls(url);
	const store = await openNodeStore(hook);
	await store.run(
		registerForm({
			nodeKey: nodeKeyOf(hook),
			formId: definition.id,
			title: definition.title.en,
			url,
			definition,
		}),
	);
}

async function unregister(hook: IHookFunctions): Promise<void> {
	const store = await openNodeStore(hook);
	await store.run(unregisterForm(nodeKeyOf(hook)));
}

function asNodeError(hook: IHookFunctions): (error: unknown) => Promise<never> {
	return async (error) => await Promise.reject(nodeError(hook.getNode(), error));
}

/**
 * Whether there is nothing to register: a test leaves the list of forms alone. Registering a live form
 * again costs one write and brings its title and address up to date, so it is always done.
 */
export function isRegistered(hook: IHookFunctions): boolean {
	return isTest(hook);
}

/** Makes the form known to the store, so that it can be listed with its address and QR code. */
export async function registerLiveForm(hook: IHookFunctions): Promise<true> {
	await register(hook).catch(asNodeError(hook));
	return true;
}

/** Notes that the form is no longer served. */
export async function unregisterLiveForm(hook: IHookFunctions): Promise<true> {
	if (!isTest(hook)) await unregister(hook).catch(asNodeError(hook));
	return true;
}
