import type { LeadFieldValues, Touch } from '../../leads/model/lead';
import { tidyText } from '../../leads/model/text';
import { campaignFields, CLICK_ID_PARAMETERS, UTM_FIELDS, webAddress } from '../shared/campaign';
import { firstValue, type SubmittedValues } from './submittedValues';

/** Kept beside the click id, but no click id themselves. */
const OTHER_PARAMETERS = [
	'gclsrc',
	'_fbc',
	'_fbp',
	'adid',
	'creativeid',
	'callback',
	'src',
] as const;

/** Query parameters that say where a visitor came from and therefore travel with links and QR codes. */
export const ATTRIBUTION_PARAMETERS: readonly string[] = [
	...Object.keys(UTM_FIELDS),
	...CLICK_ID_PARAMETERS,
	...OTHER_PARAMETERS,
];

const MAX_PARAMETER = 500;

export interface Attribution {
	/** Lead fields: UTM, click id, landing page, referrer, source. */
	fields: LeadFieldValues;
	/** Every attribution parameter found, by its name in the address. */
	parameters: Record<string, string>;
	/** The first meeting, where the embedding page remembered it. */
	firstTouch?: Touch;
}

/** How an embedding page, which sees what a frame cannot, hands things on: parameters of the frame's address. */
export const EMBED_PARAMETERS = {
	page: 'lf_page',
	referrer: 'lf_referrer',
	firstAt: 'lf_first_at',
	firstSource: 'lf_first_source',
	firstCampaign: 'lf_first_campaign',
	firstUrl: 'lf_first_url',
	firstClickId: 'lf_first_click_id',
} as const;

function parameter(values: SubmittedValues, name: string): string | undefined {
	const text = tidyText((firstValue(values, name) ?? '').slice(0, MAX_PARAMETER));
	return text === '' ? undefined : text;
}

function firstTouchOf(query: SubmittedValues, now: number): Touch | undefined {
	const source = parameter(query, EMBED_PARAMETERS.firstSource);
	const at = Date.parse(parameter(query, EMBED_PARAMETERS.firstAt) ?? '');
	if (source === undefined || Number.isNaN(at) || at > now) return undefined;
	const campaign = parameter(query, EMBED_PARAMETERS.firstCampaign);
	const landingUrl = webAddress(firstValue(query, EMBED_PARAMETERS.firstUrl));
	const clickId = parameter(query, EMBED_PARAMETERS.firstClickId);
	return {
		at: new Date(at).toISOString(),
		source,
		...(campaign !== undefined && { campaign }),
		...(landingUrl !== undefined && { landingUrl }),
		...(clickId !== undefined && { clickId }),
	};
}

/**
 * Where a visitor came from, by the address of the form page.
 *
 * @param query of the form's address
 * @param address the form's own address as opened, the landing page unless a page embeds the form
 * @param referrer the Referer with which the form page was opened
 * @param now epoch milliseconds
 */
export function readAttribution(
	query: SubmittedValues,
	address: string | undefined,
	referrer: string | undefined,
	now: number,
): Attribution {
	const parameters: Record<string, string> = {};
	for (const name of ATTRIBUTION_PARAMETERS) {
		const value = parameter(query, name);
		if (value !== undefined) parameters[name] = value;
	}
	const fields = campaignFields((name) => parameters[name]);
	if ('src' in parameters) fields.source = parameters.src.slice(0, 100);

	const embeddingPage = webAddress(firstValue(query, EMBED_PARAMETERS.page));
	const landingUrl = embeddingPage ?? webAddress(address);
	if (landingUrl !== undefined) fields.landingUrl = landingUrl;
	const cameFrom = webAddress(firstValue(query, EMBED_PARAMETERS.referrer)) ?? webAddress(referrer);
	if (cameFrom !== undefined) fields.referrer = cameFrom;

	const firstTouch = firstTouchOf(query, now);
	return { fields, parameters, ...(firstTouch !== undefined && { firstTouch }) };
}
