import {
	BSUID,
	contact,
	context,
	delivery,
	message,
	metadata,
	readMessages,
	TIMESTAMP,
} from './deliveries';
import { readWhatsApp } from '../../../channels/whatsapp/readWhatsApp';

const ada = {
	name: {
		formatted_name: 'Dr. Ada Example',
		first_name: 'Ada',
		last_name: 'Example',
		prefix: 'Dr.',
	},
	phones: [
		{ phone: '030 1234567', type: 'WORK' },
		{ phone: '0151 98765432', wa_id: '4915198765432', type: 'CELL' },
		{ phone: '030 7654321', type: 'HOME' },
	],
	emails: [{ email: 'ada@example.com', type: 'WORK' }, { email: 'ada2@example.com' }],
	org: { company: 'Example AG', department: 'Sales', title: 'CEO' },
	addresses: [{ street: 'Example St 1', city: 'Berlin', zip: '10115', country_code: 'DE' }],
	urls: [{ url: 'https://www.example.com' }],
	birthday: '1990-01-01',
};

test('the sender, then everybody whose card they shared', () => {
	const cards = [
		ada,
		{ name: { formatted_name: 'Bob Example' }, phones: [{ phone: '+16505550100' }] },
	];
	const [sender, first, second, ...more] = readMessages(message('contacts', cards));
	expect(more).toEqual([]);
	expect(sender).toMatchObject({
		externalId: 'wamid.contacts',
		fields: { whatsappBsuid: BSUID, name: 'Mike Example' },
		activity: { body: '[Contacts: Dr. Ada Example, Bob Example]' },
		whatsapp: { lastInboundAt: expect.any(Number) },
	});
	expect(first).toMatchObject({
		externalId: 'wamid.contacts:contact:0',
		fields: {
			name: 'Dr. Ada Example',
			firstName: 'Ada',
			lastName: 'Example',
			salutation: 'Dr.',
			company: 'Example AG',
			department: 'Sales',
			title: 'CEO',
			mobile: '+4915198765432',
			phone: '030 1234567',
			email: 'ada@example.com',
			secondaryEmail: 'ada2@example.com',
			street: 'Example St 1',
			city: 'Berlin',
			postalCode: '10115',
			country: 'DE',
			website: 'https://www.example.com',
			sourceDetail: 'Contact card shared by Mike Example',
		},
		custom: { birthday: '1990-01-01', otherPhones: ['030 7654321'] },
		activity: { body: 'Shared by Mike Example', custom: { sharedBy: { bsuid: BSUID } } },
		payload: { contact: ada },
	});
	expect(first).not.toHaveProperty('whatsapp');
	expect(first.fields).not.toHaveProperty('whatsappBsuid');
	expect(second.fields).toMatchObject({ name: 'Bob Example', phone: '+16505550100' });
	expect(second.fields).not.toHaveProperty('mobile');
});

test('the own card of a sender fills their own lead: asked for, or with their own number', () => {
	const own = {
		...ada,
		user_id: 'US.1',
		phones: [{ phone: '+4915123456789', wa_id: contact.wa_id }],
	};
	const [byNumber, ...others] = readMessages(message('contacts', [own]));
	expect(others).toEqual([]);
	expect(byNumber.fields).toMatchObject({ company: 'Example AG', whatsappBsuid: BSUID });
	expect(byNumber.fields).not.toHaveProperty('phone');

	const asked = { type: 'contacts', id: 'wamid.c', from_user_id: BSUID, timestamp: TIMESTAMP };
	const phones = [{ phone: '+4915123456789', type: 'CELL' }];
	for (const sent of [
		{ ...asked, origin: 'contact_request', contacts: [{ phones }] },
		{ ...asked, contacts: [{ phones, origin: 'contact_request' }] },
	]) {
		const value = { metadata, messages: [sent] };
		const { captured } = readWhatsApp(delivery({ value }), context);
		expect(captured.map(({ fields }) => fields)).toEqual([
			expect.objectContaining({ whatsappBsuid: BSUID, mobile: '+4915123456789' }),
		]);
	}
});

test('empty cards are left out; a message without cards still tells of its sender', () => {
	for (const cards of [[], [{}, null, 7, { phones: [{}] }], undefined]) {
		expect(readMessages(message('contacts', cards))).toHaveLength(1);
	}
});
