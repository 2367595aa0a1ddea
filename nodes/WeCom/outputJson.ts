import { jsonParse, type IDataObject } from 'n8n-workflow';
import type { OutputItem } from '../shared/operation';

/** Things as the JSON of items, one an item; what is undefined is left out. */
export function outputItems(...things: readonly object[]): OutputItem[] {
	return things.map((thing) => ({ json: jsonParse<IDataObject>(JSON.stringify(thing)) }));
}
