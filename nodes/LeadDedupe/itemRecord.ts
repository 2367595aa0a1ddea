import type { IDataObject } from 'n8n-workflow';
import { mapFields } from '../../leads/capture/fieldMapping';
import type { Item } from '../../leads/dedupe/findAll/inputItems';
import { without } from '../../leads/model/without';

/**
 * Makes a reader of items as records to be compared. An item that is a lead out of the store counts
 * by what it says of the person, not by its ID, version and dates; of any other item all fields count.
 */
export function recordReader(): (json: IDataObject) => Item {
	const read = mapFields();
	return (json) => {
		const { fields, custom, leadId } = read(json);
		return leadId === undefined
			? without(json, 'capture', 'decision', 'duplicate')
			: { ...custom, ...fields };
	};
}
