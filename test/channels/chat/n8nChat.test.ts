import { readN8nChat } from '../../../channels/chat/n8nChat';
import { n8nChatItem } from './samples';

it('a chat message is a lead with what the page handed over', () => {
	expect(readN8nChat(n8nChatItem).captured).toEqual([
		{
			fields: {
				message: 'Ich brauche 200 Ventile',
				email: 'ada@example.com',
				company: 'Example GmbH',
				landingUrl: 'https://www.example.com/de?utm_campaign=spring',
				utmCampaign: 'spring',
				chatContactId: `n8n:${n8nChatItem.sessionId}`,
			},
			custom: { theme: 'dark' },
			channel: 'n8nChat',
			payload: n8nChatItem,
			activity: {
				type: 'chat',
				subject: 'Message by chat',
				direction: 'inbound',
				body: 'Ich brauche 200 Ventile',
			},
		},
	]);
});

it('what is no message is ignored, and metadata cannot pose as somebody', () => {
	const load = { ...n8nChatItem, action: 'loadPreviousSession', chatInput: undefined };
	expect(readN8nChat(load).ignored?.code).toBe('noMessage');
	const metadata = { chatContactId: 'chatwoot:1:77', whatsappBsuid: 'CN.1' };
	const [lead] = readN8nChat({ ...n8nChatItem, metadata }).captured;
	expect(lead.fields).toEqual({
		message: n8nChatItem.chatInput,
		chatContactId: `n8n:${n8nChatItem.sessionId}`,
	});
});
