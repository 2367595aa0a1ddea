import { leadItem } from '../../../nodes/shared/leadItem';
import { mapFields } from '../../../leads/capture/fieldMapping';
import { without } from '../../../leads/model/without';
import { contact, message, readMessages } from './deliveries';

const flow = (answers: unknown, name = 'flow') => {
	const response_json = typeof answers === 'string' ? answers : JSON.stringify(answers);
	const reply = { type: 'nfm_reply', nfm_reply: { name, body: 'Sent', response_json } };
	return readMessages(message('interactive', reply))[0];
};

test('answers fill the fields that they name; the rest are custom; the token is left out', () => {
	const lead = flow({
		flow_token: 'secret-token',
		company: 'Example GmbH',
		email: 'mike@example.com',
		姓名: '迈克',
		message: 'Need 500 pcs',
		teamSize: 7,
		newsletter: true,
		interests: ['Valves', 'Pumps'],
	});
	expect(lead.fields).toMatchObject({
		name: '迈克',
		company: 'Example GmbH',
		email: 'mike@example.com',
		message: 'Need 500 pcs',
		mobile: `+${contact.wa_id}`,
	});
	expect(lead.custom).toEqual({
		teamSize: '7',
		newsletter: 'true',
		interests: 'Valves, Pumps',
		whatsappUsername: 'mike.example',
		whatsappProfileName: 'Mike Example',
	});
	expect(lead.activity).toMatchObject({ subject: 'Form by WhatsApp', custom: { form: 'flow' } });
	expect(lead.activity?.body).toContain('company: Example GmbH\n');
	const told = JSON.stringify({ ...lead, payload: undefined });
	expect(told).not.toContain('secret-token');
	expect(told).not.toContain('Sent');
});

test("names and choices of Meta's form builder are read as the person saw them", () => {
	const lead = flow({
		screen_0_First_name_0: 'Mike',
		screen_0_Last_name_1: 'Example',
		screen_1_Job_title_0: 'Buyer',
		screen_1_Quantity_1: '1_Up_to_500',
		screen_1_Topics_2: ['0_Spare_parts', '2_Service'],
	});
	expect(lead.fields).toMatchObject({ firstName: 'Mike', lastName: 'Example', title: 'Buyer' });
	expect(lead.fields).not.toHaveProperty('name');
	expect(lead.custom).toMatchObject({
		Quantity: 'Up to 500',
		Topics: 'Spare parts, Service',
		whatsappProfileName: 'Mike Example',
	});
});

test('an address form', () => {
	const values = {
		name: 'Mike Example',
		phone_number: '+49301234567',
		in_pin_code: '400063',
		city: 'Mumbai',
		address: 'Wing A',
	};
	const lead = flow({ saved_address_id: 'a1', values }, 'address_message');
	expect(lead.fields).toMatchObject({
		name: 'Mike Example',
		phone: '+49301234567',
		postalCode: '400063',
		city: 'Mumbai',
		street: 'Wing A',
		mobile: `+${contact.wa_id}`,
	});
});

test('a typed number stands beside the number that is written from', () => {
	expect(flow({ mobile: '+4916012345678' }).fields).toMatchObject({
		mobile: `+${contact.wa_id}`,
		phone: '+4916012345678',
	});
	expect(flow({ mobile: `+${contact.wa_id}` }).fields).not.toHaveProperty('phone');
});

test('no answer says who somebody is elsewhere, nor what the team decided, on any way to the store', () => {
	const lead = flow({
		whatsappBsuid: 'US.9',
		external_userid: 'wmVictim',
		unionid: 'oVictim1',
		status: 'won',
		source: 'friends',
		id: '0190f2a1-7c3e-7b4d-9a2f-1c2d3e4f5a6b',
		version: 3,
		capture: { leadId: '0190f2a1-7c3e-7b4d-9a2f-1c2d3e4f5a6b' },
		__proto__: { polluted: true },
		clickId: 'forged',
	});
	const item = without(leadItem(lead), 'capture');
	for (const { fields, leadId } of [lead, mapFields()(item)]) {
		expect(fields.whatsappBsuid).toBe('DE.13491208655302741918');
		expect(fields).not.toHaveProperty('wecomExternalUserId');
		expect(fields).not.toHaveProperty('wechatUnionId');
		expect(fields).not.toHaveProperty('status');
		expect(fields).not.toHaveProperty('source');
		expect(fields).not.toHaveProperty('clickId');
		expect(leadId).toBeUndefined();
	}
});

test.each(['', '{', '[1,2]', 'null', '"x"', '7', '['.repeat(5000) + ']'.repeat(5000)])(
	'a reply that is no form is a lead without answers',
	(json) => {
		const lead = flow(json);
		expect(lead.fields).toMatchObject({ name: 'Mike Example' });
		expect(lead.activity?.subject).toBe('Form by WhatsApp');
	},
);
