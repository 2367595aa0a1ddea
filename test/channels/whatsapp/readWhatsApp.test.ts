import { readWhatsApp } from '../../../channels/whatsapp/readWhatsApp';
import {
	AT,
	BSUID,
	contact,
	context,
	delivery,
	message,
	metadata,
	NOW,
	readMessages,
	textMessage,
	TIMESTAMP,
	valueWith,
} from './deliveries';

const readOne = (item: unknown) => {
	const { captured } = readWhatsApp(item, context);
	expect(captured).toHaveLength(1);
	return captured[0];
};

describe('shapes', () => {
	const value = valueWith({ messages: [textMessage('Need 500 pcs')] });
	const body = delivery({ value });

	test.each([
		['a webhook body', body],
		['an item of the WhatsApp Trigger', { ...value, field: 'messages' }],
		['an item of the Webhook node', { headers: {}, params: {}, query: {}, body }],
		['an item of the Webhook node with the body as text', { body: JSON.stringify(body) }],
		['a single change', { field: 'messages', value }],
	])('%s is read', (_name, item) => {
		expect(readOne(item)).toMatchObject({
			channel: 'whatsapp',
			externalId: 'wamid.text',
			receivedAt: AT,
			fields: {
				whatsappBsuid: BSUID,
				mobile: '+4915123456789',
				name: 'Mike Example',
				message: 'Need 500 pcs',
				sourceDetail: 'WhatsApp 15550783881',
			},
			custom: { whatsappUsername: 'mike.example' },
			whatsapp: { lastInboundAt: AT },
			activity: {
				type: 'whatsapp',
				direction: 'inbound',
				subject: 'Message by WhatsApp',
				body: 'Need 500 pcs',
				at: AT,
				externalId: 'wamid.text',
				custom: { phoneNumberId: '106540352242922', messageType: 'text' },
			},
		});
		expect(readOne(item)).not.toHaveProperty('report');
	});

	test.each([
		[null, 'notWhatsApp'],
		['text', 'notWhatsApp'],
		[{ name: 'Ada' }, 'notWhatsApp'],
		[{ body: '{"entry":' }, 'notWhatsApp'],
		[{ object: 'page', entry: [] }, 'notWhatsApp'],
		[delivery({ field: 'account_update', value: { event: 'VERIFIED_ACCOUNT' } }), 'noPerson'],
		[delivery({ value: valueWith({ contacts: [], errors: [{ code: 130429 }] }) }), 'noPerson'],
		[delivery({ value: valueWith({ contacts: [], messages: [{ type: 'text' }] }) }), 'noPerson'],
	])('%j is ignored with its reason', (item, code) => {
		expect(readWhatsApp(item, context)).toEqual({
			captured: [],
			ignored: { code, message: expect.any(String) },
		});
	});

	test('several messages, changes and accounts of an item are several leads, in order', () => {
		const people = ['111111', '222222', '333333', '444444'];
		const of = (from: string) =>
			textMessage(`from ${from}`, { from, from_user_id: undefined, id: from });
		const change = (...froms: string[]) => ({
			value: {
				metadata,
				contacts: froms.map((wa_id) => ({ wa_id, profile: { name: `P${wa_id}` } })).reverse(),
				messages: froms.map(of),
			},
		});
		const one = { id: '1', changes: [change('111111', '222222'), change('333333')] };
		const two = { id: '2', changes: [change('444444')] };
		const { captured } = readWhatsApp({ entry: [one, two] }, context);
		expect(captured.map(({ fields }) => [fields.mobile, fields.name, fields.message])).toEqual(
			people.map((id) => [`+${id}`, `P${id}`, `from ${id}`]),
		);
	});

	test('the source record of each holds what arrived about them, and is read again as the same', () => {
		const other = { profile: { name: 'Other' }, wa_id: '4915100000000' };
		const messages = [
			textMessage('one'),
			textMessage('two', { from: other.wa_id, from_user_id: undefined, id: 'wamid.2' }),
		];
		const item = delivery({ value: valueWith({ contacts: [contact, other], messages }) });
		const { captured } = readWhatsApp(item, context);
		expect(captured[0].payload).toEqual({
			messaging_product: 'whatsapp',
			metadata,
			contacts: [contact],
			messages: [messages[0]],
			field: 'messages',
		});
		for (const lead of captured) {
			expect(readWhatsApp(lead.payload, context).captured).toEqual([lead]);
		}
	});

	test("the sample of Meta's dashboard is a test lead", () => {
		const sample = { ...metadata, phone_number_id: '123456123' };
		const value = valueWith({ metadata: sample, messages: [textMessage('sample')] });
		const item = { entry: [{ id: '0', changes: [{ field: 'messages', value }] }] };
		expect(readOne(item).test).toBe(true);
		item.entry[0].id = '102290129340398';
		expect(readOne(item)).not.toHaveProperty('test');
	});
});

