import { hash } from 'node:crypto';
import type { IWebhookFunctions } from 'n8n-workflow';
import type { Change } from '../../channels/whatsapp/changes';
import { eventsOf } from '../../channels/whatsapp/readWhatsApp';
import type { CapturedLead } from '../../leads/model/lead';
import { leadItem } from '../shared/leadItem';
import type { Delivery } from '../shared/receiveDeliveries';

/** The parts of a list such as `106540352242922, 106540352242923`. */
function listed(text: string): string[] {
	return text.split(/[\s,;]+/).filter(Boolean);
}

/** An event without an id of its own is known by what it says. */
function externalIdOf({ externalId, payload }: CapturedLead): string {
	return externalId ?? `sha256:${hash('sha256', JSON.stringify(payload), 'base64url')}`;
}

/**
 * What of a delivery this node wants: the chosen events, of the chosen numbers. What concerns no number,
 * and the dashboard's sample, is never filtered by number.
 */
export function readDeliveries(
	node: Pick<IWebhookFunctions, 'getNodeParameter' | 'getMode'>,
	changes: readonly Change[],
	now: number,
): Delivery[] {
	const kinds = new Set<unknown>([node.getNodeParameter('triggerOn', [])].flat());
	const numbers = listed(String(node.getNodeParameter('options.phoneNumberIds', '') ?? ''));
	const isOurs = ({ phoneNumberId, sample }: Change) =>
		numbers.length === 0 ||
		phoneNumberId === undefined ||
		sample ||
		numbers.includes(phoneNumberId);
	const isTest = node.getMode() === 'manual';
	return changes
		.filter(isOurs)
		.flatMap((change) => eventsOf(change, { now, defaultCountry: 'CN' }))
		.filter(({ kind }) => kinds.has(kind))
		.map(({ captured }) => {
			const externalId = externalIdOf(captured);
			const test = isTest || captured.test === true;
			return { externalId, item: leadItem({ ...captured, externalId, test }) };
		});
}
