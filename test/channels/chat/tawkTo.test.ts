import { readTawkTo } from '../../../channels/chat/tawkTo';
import { tawkEnd, tawkStart, tawkTicket, tawkTranscript } from './samples';

const chatContactId = `tawk:${tawkStart.chatId}`;

it('the start of a chat is a lead with what the visitor wrote', () => {
	expect(readTawkTo(tawkStart).captured).toEqual([
		{
			fields: {
				name: 'Ada Example',
				email: 'ada@example.com',
				chatContactId,
				sourceDetail: 'Example Shop',
				message: 'Hello, a quote please',
			},
			custom: { visitorCity: 'cebu', visitorCountry: 'PH' },
			channel: 'tawkTo',
			externalId: `chat:start:${tawkStart.chatId}:${Date.UTC(2026, 4, 1, 8)}`,
			payload: tawkStart,
			activity: {
				type: 'chat',
				subject: 'Chat started on tawk.to',
				direction: 'inbound',
				body: 'Hello, a quote please',
				at: Date.UTC(2026, 4, 1, 8),
				externalId: tawkStart.chatId,
			},
		},
	]);
});

it('a chat that an agent began tells of a person, and makes no lead', () => {
	const message = { text: 'May I help you?', type: 'msg', sender: { type: 'agent' } };
	const [lead] = readTawkTo({ ...tawkStart, message }).captured;
	expect(lead).toMatchObject({ report: true, activity: { direction: 'outbound' } });
	expect(lead.fields).not.toHaveProperty('message');
});

it('the end of a chat only tells of the person', () => {
	expect(readTawkTo(tawkEnd).captured).toMatchObject([{ report: true, fields: { chatContactId } }]);
});

it('a transcript is a lead with the whole chat in its timeline', () => {
	const [lead] = readTawkTo(tawkTranscript).captured;
	expect(lead).toMatchObject({
		fields: { chatContactId, message: 'Hello, a quote please' },
		activity: {
			body: 'Agent: Welcome\nAda Example: Hello, a quote please\nWang: Of course\nVisitor: [file]',
		},
	});
	expect(lead).not.toHaveProperty('report');
	const messages = [{ sender: { t: 'a' }, msg: 'Hello?' }];
	const silent = { ...tawkTranscript, chat: { ...tawkTranscript.chat, messages } };
	expect(readTawkTo(silent).captured[0].report).toBe(true);
});

it('a ticket is a lead', () => {
	expect(readTawkTo(tawkTicket).captured).toMatchObject([
		{
			fields: { name: 'Ada Example', email: 'ada@example.com', message: 'Quote\n\n200 valves' },
			externalId: `ticket:create:${tawkTicket.ticket.id}:${Date.UTC(2026, 4, 1, 8, 12)}`,
		},
	]);
});

it('a name that tawk.to made up is none', () => {
	const visitor = { ...tawkStart.visitor, name: 'V1561719148780935' };
	expect(readTawkTo({ ...tawkStart, visitor }).captured[0].fields).not.toHaveProperty('name');
});

it('anything else is ignored', () => {
	expect(readTawkTo({ event: 'x' }).ignored?.code).toBe('otherEvent');
	expect(readTawkTo({ ...tawkStart, chatId: undefined }).ignored?.code).toBe('nobody');
	expect(readTawkTo({ ...tawkTicket, ticket: null }).ignored?.code).toBe('nobody');
});
