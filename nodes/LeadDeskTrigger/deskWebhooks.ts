import type { IWebhookDescription } from 'n8n-workflow';
import { ownPathFields } from '../shared/webhookPath';

/**
 * The one address of the desk: `/webhook/<own path>`, or `/webhook/<webhook id>/desk` where the
 * author gave none. Its pages differ by parameters, because n8n knows no open-ended paths.
 */
export const deskWebhooks: IWebhookDescription[] = [
	{
		name: 'default',
		httpMethod: 'GET,POST',
		responseMode: 'onReceived',
		// Without it n8n answers `firstEntryJson` in words where a node has not answered itself.
		responseData: '',
		path: 'desk',
		ndvHideMethod: true,
		...ownPathFields('desk'),
	},
];
