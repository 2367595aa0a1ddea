import type { LeadFieldValues } from '../../leads/model/lead';

export const UTM_FIELDS = {
	utm_source: 'utmSource',
	utm_medium: 'utmMedium',
	utm_campaign: 'utmCampaign',
	utm_term: 'utmTerm',
	utm_content: 'utmContent',
	utm_id: 'utmId',
} as const;

/**
 * Click ids of ad platforms, the surest first; the first one found is the lead's click id, all are
 * kept in its source record. Google: gclid (with gbraid, wbraid for apps, dclid, gclsrc), Meta, TikTok,
 * Microsoft, LinkedIn, X, Yandex; China: Baidu, 360, Tencent, Sogou, Shenma, then the generic names of
 * Ocean Engine and Kuaishou.
 */
export const CLICK_ID_PARAMETERS = [
	'gclid', 'gbraid', 'wbraid', 'dclid', 'fbclid', 'ttclid', 'msclkid', 'li_fat_id', 'twclid', 'yclid',
	'bd_vid', 'qhclickid', 'gdt_vid', 'qz_gdt', 'sg_vid', 'uctrackid', 'ksCallback', 'clickid',
] as const; // prettier-ignore

const LONGEST_ADDRESS = 2000;

/** A web address as it came, cut to what a lead keeps; anything else is none. */
export function webAddress(text: string | undefined): string | undefined {
	if (text === undefined || !/^https?:\/\//i.test(text)) return undefined;
	const address = text.slice(0, LONGEST_ADDRESS);
	return URL.canParse(address) ? address : undefined;
}

/**
 * Campaign fields by the parameters of an address.
 *
 * @param parameter the value of a parameter, at most 500 characters; undefined for none
 */
export function campaignFields(parameter: (name: string) => string | undefined): LeadFieldValues {
	const fields: LeadFieldValues = {};
	for (const [name, field] of Object.entries(UTM_FIELDS)) {
		const value = parameter(name);
		if (value !== undefined) fields[field] = value.slice(0, 200);
	}
	const clickIdType = CLICK_ID_PARAMETERS.find((name) => parameter(name) !== undefined);
	if (clickIdType !== undefined) {
		fields.clickId = parameter(clickIdType);
		fields.clickIdType = clickIdType;
	}
	return fields;
}

/** The landing page of a visitor and the campaign that its address names. */
export function landingFields(page: string | undefined): LeadFieldValues {
	const address = webAddress(page);
	if (address === undefined) return {};
	const { searchParams } = new URL(address);
	const campaign = campaignFields(
		(name) => searchParams.get(name)?.trim().slice(0, 500) || undefined,
	);
	return { ...campaign, landingUrl: address };
}
