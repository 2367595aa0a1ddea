import type { IDataObject } from 'n8n-workflow';
import type { OutputItem } from '../shared/operation';

/** A record of the store as the JSON of an item. */
export function itemJson(record: object): IDataObject {
	return { ...record };
}

/** Records of the store as output, one an item. */
export function outputItems(...records: readonly object[]): OutputItem[] {
	return records.map((record) => ({ json: itemJson(record) }));
}