describe('people', () => {
	const withIds = (sender: object, known: object[]) =>
		readOne(
			delivery({
				value: valueWith({
					contacts: known,
					messages: [textMessage('Hi', { from: undefined, from_user_id: undefined, ...sender })],
				}),
			}),
		).fields;

	test('a user with a username has no number; the country is that of the id', () => {
		const fields = withIds({ from_user_id: BSUID }, [
			{ profile: { name: 'Mike Example', username: 'mike' }, user_id: BSUID },
		]);
		expect(fields).toMatchObject({ whatsappBsuid: BSUID, name: 'Mike Example', country: 'DE' });
		expect(fields).not.toHaveProperty('mobile');
	});

	test('an id in the place of the number, as in the months of change, is told apart', () => {
		expect(withIds({ from: BSUID }, [])).toMatchObject({ whatsappBsuid: BSUID });
		expect(withIds({ from: '+4915123456789' }, [])).toMatchObject({ mobile: '+4915123456789' });
	});

	test('the only contact belongs to the message though its wa_id differs from the number', () => {
		const known = [{ profile: { name: 'João Example' }, wa_id: '551187654321' }];
		expect(withIds({ from: '5511987654321' }, known)).toMatchObject({
			mobile: '+5511987654321',
			name: 'João Example',
		});
	});

	test('the only contact does not belong to a message with another id', () => {
		const fields = withIds({ from_user_id: 'US.222' }, [{ ...contact, wa_id: undefined }]);
		expect(fields).toMatchObject({ whatsappBsuid: 'US.222' });
		expect(fields).not.toHaveProperty('name');
	});

	test('the id that business portfolios share stands in where there is no other', () => {
		const ids = { from_parent_user_id: 'US.ENT.118157992128868' };
		expect(withIds(ids, [])).toMatchObject({ whatsappBsuid: 'US.ENT.118157992128868' });
		const both = readMessages(textMessage('Hi', ids));
		expect(both[0].fields.whatsappBsuid).toBe(BSUID);
		expect(both[0].custom).toMatchObject({ whatsappParentId: 'US.ENT.118157992128868' });
	});

	test('what is written in a group opens no window to its author', () => {
		const [lead] = readMessages(textMessage('Hi all', { group_id: 'g1' }));
		expect(lead).not.toHaveProperty('whatsapp');
		expect(lead.activity?.custom).toMatchObject({ groupId: 'g1' });
	});

	test.each([
		['in the future', String(NOW / 1000 + 86_400), NOW],
		['in milliseconds', String(AT), AT],
		['as a number', AT / 1000, AT],
		['missing', undefined, NOW],
		['no number', 'soon', NOW],
		['negative', '-5', NOW],
	])('a timestamp %s gives an instant that is not in the future', (_name, timestamp, at) => {
		const [lead] = readMessages(textMessage('Hi', { timestamp }));
		expect(lead.whatsapp).toEqual({ lastInboundAt: at });
		expect(lead.receivedAt).toBe(at);
	});
});

