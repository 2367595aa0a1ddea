import { createHmac } from 'node:crypto';
import { graphError, leadRequest } from '../../../channels/ads/metaGraph';
import { readMetaLeadAds } from '../../../channels/ads/metaLeadAds';
import { metaLead, metaNotification, metaTriggerItem } from './samples';

describe('a lead fetched from the Graph API', () => {
	it('fills the fields that its questions name, and keeps the rest', () => {
		const at = Date.UTC(2026, 4, 1, 8);
		expect(readMetaLeadAds(metaLead).captured).toEqual([
			{
				fields: {
					facebookLeadId: '444444444444444',
					campaign: 'Spring 2026',
					name: 'Ada Example',
					email: 'ada@example.com',
					phone: '+4915112345678',
					company: 'Example GmbH',
				},
				custom: {
					'what_is_your_budget?': '5000',
					'which_products?': 'valves, pumps',
					adName: 'Valves, video 2',
					adId: '777',
					adsetName: 'Germany 30+',
					campaignId: '779',
					formId: '555',
					platform: 'ig',
					organic: 'false',
				},
				channel: 'metaLeadAds',
				externalId: '444444444444444',
				payload: metaLead,
				consents: [
					{
						purpose: 'marketing',
						channel: 'any',
						granted: true,
						evidence: { form: 'Meta form 555' },
						at: new Date(at).toISOString(),
					},
					{
						purpose: 'sharing',
						channel: 'any',
						granted: false,
						evidence: { form: 'Meta form 555' },
						at: new Date(at).toISOString(),
					},
				],
				activity: {
					type: 'form',
					direction: 'inbound',
					subject: 'Lead by Meta Lead Ads',
					at,
					externalId: '444444444444444',
				},
			},
		]);
	});

	it('may come as a page of leads', () => {
		const page = { data: [metaLead, { ...metaLead, id: '2' }], paging: {} };
		expect(readMetaLeadAds(page).captured.map(({ externalId }) => externalId)).toEqual([
			'444444444444444',
			'2',
		]);
	});

	it('of Meta’s testing tool is a test, without the dummy data', () => {
		const dummy = (name: string) => ({ name, values: [`<test lead: dummy data for ${name}>`] });
		const field_data = [dummy('full_name'), { name: 'email', values: ['test@example.com'] }];
		const [lead] = readMetaLeadAds({ ...metaLead, field_data }).captured;
		expect(lead.test).toBe(true);
		expect(lead.fields).toEqual({
			facebookLeadId: '444444444444444',
			campaign: 'Spring 2026',
			email: 'test@example.com',
		});
	});
});

describe('an item of n8n’s Facebook Lead Ads Trigger', () => {
	it('is read simplified', () => {
		const [lead] = readMetaLeadAds(metaTriggerItem).captured;
		expect(lead).toMatchObject({
			fields: {
				facebookLeadId: '444444444444444',
				name: 'Ada Example',
				email: 'ada@example.com',
				phone: '+4915112345678',
				sourceDetail: 'Quote form',
			},
			externalId: '444444444444444',
			custom: { adName: 'Valves, video 2', adsetName: 'Germany 30+', pageName: 'Example Page' },
		});
	});

	it('is read in full', () => {
		const { field_data, id, created_time } = metaLead;
		const { form, ad, adset, page } = metaTriggerItem;
		const event = metaNotification.entry[0].changes[0].value;
		const item = { id, field_data, form, ad, adset, page, created_time, event };
		expect(readMetaLeadAds(item).captured[0].fields).toMatchObject({ company: 'Example GmbH' });
	});
});

describe('a notification', () => {
	it('names a lead, makes none, and is no repeat of the lead itself', () => {
		expect(readMetaLeadAds(metaNotification).captured).toMatchObject([
			{
				fields: { facebookLeadId: '444444444444444' },
				custom: { page_id: '153125381133', form_id: '555', ad_id: '777' },
				externalId: 'notification:444444444444444',
				report: true,
			},
		]);
	});

	it('of something else is ignored', () => {
		const changes = [
			{ field: 'feed', value: { leadgen_id: '1' } },
			{ field: 'leadgen', value: {} },
		];
		expect(readMetaLeadAds({ object: 'page', entry: [{ changes }] }).ignored?.code).toBe(
			'otherEvent',
		);
		expect(readMetaLeadAds({ id: '1' }).ignored?.code).toBe('noLead');
	});
});

describe('the request for a lead', () => {
	it('keeps the token out of the address and proves the app’s secret', () => {
		const { url, headers } = leadRequest('444', 'page-token', 'app-secret');
		expect(headers).toEqual({ authorization: 'Bearer page-token' });
		expect(url).not.toContain('page-token');
		const { pathname, searchParams } = new URL(url);
		expect(pathname).toMatch(/^\/v\d+\.0\/444$/);
		expect(searchParams.get('fields')?.split(',')).toContain('field_data');
		expect(searchParams.get('appsecret_proof')).toBe(
			createHmac('sha256', 'app-secret').update('page-token').digest('hex'),
		);
		expect(leadRequest('444', 'page-token', '').url).not.toContain('appsecret_proof');
	});

	it('that failed says why', () => {
		const error = { message: 'Session has expired', type: 'OAuthException', code: 190 };
		expect(graphError({ error })).toEqual({ code: '190', message: 'Session has expired' });
		expect(graphError(metaLead)).toBeUndefined();
	});
});
