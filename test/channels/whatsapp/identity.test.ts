import { readWhatsApp } from '../../../channels/whatsapp/readWhatsApp';
import { AT, BSUID, contact, context, delivery, message, metadata, TIMESTAMP } from './deliveries';

const NEW = 'DE.99999999999999999999';

function readOne(field: string, members: object) {
	const { captured } = readWhatsApp(delivery({ field, value: { metadata, ...members } }), context);
	expect(captured).toHaveLength(1);
	return captured[0];
}

const system = (part: object, ids: object = {}) =>
	readOne('messages', {
		messages: [message('system', part, { from_user_id: undefined, ...ids })],
	});

describe('marketing preferences', () => {
	const preference = (value: unknown, more: object = {}) => ({
		contacts: [contact],
		user_preferences: [
			{
				wa_id: contact.wa_id,
				detail: 'User requested it',
				category: 'marketing_messages',
				value,
				timestamp: Number(TIMESTAMP),
				...more,
			},
		],
	});

	test('stop suppresses the id and the number, and is on record as a consent withdrawn', () => {
		expect(readOne('user_preferences', preference('stop'))).toMatchObject({
			report: true,
			externalId: `preference:${BSUID}:marketing:stop:${AT}`,
			fields: { whatsappBsuid: BSUID, mobile: '+4915123456789' },
			suppressions: [BSUID, '+4915123456789'].map((key) => ({
				channel: 'whatsapp',
				purpose: 'marketing',
				key,
				reason: 'unsubscribed',
			})),
			consents: [{ purpose: 'marketing', channel: 'whatsapp', granted: false }],
			activity: { subject: 'Marketing stopped by WhatsApp', direction: 'inbound' },
		});
	});

	test('resume is a consent given, and takes the stop back', () => {
		const stopped = readOne('user_preferences', preference('stop')).suppressions ?? [];
		const report = readOne('user_preferences', preference('resume'));
		expect(report.suppressions).toBeUndefined();
		expect(report.resubscriptions?.map(({ key }) => key)).toEqual(stopped.map(({ key }) => key));
		expect(report.consents).toMatchObject([{ purpose: 'marketing', granted: true }]);
	});

	test('anything else says nothing', () => {
		for (const value of ['maybe', undefined, null, {}]) {
			const item = delivery({ value: { metadata, ...preference(value) } });
			expect(readWhatsApp(item, context).captured).toEqual([]);
		}
	});

	test('the older form as a system message', () => {
		const report = system({ type: 'user_preference_changed', marketing: 'stop', body: 'Stop' });
		expect(report).toMatchObject({ externalId: 'wamid.system', report: true });
		expect(report.suppressions).toHaveLength(1);
	});
});

describe('new numbers and ids', () => {
	test('a new number is told to whoever had the old one', () => {
		const report = system({
			type: 'user_changed_number',
			body: 'User Mike changed from 4915123456789 to 4915111111111',
			wa_id: '4915111111111',
			user_id: NEW,
			previous_user_id: BSUID,
		});
		expect(report).toMatchObject({
			report: true,
			externalId: 'wamid.system',
			fields: { whatsappBsuid: BSUID, mobile: '+4915123456789' },
			activity: {
				subject: 'New WhatsApp number',
				custom: { newNumber: '+4915111111111', newUserId: NEW },
			},
		});
		expect(report).not.toHaveProperty('whatsapp');
	});

	test('without the old id, the new one is not taken for it', () => {
		const part = { type: 'user_changed_number', wa_id: '4915111111111', user_id: NEW };
		expect(system(part, { from_user_id: NEW }).fields).toEqual({ mobile: '+4915123456789' });
	});

	test('a new id where no number is shown', () => {
		const part = { type: 'user_changed_user_id', user_id: NEW, previous_user_id: BSUID };
		expect(system(part, { from: undefined, from_user_id: NEW })).toMatchObject({
			fields: { whatsappBsuid: BSUID },
			activity: { subject: 'New WhatsApp user ID', custom: { newUserId: NEW } },
		});
	});

	test('the form that providers hand on', () => {
		const update = { wa_id: contact.wa_id, user_id: { previous: BSUID, current: NEW } };
		expect(readOne('user_id_update', { user_id_update: [update] })).toMatchObject({
			report: true,
			externalId: `userId:${NEW}`,
			fields: { whatsappBsuid: BSUID, mobile: '+4915123456789' },
			activity: { subject: 'New WhatsApp user ID', custom: { newUserId: NEW } },
		});
	});
});