describe('messages', () => {
	const media = { id: 'media1', mime_type: 'image/jpeg', sha256: 'x' };

	test.each([
		['image', { ...media, caption: 'Our part' }, 'Our part', 'Image'],
		['video', { ...media, caption: 'Running' }, 'Running', 'Video'],
		['document', { ...media, filename: 'rfq.pdf', caption: 'RFQ' }, 'RFQ', 'Document'],
		['audio', { ...media, voice: true }, undefined, 'Audio'],
		['sticker', media, undefined, 'Sticker'],
	])(
		'%s: the caption is the message, the file can be fetched by its id',
		(type, part, text, kind) => {
			const [lead] = readMessages(message(type, part));
			expect(lead.fields.message).toBe(text);
			expect(lead.activity).toMatchObject({
				subject: `${kind} by WhatsApp`,
				custom: { media: { mediaId: 'media1', mimeType: 'image/jpeg' } },
			});
			expect(lead.activity?.body).toBeTruthy();
		},
	);

	test('document: the timeline shows the name of the file', () => {
		const [lead] = readMessages(message('document', { ...media, filename: 'rfq.pdf' }));
		expect(lead.activity?.body).toBe('[Document: rfq.pdf]');
	});

	test('location', () => {
		const part = { latitude: 52.5, longitude: 13.4, name: 'Works 2', address: 'Example St 1' };
		const [lead] = readMessages(message('location', part));
		expect(lead.fields.message).toBe('Works 2 Example St 1 (52.5, 13.4)');
		expect(lead.activity?.custom).toMatchObject({ location: part });
	});

	test('button, list and template replies are what the person said', () => {
		const list = { id: 'r1', title: 'Sales', description: 'Prices' };
		const leads = readMessages(
			message('interactive', { type: 'list_reply', list_reply: list }),
			message('interactive', { type: 'button_reply', button_reply: { id: 'b1', title: 'Yes' } }),
			message('button', { text: 'Call me', payload: 'CALL' }, { context: { id: 'wamid.prev' } }),
		);
		expect(leads.map(({ fields }) => fields.message)).toEqual(['Sales: Prices', 'Yes', 'Call me']);
		expect(leads.map(({ activity }) => activity?.custom?.replyId)).toEqual(['r1', 'b1', 'CALL']);
		expect(leads[2].activity?.custom).toMatchObject({ replyTo: 'wamid.prev' });
	});

	test('order: the products are the interest, the lines are shown', () => {
		const product_items = [
			{ product_retailer_id: 'SKU-1', quantity: 2, item_price: 9.5, currency: 'USD' },
			{ product_retailer_id: 'SKU-2', quantity: 1 },
		];
		const [lead] = readMessages(message('order', { product_items, text: 'Please confirm' }));
		expect(lead.fields).toMatchObject({ product: 'SKU-1, SKU-2', message: 'Please confirm' });
		expect(lead.activity?.body).toBe('Please confirm\n2 × SKU-1 at 9.5 USD\n1 × SKU-2');
	});

	test('order: more products than fit end before the limit of the field', () => {
		const product_items = Array.from({ length: 90 }, (_, n) => ({
			product_retailer_id: `SKU-${n}`,
		}));
		const [lead] = readMessages(message('order', { product_items }));
		expect(lead.fields.product?.length).toBeLessThanOrEqual(200);
		expect(lead.fields.product).toMatch(/^SKU-0, .*SKU-\d+$/);
	});

	test('a message that WhatsApp does not hand on is a lead all the same', () => {
		const errors = [
			{ code: 131051, title: 'Unsupported message type', error_data: { details: 'D' } },
		];
		const [lead] = readMessages(message('unsupported', undefined, { errors }));
		expect(lead).toMatchObject({
			fields: { whatsappBsuid: BSUID },
			whatsapp: { lastInboundAt: AT },
			activity: {
				subject: 'Unsupported message by WhatsApp',
				body: '[131051: Unsupported message type. D]',
			},
		});
		expect(lead).not.toHaveProperty('report');
		expect(lead.fields).not.toHaveProperty('message');
		expect(lead.whatsapp).not.toHaveProperty('lastError');
	});

	test('a type of tomorrow is a lead with what can be read', () => {
		const [lead] = readMessages(message('hologram', { body: 'Look' }));
		expect(lead.fields.message).toBe('Look');
		expect(lead.activity?.custom).toMatchObject({ messageType: 'hologram' });
	});

	test('an advertisement, its click id and the product looked at', () => {
		const referral = {
			source_url: 'https://fb.me/x',
			source_type: 'ad',
			source_id: '120210',
			headline: 'Valves',
			ctwa_clid: 'ARAx',
			welcome_message: { text: 'Hi' },
		};
		const referred_product = { catalog_id: 'c', product_retailer_id: 'SKU' };
		const [lead] = readMessages(textMessage('Hi', { referral, context: { referred_product } }));
		expect(lead.fields).toMatchObject({
			clickId: 'ARAx',
			clickIdType: 'ctwa_clid',
			campaign: 'Valves',
			referrer: 'https://fb.me/x',
			sourceDetail: 'Click-to-WhatsApp ad 120210',
			product: 'SKU',
		});
		expect(lead.activity?.custom).toMatchObject({ referral, referredProduct: referred_product });
	});
});

