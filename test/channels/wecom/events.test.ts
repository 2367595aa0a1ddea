import { hash } from 'node:crypto';
import { openDelivery } from '../../../channels/wecom/callback/openCallback';
import { eventKinds, kindOf, kindsAboutLeads } from '../../../channels/wecom/events/eventKinds';
import { dedupeKey, instantOf, readEvent } from '../../../channels/wecom/events/readEvent';
import { readWeCom } from '../../../channels/wecom/readWeCom';
import { bodyOf, queryOf, settingsOf, vectorNamed } from './vectors';

const now = Date.UTC(2026, 0, 2);

function membersOf(name: string): Record<string, unknown> {
	const vector = vectorNamed(name);
	const opened = openDelivery(settingsOf(vector), queryOf(vector), bodyOf(vector));
	if (!opened.ok) throw new Error(opened.reason);
	return opened.members;
}

const reading = (name: string) => readEvent(membersOf(name), now);

describe('what brings a customer', () => {
	it('a contact that was added is a lead, with its campaign and its welcome code', () => {
		const members = membersOf('add_external_contact');
		const id = hash(
			'sha1',
			'ww5f3e9c1a2b4d6e80|change_external_contact|add_external_contact|zhangsan|wmA1B2C3D4E5F6G7H8|1767225600',
			'hex',
		);
		expect(readEvent(members, now)).toEqual({
			kind: expect.objectContaining({ value: 'change_external_contact.add_external_contact' }),
			captured: {
				fields: {
					wecomExternalUserId: 'wmA1B2C3D4E5F6G7H8',
					sourceDetail: 'expo2026_hall3',
					campaign: 'expo2026_hall3',
				},
				custom: { wecomUserId: 'zhangsan' },
				channel: 'wecom',
				externalId: id,
				receivedAt: 1767225600000,
				payload: members,
				activity: {
					type: 'wecom',
					direction: 'inbound',
					subject: 'Added as a WeCom contact',
					at: 1767225600000,
					externalId: id,
					custom: {
						event: 'change_external_contact',
						changeType: 'add_external_contact',
						userId: 'zhangsan',
						state: 'expo2026_hall3',
					},
				},
			},
			welcomeCode: 'WELCOME-0001',
			customer: { kind: 'contact', externalUserId: 'wmA1B2C3D4E5F6G7H8', userId: 'zhangsan' },
		});
	});

	it('JSON says the same as XML', () => {
		const { captured, welcomeCode } = reading('json_envelope_add_external_contact');
		expect(captured.fields).toEqual(reading('add_external_contact').captured.fields);
		expect(captured.receivedAt).toBe(1767225700000);
		expect(welcomeCode).toBe('WELCOME-0003');
	});

	it('a contact that waits for the member is the same person, by another delivery', () => {
		const half = reading('add_half_external_contact');
		const full = reading('add_external_contact');
		expect(half.captured.fields).toEqual(full.captured.fields);
		expect(half.captured.report).toBeUndefined();
		expect(half.captured.externalId).not.toBe(full.captured.externalId);
	});

	it('who writes first after an acquisition link is a lead of that channel', () => {
		const { captured, customer } = readEvent(
			{
				...membersOf('customer_acquisition_friend_request'),
				ChangeType: 'customer_start_chat',
				UserID: 'lisi',
				ExternalUserID: 'wmX',
			},
			now,
		);
		expect(captured).toMatchObject({
			fields: { wecomExternalUserId: 'wmX', campaign: 'CHANNEL_A', sourceDetail: 'CHANNEL_A' },
			custom: { wecomUserId: 'lisi' },
		});
		expect(captured.report).toBeUndefined();
		expect(customer).toEqual({ kind: 'contact', externalUserId: 'wmX', userId: 'lisi' });
	});

	it('a link without a channel is named itself', () => {
		const { captured } = readEvent(
			{
				MsgType: 'event',
				Event: 'customer_acquisition',
				ChangeType: 'customer_start_chat',
				LinkId: 'caw1',
				ExternalUserID: 'wmX',
			},
			now,
		);
		expect(captured.fields).toEqual({ wecomExternalUserId: 'wmX', sourceDetail: 'caw1' });
	});
});

