import type { IDataObject } from 'n8n-workflow';
import type { OutputItem } from './operation';

/** A record as the JSON of an item. */
export function itemJson(record: object): IDataObject {
	return { ...record };
}

/** Records as output, one an item. */
export function outputItems(...records: readonly object[]): OutputItem[] {
	return records.map((record) => ({ json: itemJson(record) }));
}
