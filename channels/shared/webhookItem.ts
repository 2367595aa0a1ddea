import { membersOf, memberAt } from './foreignJson';

/**
 * What a sender wrote, out of an item: the item itself, or its `body` where the item comes from n8n's
 * Webhook node, which puts `headers`, `params`, `query` and `body` side by side.
 */
export function sentBody(item: unknown): unknown {
	const members = membersOf(item);
	const isOfWebhookNode = 'body' in members && 'headers' in members && 'query' in members;
	return isOfWebhookNode ? memberAt(item, 'body') : item;
}
