import type { LeadFieldValues } from '../../leads/model/lead';
import { memberAt, textAt } from '../shared/foreignJson';
import { filled } from './filled';

/** Name of Meta's click id of advertisements that open a chat; the Conversions API takes it back. */
const CLICK_ID_TYPE = 'ctwa_clid';
const LONGEST = 200;

function shortened(text: string | undefined): string | undefined {
	return text === undefined
		? undefined
		: [...text.slice(0, LONGEST * 2)].slice(0, LONGEST).join('');
}

/**
 * Where a conversation came from: the advertisement or post that was clicked (`referral`, on the first
 * message after the click only), and the product that was looked at (`context.referred_product`).
 *
 * Protocol: Meta, WhatsApp Business Platform, "Messages webhook reference".
 */
export function attributionOf(message: unknown): LeadFieldValues {
	const referral = memberAt(message, 'referral');
	const clickId = textAt(referral, 'ctwa_clid');
	const sourceId = textAt(referral, 'source_id');
	const sourceType = textAt(referral, 'source_type');
	const headline = textAt(referral, 'headline');
	const kind = sourceType === 'post' ? 'post' : 'ad';
	const detail = ['Click-to-WhatsApp', kind, sourceId?.slice(0, LONGEST)].filter(Boolean).join(' ');
	const known = [clickId, sourceId, headline, textAt(referral, 'source_url')].some(Boolean);
	return filled({
		clickId,
		clickIdType: clickId === undefined ? undefined : CLICK_ID_TYPE,
		campaign: shortened(headline ?? sourceId),
		referrer: textAt(referral, 'source_url'),
		sourceDetail: known ? shortened(detail) : undefined,
		product: shortened(textAt(message, 'context', 'referred_product', 'product_retailer_id')),
	});
}
