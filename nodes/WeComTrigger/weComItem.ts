import type { IDataObject } from 'n8n-workflow';
import type { CustomerReference, WeComReading } from '../../channels/wecom/events/readEvent';
import { textAt } from '../../channels/shared/foreignJson';
import { leadItem } from '../shared/leadItem';

/** What stands on an item beside the lead, under `capture`. */
export interface ItemOptions {
	/** Sent to the test address. */
	test: boolean;
	/** Whether WeCom is to be asked for more about the customer. */
	enrich: boolean;
}

/**
 * A callback or message as it goes over the canvas. `capture.welcomeCode` is the code of a welcome
 * message; `capture.enrich` names the customer as long as WeCom has not been asked, so that an item
 * which the inbox emits again is still asked for.
 */
export function weComItem(
	{ captured, welcomeCode, customer }: WeComReading,
	{ test, enrich }: ItemOptions,
): IDataObject {
	const item = leadItem(test ? { ...captured, test } : captured);
	const capture = envelopeOf(item);
	return {
		...item,
		capture: {
			...capture,
			...(welcomeCode ? { welcomeCode } : {}),
			...(enrich && customer ? { enrich: { ...customer } } : {}),
		},
	};
}

/** What an item says of how it came. */
export function envelopeOf({ capture }: IDataObject): IDataObject {
	return isObject(capture) ? capture : {};
}

function isObject(value: IDataObject[string]): value is IDataObject {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The customer whom WeCom has not been asked about yet. */
export function customerToAskFor(item: IDataObject): CustomerReference | undefined {
	const of = (name: string) => textAt(item, 'capture', 'enrich', name);
	const kind = of('kind');
	const externalUserId = of('externalUserId');
	const userId = of('userId');
	if (kind !== 'contact' && kind !== 'serviceCustomer') return undefined;
	if (externalUserId === undefined) return undefined;
	return { kind, externalUserId, ...(userId ? { userId } : {}) };
}
