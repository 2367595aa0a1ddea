import type { IDataObject, IWebhookFunctions } from 'n8n-workflow';
import { textAt } from '../../channels/shared/foreignJson';
import { LeadflowError } from '../../leads/model/error';
import { without } from '../../leads/model/without';
import {
	askForCustomers,
	customerKey,
	type CustomerAnswer,
} from '../../channels/wecom/contacts/askForCustomers';
import { openWeComApp, type NodeThatCalls } from '../shared/weComApp';
import { customerToAskFor, envelopeOf } from './weComItem';

type CallingNode = NodeThatCalls & Pick<IWebhookFunctions, 'getNode' | 'logger'>;

/** A welcome code lives 20 seconds, and the workflow needs some of them. */
const PATIENCE_MS = 5_000;

/** The item with what WeCom knows of the customer, or with the reason why it stays as it is. */
function enriched(item: IDataObject, answer: CustomerAnswer): IDataObject {
	const capture = without(envelopeOf(item), 'enrich');
	if ('reason' in answer) {
		return { ...item, capture: { ...capture, enrichment: { done: false, reason: answer.reason } } };
	}
	const { fields, custom, tags } = answer.values;
	// An edited contact was only a report; now there is something to write down.
	const isLead = fields.wecomExternalUserId !== undefined;
	return {
		...fields,
		...custom,
		...item,
		capture: {
			...(isLead ? without(capture, 'report') : capture),
			...(tags.length > 0 ? { tags } : {}),
			enrichment: { done: true },
		},
	};
}

function reasonOf(error: unknown): string {
	return error instanceof LeadflowError ? error.message : 'WeCom could not be asked';
}

async function inTime(
	asked: Promise<Map<string, CustomerAnswer>>,
	patienceMs: number,
): Promise<Map<string, CustomerAnswer> | string> {
	let timer: NodeJS.Timeout | undefined;
	const tooLate = new Promise<string>((resolve) => {
		timer = setTimeout(() => resolve('WeCom did not answer in time'), patienceMs);
	});
	return await Promise.race([asked.catch(reasonOf), tooLate]).finally(() => clearTimeout(timer));
}

/**
 * Adds what WeCom knows of the customers: name, the number and company that the member noted, tags.
 * Never fails and never takes long: what cannot be learnt in time is missing, and
 * `capture.enrichment` says why.
 */
export async function enrichItems(
	node: CallingNode,
	items: IDataObject[],
	patienceMs = PATIENCE_MS,
): Promise<IDataObject[]> {
	const customers = items.flatMap((item) => customerToAskFor(item) ?? []);
	if (customers.length === 0) return items;
	const asked = openWeComApp(node).then(
		async ({ client }) => await askForCustomers(client, customers),
	);
	const answers = await inTime(asked, patienceMs);
	const enrichedItems = items.map((item) => {
		const customer = customerToAskFor(item);
		if (!customer) return item;
		const reason = typeof answers === 'string' ? answers : 'WeCom gave no answer';
		const answer = typeof answers === 'string' ? undefined : answers.get(customerKey(customer));
		return enriched(item, answer ?? { reason });
	});
	const reasons = enrichedItems.flatMap(
		(item) => textAt(item, 'capture', 'enrichment', 'reason') ?? [],
	);
	for (const reason of new Set(reasons)) {
		node.logger.warn(`${node.getNode().name} could not ask WeCom for a customer: ${reason}`);
	}
	return enrichedItems;
}
