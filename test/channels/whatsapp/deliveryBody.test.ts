import { createHmac } from 'node:crypto';
import {
	challengeOf,
	isSignedDelivery,
	readDeliveryBody,
} from '../../../channels/whatsapp/deliveryBody';
import { readWhatsApp } from '../../../channels/whatsapp/readWhatsApp';
import { context } from './deliveries';
import vector from './signatureVector.json';

const body = Buffer.from(vector.body_b64, 'base64');

test('the vector is signed over its raw bytes, and reads as a person', () => {
	expect(isSignedDelivery(vector.app_secret, body, vector.value)).toBe(true);
	expect(isSignedDelivery(vector.app_secret, body, vector.value.toUpperCase())).toBe(true);
	expect(isSignedDelivery(vector.app_secret, body, vector.trap_reserialised)).toBe(false);
	const written = Buffer.from(JSON.stringify(JSON.parse(body.toString())));
	expect(isSignedDelivery(vector.app_secret, written, vector.value)).toBe(false);
	const { captured } = readWhatsApp(JSON.parse(body.toString()), context);
	expect(captured[0].fields).toMatchObject({
		name: '李娜',
		message: '请报价 1/2 样品',
		whatsappBsuid: 'CN.1000000000000001',
	});
});

test.each([
	[undefined],
	[''],
	['sha256='],
	[vector.value.slice(7)],
	[vector.value.slice(0, -1)],
	[`${vector.value}00`],
	[vector.value.replace('sha256', 'sha1')],
	[` ${vector.value}`],
	[`${vector.value}\n`],
])('the header %j is refused', (header) => {
	expect(isSignedDelivery(vector.app_secret, body, header)).toBe(false);
});

test('no secret signs nothing', () => {
	const signature = `sha256=${createHmac('sha256', '').update(body).digest('hex')}`;
	expect(isSignedDelivery('', body, signature)).toBe(false);
	expect(isSignedDelivery('other', body, vector.value)).toBe(false);
});

describe('the question of an address', () => {
	const query = { 'hub.mode': 'subscribe', 'hub.verify_token': 'token', 'hub.challenge': '1158' };

	test('is answered with the challenge', () => {
		expect(challengeOf(query, 'token')).toBe('1158');
	});

	test.each([
		[{ ...query, 'hub.verify_token': 'Token' }],
		[{ ...query, 'hub.verify_token': ['token', 'token'] }],
		[{ ...query, 'hub.verify_token': undefined }],
		[{ ...query, 'hub.mode': 'unsubscribe' }],
		[{ ...query, 'hub.challenge': '' }],
		[{ ...query, 'hub.challenge': 'x'.repeat(2000) }],
		[{}],
		[null],
	])('%j is not answered', (asked) => {
		expect(challengeOf(asked, 'token')).toBeUndefined();
	});

	test('an empty token opens nothing', () => {
		expect(challengeOf({ ...query, 'hub.verify_token': '' }, '')).toBeUndefined();
	});
});

test('bodies that Meta does not write are told from those about something else', () => {
	for (const text of ['', '{', '7', '[]', 'null', `{"a":${'['.repeat(500)}${']'.repeat(500)}}`]) {
		expect(readDeliveryBody(Buffer.from(text))).toBeUndefined();
	}
	expect(readDeliveryBody(Buffer.from('{"object":"page","entry":[]}'))).toEqual([]);
	expect(readDeliveryBody(body)).toHaveLength(1);
});
