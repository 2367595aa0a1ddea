import { LeadflowError } from '../../../leads/model/error';
import type { WeComCaller } from '../caller';
import type { CustomerReference } from '../events/readEvent';
import { contactValues, serviceCustomers, type CustomerValues } from './contactValues';

/** What WeCom says of a customer, or why it says nothing: one sentence. */
export type CustomerAnswer = { values: CustomerValues } | { reason: string };

/** `kf/customer/batchget` takes no more at once. */
const MOST_AT_ONCE = 100;

/** Words for people; other errors than our own may hold addresses with tokens. */
function reasonOf(error: unknown): string {
	return error instanceof LeadflowError ? error.message : 'WeCom could not be asked';
}

async function askForContact(
	caller: WeComCaller,
	{ externalUserId, userId }: CustomerReference,
): Promise<CustomerAnswer> {
	const query = { external_userid: externalUserId };
	return await caller
		.call('externalcontact/get', { query })
		.then((answer) => ({ values: contactValues(answer, userId) }))
		.catch((error: unknown) => ({ reason: reasonOf(error) }));
}

async function askForServiceCustomers(
	caller: WeComCaller,
	ids: readonly string[],
): Promise<Map<string, CustomerAnswer>> {
	const body = { external_userid_list: ids };
	return await caller.call('kf/customer/batchget', { body }).then(
		(answer) => {
			const found = serviceCustomers(answer);
			const unknown = { reason: 'WeCom does not know this customer any more' };
			return new Map(
				ids.map((id): [string, CustomerAnswer] => {
					const values = found.get(id);
					return [id, values ? { values } : unknown];
				}),
			);
		},
		(error: unknown) => new Map(ids.map((id) => [id, { reason: reasonOf(error) }])),
	);
}

/** Names a customer among those who are asked for. */
export function customerKey({ kind, externalUserId, userId }: CustomerReference): string {
	return JSON.stringify([kind, externalUserId, userId]);
}

/**
 * Asks WeCom who customers are: contacts one by one, customers of customer service a hundred at once,
 * each of them once. Never fails.
 *
 * @returns an answer for each, by {@link customerKey}
 */
export async function askForCustomers(
	caller: WeComCaller,
	customers: readonly CustomerReference[],
): Promise<Map<string, CustomerAnswer>> {
	const wanted = new Map(customers.map((customer) => [customerKey(customer), customer]));
	const answers = new Map<string, CustomerAnswer>();
	const served = [...wanted.values()].filter(({ kind }) => kind === 'serviceCustomer');
	for (let start = 0; start < served.length; start += MOST_AT_ONCE) {
		const chunk = served.slice(start, start + MOST_AT_ONCE);
		const found = await askForServiceCustomers(
			caller,
			chunk.map(({ externalUserId }) => externalUserId),
		);
		for (const customer of chunk) {
			const answer = found.get(customer.externalUserId);
			if (answer) answers.set(customerKey(customer), answer);
		}
	}
	for (const [key, customer] of wanted) {
		if (customer.kind === 'contact') answers.set(key, await askForContact(caller, customer));
	}
	return answers;
}
