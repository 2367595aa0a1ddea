import type { IWebhookFunctions } from 'n8n-workflow';

/** A trigger's name in the store: `<workflow id>:<node id>`. */
export function nodeKeyOf(node: Pick<IWebhookFunctions, 'getNode' | 'getWorkflow'>): string {
	return `${node.getWorkflow().id}:${node.getNode().id}`;
}
