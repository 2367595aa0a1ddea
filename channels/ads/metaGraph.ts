import { createHmac } from 'node:crypto';
import { memberAt, textAt } from '../shared/foreignJson';

/** Lives until 2028-07-29 by Meta's changelog. */
const VERSION = 'v25.0';

const FIELDS =
	'id,field_data,created_time,ad_id,ad_name,adset_id,adset_name,campaign_id,campaign_name,form_id,is_organic,platform,custom_disclaimer_responses';

/** An HTTP request to the Graph API, for whoever can send one. */
export interface GraphRequest {
	url: string;
	headers: Record<string, string>;
}

/**
 * The request for a lead's data (`GET /{leadgen_id}`). The token goes in a header, out of sight of
 * logs of addresses.
 *
 * @param appSecret for `appsecret_proof`, which apps can demand; empty for none
 */
export function leadRequest(leadgenId: string, pageToken: string, appSecret: string): GraphRequest {
	const url = new URL(`https://graph.facebook.com/${VERSION}/${leadgenId}`);
	url.searchParams.set('fields', FIELDS);
	if (appSecret !== '') {
		const proof = createHmac('sha256', appSecret).update(pageToken).digest('hex');
		url.searchParams.set('appsecret_proof', proof);
	}
	return { url: url.toString(), headers: { authorization: `Bearer ${pageToken}` } };
}

/** What the Graph API says went wrong: its code and words; undefined for an answer that is none. */
export function graphError(answer: unknown): { code: string; message: string } | undefined {
	const error = memberAt(answer, 'error');
	const message = textAt(error, 'message');
	if (message === undefined) return undefined;
	return { code: textAt(error, 'code') ?? '', message: message.slice(0, 300) };
}