describe('what only tells of somebody is a report', () => {
	it.each([
		['del_follow_user', 'Deleted the member in WeCom', {}],
		['del_external_contact', 'Deleted from WeCom by the member', { source: 'DELETE_BY_TRANSFER' }],
		['transfer_fail', 'Transfer to another member failed', { failReason: 'customer_refused' }],
	])('%s', (name, subject, custom) => {
		const { captured, customer } = reading(name);
		expect(captured).toMatchObject({
			report: true,
			fields: { wecomExternalUserId: 'wmA1B2C3D4E5F6G7H8' },
			activity: { subject, custom },
		});
		expect(captured.custom).toBeUndefined();
		expect(customer).toBeUndefined();
	});

	it('an edited contact, of whom WeCom knows something new', () => {
		const { captured, customer } = reading('edit_external_contact');
		expect(captured.report).toBe(true);
		expect(captured.fields).toEqual({ wecomExternalUserId: 'wmA1B2C3D4E5F6G7H8' });
		expect(customer).toMatchObject({ kind: 'contact', userId: 'zhangsan' });
	});

	it('a friend request that names nobody yet', () => {
		const { captured, customer } = reading('customer_acquisition_friend_request');
		expect(captured.report).toBe(true);
		expect(captured.fields).not.toHaveProperty('wecomExternalUserId');
		expect(customer).toBeUndefined();
	});

	it('what a member does or writes', () => {
		expect(reading('enter_agent')).toMatchObject({
			kind: { value: 'memberEvent' },
			captured: { report: true, fields: {} },
		});
		expect(reading('text_chinese_4byte_emoji')).toMatchObject({
			kind: { value: 'message' },
			captured: {
				report: true,
				fields: {},
				externalId: '7400000000000000001',
				activity: { body: '客户要报价 👍 & <样品>' },
			},
		});
	});
});

describe('the kind', () => {
	it('is found by Event and ChangeType', () => {
		expect(kindOf('event', 'change_external_chat', 'dismiss').name).toBe('Group Chat Dismissed');
		expect(kindOf('event', 'kf_msg_or_event', '').value).toBe('kf_msg_or_event');
		expect(kindOf('event', 'LOCATION', '').value).toBe('memberEvent');
		expect(kindOf('image', '', '').value).toBe('message');
		expect(kindOf('event', 'change_external_contact', 'unheard_of').value).toBe('other');
		expect(kindOf('event', '', '').value).toBe('other');
		expect(kindOf('', '', '').value).toBe('other');
	});

	it('is listed by name, each once', () => {
		const names = eventKinds.map(({ name }) => name.toLowerCase());
		expect(names).toEqual([...names].sort());
		expect(new Set(eventKinds.map(({ value }) => value)).size).toBe(eventKinds.length);
	});

	it('is chosen by itself where it is about customers', () => {
		expect(kindsAboutLeads).toContain('kf_msg_or_event');
		expect(kindsAboutLeads).toContain('change_external_contact.del_follow_user');
		expect(kindsAboutLeads).not.toContain('message');
		expect(kindsAboutLeads).not.toContain('change_external_tag.update');
	});
});

describe('the key of a delivery', () => {
	const event = (more: Record<string, unknown>) => ({
		FromUserName: 'sys',
		CreateTime: 1,
		...more,
	});

	it('tells events of one second apart that WeCom’s own rule takes for one', () => {
		const keys = [
			event({ ExternalUserID: 'wm1' }),
			event({ ExternalUserID: 'wm2' }),
			event({ ExternalUserID: 'wm1', ChangeType: 'del_follow_user' }),
			event({ ChatId: 'wr1', ChangeType: 'update', UpdateDetail: 'add_member' }),
			event({ ChatId: 'wr1', ChangeType: 'update', UpdateDetail: 'del_member' }),
			event({ OpenKfId: 'wk1', Token: 'a' }),
			event({ OpenKfId: 'wk1', Token: 'b' }),
			event({ FromUserName: 'zhangsan', Event: 'click', EventKey: 'a' }),
			event({ FromUserName: 'zhangsan', Event: 'click', EventKey: 'b' }),
		].map(dedupeKey);
		expect(new Set(keys).size).toBe(keys.length);
	});

	it('is the same for XML and JSON, and whatever else a repeat may carry', () => {
		const one = dedupeKey(event({ CreateTime: '1767225600', ExternalUserID: 'wm1' }));
		expect(dedupeKey(event({ CreateTime: 1767225600, ExternalUserID: 'wm1' }))).toBe(one);
	});
});

it('times that make no sense are now', () => {
	expect(instantOf('1767225600', now)).toBe(1767225600000);
	for (const text of [undefined, '', 'x', '-1', '0', '1e300', '99999999999']) {
		expect(instantOf(text, now)).toBe(now);
	}
});

describe('items of other nodes', () => {
	const context = { now, defaultCountry: 'CN' };

	it('a decrypted callback', () => {
		const { captured } = readWeCom(membersOf('add_external_contact'), context);
		expect(captured).toHaveLength(1);
		expect(captured[0].fields.wecomExternalUserId).toBe('wmA1B2C3D4E5F6G7H8');
	});

	it.each([
		[{ MsgType: 'event', Event: 'enter_agent' }, 'noCustomer'],
		[{ hello: 'world' }, 'notWeCom'],
		[null, 'notWeCom'],
		['text', 'notWeCom'],
		[[], 'notWeCom'],
		[{ external_contact: {} }, 'noCustomer'],
		[{ msg_list: [{}, null, 1] }, 'noCustomer'],
		[{ msgtype: 'text' }, 'noCustomer'],
	])('%j is ignored', (item, code) => {
		expect(readWeCom(item, context)).toMatchObject({ captured: [], ignored: { code } });
	});
});
