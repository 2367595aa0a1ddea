import { textAt } from '../shared/foreignJson';
import type { Reading } from '../shared/reading';
import { sentBody } from '../shared/webhookItem';
import { adReader, type AdPlatform } from './adRecords';

/** `clue_source` of what the advertiser sent in the preview of a form. */
const PREVIEW = '4';

/**
 * 巨量引擎 飞鱼: clues as `2/tools/clue/get/` and the old `pull-clues` give them (bububa/oceanengine,
 * liamhao/FeiYuCRM). [?] Unverified: that pushes to a CRM use the same names, and how they are wrapped.
 */
const oceanEngine: AdPlatform = {
	channel: 'oceanEngine',
	subject: 'Lead by 巨量引擎飞鱼',
	id: ['clue_id', 'clueId', 'clueid'],
	fields: {
		name: ['name', 'user_name'],
		phone: ['telephone', 'telephone_number', 'telphone', 'phone', 'mobile'],
		email: ['email'],
		wechat: ['weixin', 'wechat_id', 'wechat'],
		qq: ['qq', 'qq_id'],
		state: ['province_name', 'province'],
		city: ['city_name', 'city'],
		// Named country, holds the county: 区县.
		district: ['country_name', 'county_name', 'district'],
		street: ['address'],
		message: ['remark', 'form_remark', 'system_remark'],
		campaign: ['promotion_name', 'ad_name', 'ad_plan_name', 'campaign_name'],
		sourceDetail: ['module_name', 'form_name', 'advertiser_name', 'adv_name'],
	},
	page: ['external_url', 'page_url'],
	at: ['create_time_detail', 'create_time'],
	answers: ['remark_dict', 'extra_info'],
	envelopes: ['data', 'list', 'clues', 'clue', 'content'],
	notKept: [
		'convert_status', 'clue_state', 'clue_state_name', 'allocation_status', 'follow_state_name',
		'effective_state', 'effective_state_name', 'date', 'modify_time', 'req_id', 'system_tags',
	], // prettier-ignore
	isTest: (record) => textAt(record, 'clue_source') === PREVIEW,
};

const readLeads = adReader(oceanEngine);

/** Reads clues of 巨量引擎 飞鱼: from a push, or a page of the clue API. */
export function readOceanEngine(item: unknown): Reading {
	return readLeads(sentBody(item));
}
