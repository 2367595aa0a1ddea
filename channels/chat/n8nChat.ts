import type { CapturedLead } from '../../leads/model/lead';
import { answersOf, sortAnswers } from '../shared/answers';
import { landingFields } from '../shared/campaign';
import { memberAt, membersOf, textAt } from '../shared/foreignJson';
import { ignored, type Reading } from '../shared/reading';
import { sentBody } from '../shared/webhookItem';
import { chatActivity, chatIdAt, knownFields, saidText } from './chatLead';

const CHANNEL = 'n8nChat';

/** Where the chat's page says it stands, if its author handed it over as metadata. */
const PAGE_NAMES = ['landingUrl', 'pageUrl', 'url', 'page', 'href'];

/**
 * Reads an item of n8n's own Chat Trigger: `{sessionId, action, chatInput, metadata}`. The website
 * that embeds the chat chooses the metadata; its names are taken as labels of lead fields. Messages
 * have no id, so the same words within ten minutes count once.
 */
export function readN8nChat(item: unknown): Reading {
	const body = sentBody(item);
	const session = chatIdAt(body, 'sessionId');
	const said = saidText(textAt(body, 'chatInput'));
	if (session === undefined || said === undefined) {
		return ignored('noMessage', 'The item holds no message of a chat session');
	}
	const metadata = membersOf(memberAt(body, 'metadata'));
	const page = PAGE_NAMES.map((name) => textAt(metadata, name)).find((text) => text !== undefined);
	const known = { ...landingFields(page), ...knownFields({ message: said }) };
	const labels = answersOf(metadata).filter(({ label }) => !PAGE_NAMES.includes(label));
	const { fields, custom } = sortAnswers(labels, known);
	const captured: CapturedLead = {
		fields: { ...fields, chatContactId: `n8n:${session}` },
		custom,
		channel: CHANNEL,
		payload: body,
		activity: chatActivity('Message by chat', { direction: 'inbound', body: said }),
	};
	return { captured: [captured] };
}
