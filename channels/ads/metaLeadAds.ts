import type { CapturedLead, LeadFieldValues } from '../../leads/model/lead';
import type { ConsentGiven } from '../../leads/model/consent';
import type { LeadFieldName } from '../../leads/model/leadFields';
import { sortAnswers, type Answer } from '../shared/answers';
import { instantOf } from '../shared/foreignInstant';
import { elementsOf, memberAt, membersOf, textAt } from '../shared/foreignJson';
import { ignored, type Reading } from '../shared/reading';
import type { SignatureRule } from '../shared/signedRequest';
import { sentBody } from '../shared/webhookItem';

const CHANNEL = 'metaLeadAds';
const MOST_LEADS = 500;

/** Meta signs with the app's secret: developers.facebook.com, Webhooks, "Validate payloads". */
export const metaSignature: SignatureRule = {
	how: 'hmac',
	algorithm: 'sha256',
	encoding: 'hex',
	header: 'x-hub-signature-256',
	prefix: 'sha256=',
	template: '{body}',
};

/** Keys of Meta's standard questions whose words name no field of ours, or another one. */
const standardQuestions: Readonly<Record<string, LeadFieldName>> = {
	phone_number: 'phone',
	work_phone_number: 'phone',
	work_email: 'email',
	post_code: 'postalCode',
	province: 'state',
	whatsapp_number: 'mobile',
};

/** An id of Meta's: digits. */
export function metaId(value: unknown, ...path: readonly string[]): string | undefined {
	const id = textAt(value, ...path);
	return id !== undefined && /^\d{1,32}$/.test(id) ? id : undefined;
}

function answersOfLead(lead: unknown): Answer[] {
	const given = [
		...elementsOf(memberAt(lead, 'field_data')).map((one) => ({
			label: textAt(one, 'name') ?? '',
			value: memberAt(one, 'values') ?? memberAt(one, 'value'),
		})),
		// As n8n's own Facebook Lead Ads Trigger simplifies it.
		...Object.entries(membersOf(memberAt(lead, 'data'))).map(([label, value]) => ({
			label,
			value,
		})),
	];
	return given.map(({ label, value }) => {
		const known = Object.hasOwn(standardQuestions, label) ? standardQuestions[label] : undefined;
		return { label, value, ...(known ? { field: known } : {}) };
	});
}

/** What Meta's testing tool sends: `<test lead: dummy data for full_name>`. */
function isDummy({ value }: Answer): boolean {
	const [text] = Array.isArray(value) ? elementsOf(value) : [value];
	return typeof text === 'string' && text.startsWith('<test lead: dummy data');
}

/** Boxes of a custom disclaimer, ticked or not, are permissions. */
function consentsOf(lead: unknown, at: number | undefined): ConsentGiven[] {
	const form = textAt(lead, 'form_id') ?? textAt(lead, 'form', 'id');
	return elementsOf(memberAt(lead, 'custom_disclaimer_responses'))
		.slice(0, 20)
		.flatMap((box) => {
			const purpose = textAt(box, 'checkbox_key')?.slice(0, 100);
			const ticked = memberAt(box, 'is_checked');
			if (purpose === undefined || ticked === undefined) return [];
			const consent: ConsentGiven = {
				purpose,
				channel: 'any',
				granted: ticked === true || ticked === 1 || ticked === '1' || ticked === 'true',
				evidence: { form: `Meta form ${form ?? ''}`.trim() },
				...(at === undefined ? {} : { at: new Date(at).toISOString() }),
			};
			return [consent];
		});
}