describe('reports', () => {
	test.each([
		['reaction', { message_id: 'wamid.x', emoji: '👍' }, 'Reaction by WhatsApp', '👍'],
		['reaction', { message_id: 'wamid.x' }, 'Reaction removed by WhatsApp', undefined],
		['revoke', { original_message_id: 'wamid.x' }, 'Message taken back by WhatsApp', undefined],
		[
			'edit',
			{ original_message_id: 'wamid.x', message: textMessage('600 pcs') },
			'Message edited by WhatsApp',
			'600 pcs',
		],
	])('%s makes no lead and opens no window', (type, part, subject, body) => {
		const [report] = readMessages(message(type, part));
		expect(report).toMatchObject({
			report: true,
			externalId: `wamid.${type}`,
			fields: { whatsappBsuid: BSUID, mobile: '+4915123456789' },
			activity: { subject, direction: 'inbound', custom: { messageId: 'wamid.x' } },
		});
		expect(report.activity?.body).toBe(body);
		expect(report).not.toHaveProperty('whatsapp');
		expect(report.fields).not.toHaveProperty('message');
	});

	test('an answer to a call request', () => {
		const call_permission_reply = { response: 'accept', expiration_timestamp: '1767312000' };
		const part = { type: 'call_permission_reply', call_permission_reply };
		const [report] = readMessages(message('interactive', part));
		expect(report).toMatchObject({
			report: true,
			activity: { subject: 'Calls allowed by WhatsApp' },
		});
	});

	test('messages written in the app are outbound', () => {
		const echo = {
			from: '15550783881',
			to: '4915123456789',
			to_user_id: BSUID,
			id: 'wamid.echo',
			timestamp: TIMESTAMP,
			type: 'text',
			text: { body: 'The offer is on its way' },
		};
		const value = { messaging_product: 'whatsapp', metadata, message_echoes: [echo] };
		const report = readOne(delivery({ field: 'smb_message_echoes', value }));
		expect(report).toMatchObject({
			report: true,
			externalId: 'wamid.echo',
			fields: { whatsappBsuid: BSUID, mobile: '+4915123456789' },
			activity: {
				direction: 'outbound',
				subject: 'Message from the WhatsApp Business app',
				body: 'The offer is on its way',
				at: AT,
			},
		});
		expect(report).not.toHaveProperty('whatsapp');
	});
});
