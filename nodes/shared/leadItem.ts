import { jsonParse, type IDataObject } from 'n8n-workflow';
import type { CapturedLead } from '../../leads/model/lead';

/** A lead as it goes over the canvas: its fields flat, and beside them how it came, for Lead Capture. */
export function leadItem({ fields, custom, ...capture }: CapturedLead): IDataObject {
	return jsonParse<IDataObject>(JSON.stringify({ ...fields, ...custom, capture }));
}
