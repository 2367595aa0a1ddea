import { NodeApiError, type INode } from 'n8n-workflow';
import { readSendResult } from '../../../channels/whatsapp/readSendResult';
import { BSUID, context, NOW } from './deliveries';

const LEAD = '0190f2a1-7c3e-7b4d-9a2f-1c2d3e4f5a6b';
const lead = { id: LEAD, version: 3, mobile: '+4915123456789', whatsappBsuid: BSUID };
const graphError = {
	message: '(#131047) Re-engagement message',
	type: 'OAuthException',
	code: 131047,
	error_data: { messaging_product: 'whatsapp', details: 'More than 24 hours have passed.' },
	fbtrace_id: 'A1',
};
const node: INode = {
	id: '1',
	name: 'WhatsApp',
	type: 'n8n-nodes-base.whatsApp',
	typeVersion: 1,
	position: [0, 0],
	parameters: {},
};
/** As n8n's WhatsApp node (2.41) makes it of an answer with status 400. */
const nodeApiError = new NodeApiError(node, {
	statusCode: 400,
	body: { error: { ...graphError, message: 'Re-engagement message' } },
});

const readOne = (item: unknown) => {
	const { captured } = readSendResult(item, context);
	expect(captured).toHaveLength(1);
	return captured[0];
};

test.each([
	["the error output of n8n's WhatsApp node", { ...lead, error: nodeApiError }],
	['that error as JSON', { ...lead, error: { ...nodeApiError } }],
	['a Graph API answer', { ...lead, error: graphError }],
	[
		'an HTTP Request item with the whole response',
		{ ...lead, statusCode: 400, body: { error: graphError } },
	],
	[
		'an axios error',
		{ ...lead, error: { code: 'ERR_BAD_REQUEST', response: { data: { error: graphError } } } },
	],
	['an error in words', { ...lead, error: '(#131047) Re-engagement message' }],
	[
		'an answer put into a sentence',
		{
			...lead,
			error: { message: `400 - ${JSON.stringify(JSON.stringify({ error: graphError }))}` },
		},
	],
])('%s is a refusal of the message to the lead', (_name, item) => {
	expect(readOne(item)).toMatchObject({
		channel: 'whatsapp',
		report: true,
		leadId: LEAD,
		fields: { whatsappBsuid: BSUID, mobile: '+4915123456789' },
		whatsapp: { lastError: { code: 131047, at: NOW } },
		activity: { direction: 'outbound', subject: 'WhatsApp message refused' },
	});
	expect(JSON.stringify(readOne(item).payload)).not.toContain('typeVersion');
});

test('131049 says when to try again, 131050 is an opt-out', () => {
	const { whatsapp } = readOne({ ...lead, error: { ...graphError, code: 131049 } });
	expect(whatsapp?.retryAfter).toBe(NOW + 24 * 3_600_000);
	const { suppressions } = readOne({ ...lead, error: { ...graphError, code: 131050 } });
	expect(suppressions?.map(({ key }) => key)).toEqual([BSUID, '+4915123456789']);
});

test('an accepted message shows in the timeline under its id', () => {
	const answer = {
		messaging_product: 'whatsapp',
		contacts: [{ input: '+49 151 23456789', wa_id: '4915123456789' }],
		messages: [{ id: 'wamid.out', message_status: 'accepted' }],
	};
	for (const item of [answer, { body: answer, statusCode: 200 }]) {
		expect(readOne(item)).toMatchObject({
			report: true,
			externalId: 'wamid.out:accepted',
			fields: { mobile: '+4915123456789' },
			activity: { direction: 'outbound', custom: { messageId: 'wamid.out', status: 'accepted' } },
		});
		expect(readOne(item)).not.toHaveProperty('whatsapp');
	}
});

test.each([
	[{ recipientPhoneNumber: '+49 (151) 2345-6789' }, { mobile: '+4915123456789' }],
	[{ to: '4915123456789' }, { mobile: '+4915123456789' }],
	[{ recipient: BSUID }, { whatsappBsuid: BSUID }],
	[{ phone: '+4915123456789' }, { mobile: '+4915123456789' }],
])('%j says who it was for', (recipient, fields) => {
	expect(readOne({ ...recipient, error: graphError }).fields).toEqual(fields);
});

test.each([
	[{ error: graphError }, 'noRecipient'],
	[{ ...lead, error: 'Bad request - please check your parameters' }, 'noSendResult'],
	[{ ...lead, error: { code: 400, message: 'Bad request' } }, 'noSendResult'],
	[lead, 'noSendResult'],
	[null, 'noSendResult'],
])('%j is ignored with its reason', (item, code) => {
	expect(readSendResult(item, context).ignored?.code).toBe(code);
});
