import { latestSighting } from '../../../leads/model/whatsapp';
import { consentInputSchema } from '../../../leads/model/consent';
import { suppressionInputSchema } from '../../../leads/model/suppression';
import { readWhatsApp } from '../../../channels/whatsapp/readWhatsApp';
import { AT, BSUID, context, delivery, metadata, TIMESTAMP } from './deliveries';

const LEAD = '0190f2a1-7c3e-7b4d-9a2f-1c2d3e4f5a6b';

const readStatus = (status: object, more: object = {}) =>
	readWhatsApp(
		delivery({
			value: {
				metadata,
				statuses: [
					{
						id: 'wamid.s',
						status: 'sent',
						timestamp: TIMESTAMP,
						recipient_user_id: BSUID,
						...status,
					},
				],
				...more,
			},
		}),
		context,
	).captured;

const failed = (code: number, more: object = {}) =>
	readStatus({
		status: 'failed',
		recipient_id: '8613800138000',
		errors: [{ code, title: 'Title', error_data: { details: 'Details' } }],
		...more,
	})[0];

test.each(['sent', 'delivered', 'read', 'failed', 'deleted', 'held'])(
	'%s is a report about whoever it was sent to, once',
	(status) => {
		const [report] = readStatus({ status, recipient_id: '4915123456789' });
		expect(report).toMatchObject({
			report: true,
			externalId: `wamid.s:${status}`,
			receivedAt: AT,
			fields: { whatsappBsuid: BSUID, mobile: '+4915123456789' },
			activity: { direction: 'outbound', custom: { messageId: 'wamid.s', status } },
		});
		expect(report.activity?.subject).toContain(status);
		expect(report.fields).not.toHaveProperty('name');
		expect(report).not.toHaveProperty('whatsapp');
	},
);

test('the recipient is known by id alone, by the contact, or by the lead id that was sent along', () => {
	expect(readStatus({})[0].fields).toEqual({ whatsappBsuid: BSUID });
	const contacts = [{ wa_id: '4915123456789', user_id: BSUID }];
	expect(readStatus({}, { contacts })[0].fields).toMatchObject({ mobile: '+4915123456789' });
	const noted = { recipient_user_id: undefined, biz_opaque_callback_data: LEAD };
	expect(readStatus(noted)[0]).toMatchObject({ leadId: LEAD, fields: {} });
	expect(readStatus({ biz_opaque_callback_data: 'run 7' })[0]).not.toHaveProperty('leadId');
	expect(readStatus({ recipient_user_id: undefined })).toEqual([]);
});

test.each([
	[131047, undefined],
	[131026, undefined],
	[131049, 24 * 3_600_000],
	[131056, 6000],
	[130429, 60_000],
])('%i is kept with the lead, and how long to wait', (code, wait) => {
	const { whatsapp, activity, suppressions } = failed(code);
	expect(whatsapp).toEqual({
		lastError: { code, title: 'Title', at: AT },
		...(wait === undefined ? {} : { retryAfter: AT + wait }),
	});
	expect(activity?.body).toBe(`${code}: Title. Details`);
	expect(suppressions).toBeUndefined();
});

test('131050 is an opt-out from marketing, under each address of the person', () => {
	const { suppressions = [], consents = [], whatsapp } = failed(131050);
	expect(suppressions.map(({ key }) => key)).toEqual([BSUID, '+8613800138000']);
	for (const one of suppressions) {
		expect(suppressionInputSchema.parse(one)).toMatchObject({
			channel: 'whatsapp',
			purpose: 'marketing',
			reason: 'unsubscribed',
		});
	}
	expect(consents.map((one) => consentInputSchema.parse(one))).toMatchObject([
		{ purpose: 'marketing', channel: 'whatsapp', granted: false, at: new Date(AT).toISOString() },
	]);
	expect(whatsapp?.lastError?.code).toBe(131050);
});

test('a refusal that says little still has words', () => {
	const [report] = readStatus({ status: 'failed', errors: [{ code: 131049 }] });
	expect(report.whatsapp?.lastError?.title).not.toBe('');
});

test('statuses out of order show the same conversation', () => {
	const early = failed(131056, { timestamp: String(AT / 1000 - 600) }).whatsapp ?? {};
	const late = failed(131047).whatsapp ?? {};
	expect(latestSighting(early, late)).toEqual(latestSighting(late, early));
	expect(latestSighting(early, late).lastError?.code).toBe(131047);
});
