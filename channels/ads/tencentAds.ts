import type { Reading } from '../shared/reading';
import { sentBody } from '../shared/webhookItem';
import { adReader, type AdPlatform } from './adRecords';

/**
 * 腾讯广告: leads as `lead_clues/get` v3.0 gives them (developers.e.qq.com), and the shorter names that
 * its push has been seen with (`leads_tel`, `tel_location`, `bundle`: JSON of the form's answers). [?]
 * Unverified: the push has no public specification.
 */
const tencentAds: AdPlatform = {
	channel: 'tencentAds',
	subject: 'Lead by 腾讯广告',
	id: ['leads_id', 'leads_uuid', 'outer_leads_id'],
	fields: {
		name: ['leads_name', 'leads_user_name'],
		phone: ['leads_telephone', 'leads_tel'],
		email: ['leads_email'],
		qq: ['leads_qq'],
		wechat: ['leads_wechat'],
		street: ['address'],
		clickId: ['click_id'],
		campaign: ['campaign_name', 'adgroup_name'],
		sourceDetail: ['page_name', 'component_name'],
	},
	page: ['page_url'],
	at: ['leads_create_time', 'leads_action_time'],
	answers: ['bundle'],
	envelopes: ['data', 'list', 'leads_info', 'leads', 'content'],
	notKept: ['is_migrate', 'outer_leads_convert_type', 'outer_leads_ineffect_reason', 'leads_tags'],
};

const readLeads = adReader(tencentAds);

/** Reads leads of 腾讯广告: from a push, or a page of the lead API. */
export function readTencentAds(item: unknown): Reading {
	const { captured, ...rest } = readLeads(sentBody(item));
	const leads = captured.map((lead) =>
		lead.fields.clickId ? { ...lead, fields: { clickIdType: 'gdt_vid', ...lead.fields } } : lead,
	);
	return { captured: leads, ...rest };
}
