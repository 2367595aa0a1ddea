import type { IDataObject, IWebhookFunctions } from 'n8n-workflow';
import { graphError, leadRequest } from '../../channels/ads/metaGraph';
import { metaId, readMetaLeadAds } from '../../channels/ads/metaLeadAds';
import { memberAt, membersOf, textAt } from '../../channels/shared/foreignJson';
import { leadItem } from '../shared/leadItem';
import type { WebhookCredential } from './webhookCredential';

type FetchingNode = Pick<IWebhookFunctions, 'helpers' | 'logger' | 'getNode'>;

const PATIENCE_MS = 15_000;

/** What became of a notification: the item of the fetched lead, or why there is none. */
export type FetchedLead = { item: IDataObject } | { reason: string };

/** The lead that an item only names; undefined for an item that tells of one, or of something else. */
export function namedLead(item: IDataObject): string | undefined {
	const isNotification = textAt(item, 'capture', 'externalId')?.startsWith('notification:');
	return isNotification ? metaId(item, 'facebookLeadId') : undefined;
}

async function ask(
	node: FetchingNode,
	leadgenId: string,
	{ pageAccessToken, secret }: WebhookCredential,
): Promise<unknown> {
	return await node.helpers.httpRequest({
		...leadRequest(leadgenId, pageAccessToken, secret),
		json: true,
		timeout: PATIENCE_MS,
		ignoreHttpStatusErrors: true,
	});
}

/** What the envelope of the notification knows, and the lead's own does not. */
function kept(item: IDataObject): { receivedAt?: number; test?: true; inboxId?: string } {
	const capture = membersOf(item.capture);
	const { receivedAt, inboxId } = capture;
	return {
		...(typeof receivedAt === 'number' ? { receivedAt } : {}),
		...(typeof inboxId === 'string' ? { inboxId } : {}),
		...(capture.test === true ? { test: true } : {}),
	};
}

/**
 * Asks Meta for what a person filled in. Never fails.
 *
 * @param item a notification, which only names the lead
 */
export async function fetchMetaLead(
	node: FetchingNode,
	item: IDataObject,
	credential: WebhookCredential,
): Promise<FetchedLead> {
	const leadgenId = namedLead(item);
	if (leadgenId === undefined) return { item };
	const unreachable = { error: { code: '', message: 'Meta did not answer' } };
	const answer = await ask(node, leadgenId, credential).catch(() => unreachable);
	const error = graphError(answer);
	if (error)
		return { reason: error.code === '' ? error.message : `${error.code} ${error.message}` };
	const { captured } = readMetaLeadAds(answer);
	const lead = captured.find((one) => one.fields.facebookLeadId === leadgenId);
	if (!lead) return { reason: 'Meta answered with no lead' };
	const form = textAt(memberAt(item, 'form_id'));
	const custom = form === undefined ? lead.custom : { formId: form, ...lead.custom };
	return { item: leadItem({ ...lead, custom, ...kept(item) }) };
}
