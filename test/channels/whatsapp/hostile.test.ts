import fc from 'fast-check';
import { createHmac } from 'node:crypto';
import type { CapturedLead } from '../../../leads/model/lead';
import { latestSighting } from '../../../leads/model/whatsapp';
import { isSignedDelivery, readDeliveryBody } from '../../../channels/whatsapp/deliveryBody';
import { readSendResult } from '../../../channels/whatsapp/readSendResult';
import { eventsOf, readWhatsApp } from '../../../channels/whatsapp/readWhatsApp';
import {
	BSUID,
	contact,
	context,
	delivery,
	message,
	metadata,
	NOW,
	textMessage,
	TIMESTAMP,
	valueWith,
} from './deliveries';
import vector from './signatureVector.json';
import { FUZZ_ROUNDS } from '../../environment/fuzz';

const SECRET = 'test-app-secret';

/** Something of everything, each in a change of its own. */
const changes: Array<{ field?: string; value: object }> = [
	...[
		textMessage('请报价 1/2', { referral: { ctwa_clid: 'ARA', source_type: 'ad' } }),
		message('image', { id: 'm', caption: 'Part' }),
		message('contacts', [
			{ name: { formatted_name: 'Ada' }, phones: [{ phone: '+49', wa_id: '49151987654' }] },
		]),
		message('interactive', {
			type: 'nfm_reply',
			nfm_reply: { response_json: '{"flow_token":"t","email":"a@example.com"}' },
		}),
		message('order', { product_items: [{ product_retailer_id: 'S', quantity: 1 }] }),
		message('location', { latitude: 1, longitude: 2 }),
		message('reaction', { message_id: 'x', emoji: '👍' }),
		message('system', { type: 'user_changed_number', wa_id: '4915100', user_id: 'DE.2' }),
		message('unsupported', undefined, { errors: [{ code: 131051, title: 'T' }] }),
	].map((one) => ({ value: { contacts: [contact], messages: [one] } })),
	{
		value: valueWith({
			statuses: [
				{ id: 's', status: 'failed', recipient_user_id: BSUID, errors: [{ code: 131050 }] },
			],
		}),
	},
	{
		field: 'user_preferences',
		value: { user_preferences: [{ wa_id: '4915123', value: 'stop', timestamp: 1 }] },
	},
	{
		field: 'smb_message_echoes',
		value: { message_echoes: [{ to: '4915123', type: 'text', text: { body: 'x' } }] },
	},
	{
		field: 'user_id_update',
		value: {
			user_id_update: [{ wa_id: '4915123', user_id: { previous: BSUID, current: 'DE.2' } }],
		},
	},
];

/** mulberry32: the same numbers in every run. */
function numbers(seed: number): (below: number) => number {
	let state = seed;
	return (below) => {
		state = (state + 0x6d2b79f5) | 0;
		let t = Math.imul(state ^ (state >>> 15), 1 | state);
		t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
		return ((t ^ (t >>> 14)) >>> 0) % below;
	};
}

const hostileTexts = [
	'null',
	'[]',
	'{}',
	'-1e308',
	'"\\ud800"',
	'""',
	'"__proto__"',
	'1e400',
	'true',
	'[[[[',
];

/** A body with some bytes changed, cut out or doubled, or a piece of JSON put in. */
function mutated(body: Buffer, pick: (below: number) => number): Buffer {
	let bytes = Buffer.from(body);
	for (let changes = 1 + pick(3); changes > 0; changes--) {
		const at = pick(bytes.length + 1);
		const length = pick(12);
		const kind = pick(4);
		if (kind === 0 && at < bytes.length) bytes[at] ^= 1 << pick(8);
		else if (kind === 1)
			bytes = Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + length)]);
		else if (kind === 2) {
			const piece = bytes.subarray(at, at + length);
			bytes = Buffer.concat([bytes.subarray(0, at), piece, piece, bytes.subarray(at + length)]);
		} else {
			const piece = Buffer.from(hostileTexts[pick(hostileTexts.length)]);
			const end = bytes.indexOf(',', at);
			const colon = bytes.lastIndexOf(':', at);
			const [from, to] = colon > 0 && end > colon ? [colon + 1, end] : [at, at];
			bytes = Buffer.concat([bytes.subarray(0, from), piece, bytes.subarray(to)]);
		}
	}
	return bytes;
}

function readAll(body: Buffer): CapturedLead[] {
	return (readDeliveryBody(body) ?? []).flatMap((change) =>
		eventsOf(change, context).map(({ captured }) => captured),
	);
}