/** The ad that a lead came by; names where Meta gave them. */
function adOf(lead: unknown): { fields: LeadFieldValues; answers: Answer[] } {
	const campaign = textAt(lead, 'campaign_name');
	const form = textAt(lead, 'form', 'name') ?? textAt(lead, 'form_name');
	return {
		fields: {
			...(campaign === undefined ? {} : { campaign }),
			...(form === undefined ? {} : { sourceDetail: form }),
		},
		answers: [
			{ label: 'adName', value: textAt(lead, 'ad_name') ?? textAt(lead, 'ad', 'name') },
			{ label: 'adId', value: textAt(lead, 'ad_id') ?? textAt(lead, 'ad', 'id') },
			{ label: 'adsetName', value: textAt(lead, 'adset_name') ?? textAt(lead, 'adset', 'name') },
			{ label: 'campaignId', value: textAt(lead, 'campaign_id') },
			{ label: 'formId', value: textAt(lead, 'form_id') ?? textAt(lead, 'form', 'id') },
			{ label: 'pageName', value: textAt(lead, 'page', 'name') },
			{ label: 'platform', value: textAt(lead, 'platform') },
			{ label: 'organic', value: memberAt(lead, 'is_organic') },
		],
	};
}

function readLead(lead: unknown): CapturedLead | undefined {
	const id =
		metaId(lead, 'id') ?? metaId(lead, 'leadgen_id') ?? metaId(lead, 'event', 'leadgen_id');
	const answers = answersOfLead(lead);
	if (id === undefined || answers.length === 0) return undefined;
	const at = instantOf(memberAt(lead, 'created_time'));
	const isTest = answers.some(isDummy);
	const ad = adOf(lead);
	const told = [...(isTest ? answers.filter((one) => !isDummy(one)) : answers), ...ad.answers];
	const { fields, custom } = sortAnswers(told, { facebookLeadId: id, ...ad.fields });
	const consents = consentsOf(lead, at);
	return {
		fields,
		custom,
		channel: CHANNEL,
		externalId: id,
		payload: lead,
		...(consents.length > 0 ? { consents } : {}),
		activity: {
			type: 'form',
			direction: 'inbound',
			subject: 'Lead by Meta Lead Ads',
			...(at === undefined ? {} : { at }),
			externalId: id,
		},
		...(isTest ? { test: true } : {}),
	};
}

/**
 * A notification names a lead and tells nothing of it. Whoever goes on with it fetches the lead by
 * the id; as it is, it makes no lead, and its delivery has an id of its own, so that the fetched lead
 * is no repeat of it.
 */
function readNotification(change: unknown): CapturedLead[] {
	const value = memberAt(change, 'value');
	const id = metaId(value, 'leadgen_id');
	if (textAt(change, 'field') !== 'leadgen' || id === undefined) return [];
	const at = instantOf(memberAt(value, 'created_time'));
	const ids = ['page_id', 'form_id', 'ad_id', 'adgroup_id'] as const;
	const told = ids.map((name) => [name, metaId(value, name)] as const);
	return [
		{
			fields: { facebookLeadId: id },
			custom: Object.fromEntries(told.filter(([, text]) => text !== undefined)),
			channel: CHANNEL,
			externalId: `notification:${id}`,
			payload: value,
			activity: {
				type: 'form',
				direction: 'inbound',
				subject: 'Meta Lead Ads named a lead',
				...(at === undefined ? {} : { at }),
			},
			report: true,
		},
	];
}

function readNotifications(body: unknown): Reading {
	const changes = elementsOf(memberAt(body, 'entry')).flatMap((entry) =>
		elementsOf(memberAt(entry, 'changes')),
	);
	const captured = changes.slice(0, MOST_LEADS).flatMap(readNotification);
	return captured.length > 0
		? { captured }
		: ignored('otherEvent', 'The notification names no lead');
}

/**
 * Reads Meta Lead Ads: the webhook's notification (`object: "page"`), the lead fetched by its id
 * (`field_data`), a page of them (`data: []`), and both shapes of n8n's Facebook Lead Ads Trigger.
 */
export function readMetaLeadAds(item: unknown): Reading {
	const body = sentBody(item);
	if (textAt(body, 'object') === 'page') return readNotifications(body);
	const page = elementsOf(memberAt(body, 'data'));
	const leads = page.length > 0 ? page.slice(0, MOST_LEADS) : [body];
	const captured = leads.map(readLead).filter((lead) => lead !== undefined);
	return captured.length > 0
		? { captured }
		: ignored('noLead', 'There is no lead with an id and answers in it');
}
