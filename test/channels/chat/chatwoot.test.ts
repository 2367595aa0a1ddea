import { readChatwoot } from '../../../channels/chat/chatwoot';
import { chatwootContact, chatwootConversation, chatwootMessage } from './samples';

describe('a message of Chatwoot', () => {
	it('is a lead with the visitor’s data, the campaign of the page and what was said', () => {
		const { captured } = readChatwoot(chatwootMessage);
		expect(captured).toEqual([
			{
				fields: {
					message: 'Do you ship to Kunming?',
					utmSource: 'baidu',
					clickId: 'abc123',
					clickIdType: 'bd_vid',
					landingUrl: 'https://www.example.com/valves?utm_source=baidu&bd_vid=abc123',
					language: 'zh-CN',
					sourceDetail: 'Website',
					name: 'Li Na',
					email: 'li.na@example.com',
					phone: '+8613800138000',
					company: 'Example Ltd',
					chatContactId: 'chatwoot:1:77',
					product: '阀门',
					budget: '5000',
				},
				custom: {
					plan: 'trial',
					chatIdentifier: 'shop-4711',
					visitorCity: 'Suzhou',
					visitorCountry: 'China',
				},
				tags: ['vip', 'export'],
				channel: 'chatwoot',
				externalId: 'message:1:901',
				payload: chatwootMessage,
				activity: {
					type: 'chat',
					subject: 'Message by Chatwoot',
					direction: 'inbound',
					body: 'Do you ship to Kunming?',
					at: Date.UTC(2026, 4, 1, 8),
					externalId: 'message:1:901',
					custom: { attachments: [{ type: 'image', url: 'https://chat.example.com/a.png' }] },
				},
			},
		]);
	});

	it('from n8n’s Webhook node is read just so', () => {
		const item = { headers: {}, params: {}, query: {}, body: chatwootMessage };
		expect(readChatwoot(item)).toEqual(readChatwoot(chatwootMessage));
	});

	it.each([
		['outgoing', { message_type: 'outgoing' }, 'notIncoming'],
		['a template', { message_type: 'template' }, 'notIncoming'],
		['a private note', { private: true }, 'private'],
		['of nobody', { sender: null }, 'nobody'],
		['of an id that is none', { sender: { id: 'a b' } }, 'nobody'],
		['an update', { event: 'message_updated' }, 'otherEvent'],
		['somebody typing', { event: 'conversation_typing_on' }, 'otherEvent'],
	])('that is %s is none', (_, change, code) => {
		expect(readChatwoot({ ...chatwootMessage, ...change })).toMatchObject({
			captured: [],
			ignored: { code },
		});
	});

	it('has no name where Chatwoot made one up', () => {
		const sender = { ...chatwootMessage.sender, name: 'wandering-dew-123' };
		const { captured } = readChatwoot({ ...chatwootMessage, sender });
		expect(captured[0].fields).not.toHaveProperty('name');
	});

	it('longer than a lead keeps is cut there and whole in the payload', () => {
		const content = 'x'.repeat(50_000);
		const [lead] = readChatwoot({ ...chatwootMessage, content }).captured;
		expect(String(lead.fields.message).length).toBeLessThan(32_000);
		expect(lead.payload).toMatchObject({ content });
	});
});

describe('a conversation of Chatwoot', () => {
	it('is the message that it begins with, so that both reports make one delivery', () => {
		const [lead] = readChatwoot(chatwootConversation).captured;
		expect(lead).toMatchObject({
			externalId: 'message:1:901',
			fields: {
				chatContactId: 'chatwoot:1:77',
				message: 'Do you ship to Kunming?',
				utmSource: 'baidu',
			},
			activity: { at: Date.UTC(2026, 4, 1, 8) },
		});
	});

	it('that an agent began is no lead', () => {
		const messages = [{ id: 1, message_type: 1, content: 'Hi', account_id: 1 }];
		expect(readChatwoot({ ...chatwootConversation, messages }).ignored?.code).toBe('noMessage');
	});
});

describe('a contact of Chatwoot', () => {
	it('gives its fields once it can be reached', () => {
		const [lead] = readChatwoot(chatwootContact).captured;
		expect(lead.fields).toMatchObject({
			chatContactId: 'chatwoot:1:77',
			email: 'li.na@example.com',
			name: 'Li Na',
		});
		expect(lead.fields).not.toHaveProperty('message');
		const anonymous = {
			...chatwootContact,
			event: 'contact_created',
			email: null,
			phone_number: null,
		};
		expect(readChatwoot(anonymous).ignored?.code).toBe('noContactData');
	});

	it('is one delivery as long as it says the same', () => {
		const id = (change: object) =>
			readChatwoot({ ...chatwootContact, ...change }).captured[0].externalId;
		expect(id({})).toBe(id({ updated_at: 'later' }));
		expect(id({})).not.toBe(id({ name: 'Li Na-Wang' }));
		expect(id({})).not.toBe(id({ event: 'contact_created' }));
	});
});