function expectSound(captured: readonly CapturedLead[]): void {
	for (const lead of captured) {
		const instants = [
			lead.receivedAt,
			lead.activity?.at,
			lead.whatsapp?.lastInboundAt,
			lead.whatsapp?.lastError?.at,
		];
		const sound =
			lead.channel === 'whatsapp' &&
			Object.keys(lead.fields).length > 0 &&
			typeof lead.activity?.subject === 'string' &&
			instants.every((at) => at === undefined || (Number.isSafeInteger(at) && at <= NOW)) &&
			JSON.stringify(lead).length > 0;
		if (!sound) throw new Error(JSON.stringify(lead));
	}
}

test('of mutated bodies none is taken for signed, none throws, what is read is sound', () => {
	const pick = numbers(20260110);
	const bodies = [
		Buffer.from(vector.body_b64, 'base64'),
		...changes.map((change) => Buffer.from(JSON.stringify(delivery(change)))),
	];
	const signed = bodies.map((body) => ({
		body,
		header: `sha256=${createHmac('sha256', SECRET).update(body).digest('hex')}`,
	}));
	let accepted = 0;
	let unchanged = 0;
	let leads = 0;
	for (let round = 0; round < FUZZ_ROUNDS; round++) {
		const { body, header } = signed[round % signed.length];
		const sent = mutated(body, pick);
		if (isSignedDelivery(SECRET, sent, header)) accepted++;
		if (sent.equals(body)) unchanged++;
		const captured = readAll(sent);
		expectSound(captured);
		leads += captured.length;
	}
	expect(accepted).toBe(unchanged);
	// Else the mutations would not get past the parser.
	expect(leads).toBeGreaterThan(FUZZ_ROUNDS * 0.15);
});

test('whatever an item is, reading it does not throw', () => {
	const anything = fc.anything({ maxDepth: 4, withNullPrototype: true, withDate: true });
	fc.assert(
		fc.property(anything, (item) => {
			for (const read of [readWhatsApp, readSendResult]) {
				const { captured, ignored } = read(item, context);
				expect(captured.length > 0).toBe(ignored === undefined);
			}
		}),
		{ numRuns: 2000 },
	);
});

test('whatever stands in the place of any part of a delivery, reading it does not throw', () => {
	const places = changes.flatMap((change) => pathsOf(change).map((path) => ({ change, path })));
	fc.assert(
		fc.property(
			fc.constantFrom(...places),
			fc.oneof(fc.jsonValue({ maxDepth: 2 }), fc.constantFrom('9'.repeat(400), NaN, undefined)),
			({ change, path }, value) => {
				const item = structuredClone(change);
				put(item, path, value);
				expectSound(readWhatsApp(item, context).captured);
				expectSound(readWhatsApp(delivery(item), context).captured);
			},
		),
		{ numRuns: 2000 },
	);
});

function pathsOf(value: unknown, path: readonly string[] = []): string[][] {
	if (typeof value !== 'object' || value === null) return [[...path]];
	const inner = Object.entries(value).flatMap(([name, member]) => pathsOf(member, [...path, name]));
	return path.length === 0 ? inner : [[...path], ...inner];
}

function put(item: object, path: readonly string[], value: unknown): void {
	const parent = path.slice(0, -1).reduce<object>((at, name) => Reflect.get(at, name), item);
	Reflect.set(parent, path[path.length - 1], value);
}

test('statuses twice and in any order say the same', () => {
	const statuses = ['sent', 'delivered', 'read'].map((status) => ({ id: 's', status }));
	const failures = [131049, 131056, 131047].map((code, n) => ({
		id: `f${n}`,
		status: 'failed',
		errors: [{ code, title: 'T' }],
		timestamp: String(Number(TIMESTAMP) - n * 60),
	}));
	const all = [...statuses, ...failures].map((one) => ({ recipient_user_id: BSUID, ...one }));
	const outcome = (order: readonly object[]) => {
		const { captured } = readWhatsApp(delivery({ value: { metadata, statuses: order } }), context);
		const sighting = captured.reduce(
			(sum, { whatsapp }) => latestSighting(sum, whatsapp ?? {}),
			{},
		);
		return { ids: [...new Set(captured.map(({ externalId }) => externalId))].sort(), sighting };
	};
	const expected = outcome(all);
	expect(expected.ids).toHaveLength(6);
	fc.assert(
		fc.property(fc.shuffledSubarray([...all, ...all], { minLength: 12 }), (order) => {
			expect(outcome(order)).toEqual(expected);
		}),
	);
});

test('names that mean something to JavaScript are names', () => {
	const json = '{"__proto__":{"polluted":1},"constructor":"x","toString":"y","hasOwnProperty":"z"}';
	const reply = { type: 'nfm_reply', nfm_reply: { response_json: json } };
	const item = delivery({ value: valueWith({ messages: [message('interactive', reply)] }) });
	const [lead] = readWhatsApp(item, context).captured;
	expect({}).not.toHaveProperty('polluted');
	expect(Object.getPrototypeOf(lead.custom)).toBe(Object.prototype);
	expect(lead.custom).toMatchObject({ constructor: 'x', toString: 'y' });
});
