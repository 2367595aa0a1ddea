import type { IDataObject } from 'n8n-workflow';
import type { LeadStore } from '../../leads/store/store';
import { receiveDeliveries } from '../shared/receiveDeliveries';
import type { FormRequest } from './formRequest';

/** A submission that is safe: what the workflow gets, or that it had been taken before. */
export interface Delivered {
	item: IDataObject;
	duplicate: boolean;
}

/**
 * Makes a submission safe before its sender is thanked.
 *
 * @param nonce of the form's token: sent twice, it is taken once
 */
export async function deliver(
	{ node }: FormRequest,
	store: LeadStore,
	item: IDataObject,
	nonce: string,
	now: number,
): Promise<Delivered> {
	const delivery = { externalId: nonce, item };
	const [taken] = await receiveDeliveries(node, store, 'form', [delivery], now);
	return { item: taken?.json ?? item, duplicate: taken === undefined };
}
