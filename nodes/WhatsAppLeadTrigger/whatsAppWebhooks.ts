import type { IWebhookDescription } from 'n8n-workflow';
import { ownPathFields } from '../shared/webhookPath';

const fields = ownPathFields('whatsapp');

/** The one address for Meta's app dashboard: tried with GET when it is saved, deliveries come by POST. */
export const whatsAppWebhooks: IWebhookDescription[] = [
	{
		name: 'setup',
		httpMethod: 'GET',
		responseMode: 'onReceived',
		responseData: '',
		path: 'whatsapp',
		ndvHideUrl: true,
		...fields,
	},
	{
		name: 'default',
		httpMethod: 'POST',
		responseMode: 'onReceived',
		// Without it n8n answers `firstEntryJson` in words where a node has not answered itself.
		responseData: '',
		path: 'whatsapp',
		ndvHideMethod: true,
		...fields,
	},
];
