import fc from 'fast-check';
import { readServiceMessage } from '../../../channels/wecom/customerService/readServiceMessage';
import {
	pullSignalIn,
	readSyncPage,
	syncRequest,
} from '../../../channels/wecom/customerService/syncMessages';
import { readWeCom } from '../../../channels/wecom/readWeCom';

const now = Date.UTC(2026, 0, 2);
const message = {
	msgid: 'm1',
	open_kfid: 'wk1',
	external_userid: 'wm1',
	send_time: 1767225600,
	origin: 3,
	msgtype: 'text',
	text: { content: 'Do you ship to Suzhou?', menu_id: '' },
};

describe('the signal', () => {
	const members = { Event: 'kf_msg_or_event', OpenKfId: 'wk1', Token: 'ENC1' };

	it('names the account and the token', () => {
		expect(pullSignalIn(members)).toEqual({ openKfId: 'wk1', token: 'ENC1' });
		expect(pullSignalIn({ ...members, Token: '' })).toEqual({ openKfId: 'wk1' });
		expect(pullSignalIn({ ...members, Event: 'enter_agent' })).toBeUndefined();
		expect(pullSignalIn({ Event: 'kf_msg_or_event' })).toBeUndefined();
	});
});

describe('a page', () => {
	it('is asked for with what there is', () => {
		expect(syncRequest({ openKfId: 'wk1' }, undefined)).toEqual({
			body: { open_kfid: 'wk1', limit: 200 },
		});
		expect(syncRequest({ openKfId: 'wk1', token: 'ENC1' }, 'c1')).toEqual({
			body: { open_kfid: 'wk1', limit: 200, cursor: 'c1', token: 'ENC1' },
		});
	});

	it('that is empty can have more behind it', () => {
		expect(readSyncPage({ next_cursor: 'c2', has_more: 1, msg_list: [] }, 'c1')).toEqual({
			messages: [],
			cursor: 'c2',
			hasMore: true,
		});
	});

	it('that is full can be the last', () => {
		expect(readSyncPage({ next_cursor: 'c2', has_more: 0, msg_list: [message] }, 'c1')).toEqual({
			messages: [message],
			cursor: 'c2',
			hasMore: false,
		});
	});

	it.each([{ next_cursor: 'c1', has_more: 1 }, { has_more: 1 }, { next_cursor: '', has_more: 1 }])(
		'that leads nowhere is the last: %j',
		(answer) => {
			expect(readSyncPage(answer, 'c1')).toEqual({ messages: [], hasMore: false });
		},
	);
});

describe('a message', () => {
	it('of a customer is a lead with its words', () => {
		expect(readServiceMessage(message, now)).toEqual({
			kind: expect.objectContaining({ value: 'kf_msg_or_event' }),
			captured: {
				fields: { wecomExternalUserId: 'wm1', message: 'Do you ship to Suzhou?' },
				channel: 'wecom',
				externalId: 'm1',
				receivedAt: 1767225600000,
				payload: message,
				activity: {
					type: 'wecom',
					direction: 'inbound',
					subject: 'Message in customer service, from the customer',
					body: 'Do you ship to Suzhou?',
					at: 1767225600000,
					externalId: 'm1',
					custom: { msgType: 'text', openKfId: 'wk1' },
				},
			},
			customer: { kind: 'serviceCustomer', externalUserId: 'wm1' },
		});
	});

	it.each([
		['image', { media_id: 'x' }, 'Picture', undefined],
		['location', { name: 'Hall 3', address: 'Suzhou' }, 'Location', 'Hall 3, Suzhou'],
		['link', { title: 'Valves', url: 'https://example.com' }, 'Link', 'Valves https://example.com'],
		['miniprogram', { title: 'Shop' }, 'Mini program', 'Shop'],
		['new_type', { a: 1 }, 'Message', undefined],
	])('%s has no text for the field but shows what it was', (msgtype, content, word, body) => {
		const read = readServiceMessage(
			{ ...message, msgtype, text: undefined, [msgtype]: content },
			now,
		);
		expect(read?.captured.fields).toEqual({ wecomExternalUserId: 'wm1' });
		expect(read?.captured.activity).toMatchObject({
			subject: `${word} in customer service, from the customer`,
		});
		expect(read?.captured.activity?.body).toBe(body);
	});

	it('of a servicer is a report', () => {
		const read = readServiceMessage({ ...message, origin: 5, servicer_userid: 'lisi' }, now);
		expect(read?.captured).toMatchObject({
			report: true,
			fields: { wecomExternalUserId: 'wm1' },
			activity: { direction: 'outbound', custom: { servicerUserId: 'lisi' } },
		});
		expect(read?.captured.fields).not.toHaveProperty('message');
	});
});

describe('an event', () => {
	const event = (more: object) => ({
		msgid: 'e1',
		send_time: 1767225600,
		origin: 4,
		msgtype: 'event',
		event: { open_kfid: 'wk1', external_userid: 'wm1', ...more },
	});

	it('of somebody who opens the chat is a lead with its scene', () => {
		const read = readServiceMessage(
			event({
				event_type: 'enter_session',
				scene: 'website',
				scene_param: 'spring',
				welcome_code: 'W1',
			}),
			now,
		);
		expect(read).toMatchObject({
			welcomeCode: 'W1',
			captured: {
				fields: { wecomExternalUserId: 'wm1', sourceDetail: 'website', campaign: 'spring' },
				activity: { subject: 'Opened the customer service chat' },
			},
		});
		expect(read?.captured.report).toBeUndefined();
	});

	it.each([
		[{ event_type: 'msg_send_fail', fail_type: 4 }, /not delivered: more than 48 hours/],
		[{ event_type: 'msg_send_fail', fail_type: 99 }, /not delivered: reason 99/],
		[{ event_type: 'user_recall_msg' }, /Took a message back/],
		[{ event_type: 'session_status_change', change_type: 1 }, /session changed/],
		[{ event_type: 'new_event' }, /Customer service event/],
	])('%j is a report', (more, subject) => {
		const read = readServiceMessage(event(more), now);
		expect(read?.captured.report).toBe(true);
		expect(read?.captured.activity?.subject).toMatch(subject);
	});

	it('that names no customer is nobody’s', () => {
		const onDuty = { event_type: 'servicer_status_change', external_userid: undefined };
		expect(readServiceMessage(event(onDuty), now)).toBeUndefined();
	});
});

it('an answer of kf/sync_msg is all its messages for Lead Capture', () => {
	const list = [message, { ...message, msgid: 'm2' }, { msgid: 'm3' }];
	const { captured } = readWeCom({ errcode: 0, msg_list: list }, { now, defaultCountry: 'CN' });
	expect(captured.map(({ externalId }) => externalId)).toEqual(['m1', 'm2']);
	expect(readWeCom(message, { now, defaultCountry: 'CN' }).captured).toHaveLength(1);
});

it('reads whatever it is given without throwing', () => {
	const keys = fc.constantFrom(
		'msgid',
		'msgtype',
		'event',
		'external_userid',
		'text',
		'external_contact',
	);
	const anything = fc.oneof(fc.jsonValue(), fc.dictionary(keys, fc.jsonValue()));
	fc.assert(
		fc.property(anything, (item) => {
			expect(() => readServiceMessage(item, now)).not.toThrow();
			expect(() => readWeCom(item, { now, defaultCountry: 'CN' })).not.toThrow();
			expect(() => readSyncPage(item, undefined)).not.toThrow();
		}),
		{ numRuns: 1000 },
	);
});
