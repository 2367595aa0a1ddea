import { webhookDescriptionFields, type IWebhookDescription } from 'n8n-workflow';

type PathParameters = { options?: { path?: string } };
type PathField = Parameters<typeof webhookDescriptionFields>[0][string];

/** The path that the author gave the webhook, without slashes around it; empty for none. */
const ownPath = (parameters: PathParameters) =>
	(parameters.options?.path ?? '').trim().replace(/^\/+|\/+$/g, '');

/*
 * For every request n8n works out the paths of all entries, and its expression engine takes about a
 * millisecond for each. A field with `resolve` is called instead; the editor evaluates `template`,
 * into which the same function is written, so it must close over nothing.
 */
const webhookPath: PathField = {
	template: `={{(${String(ownPath)})($parameter) || "lead"}}`,
	resolve: (parameters: PathParameters) => ownPath(parameters) || 'lead',
};

const isOwnPath: PathField = {
	template: `={{(${String(ownPath)})($parameter) !== ""}}`,
	resolve: (parameters: PathParameters) => ownPath(parameters) !== '',
};

const fields: Record<string, string> = webhookDescriptionFields({
	path: webhookPath,
	isFullPath: isOwnPath,
});

/**
 * The one address for a platform: some try it with GET when it is saved. `/webhook/<own path>`, or
 * `/webhook/<webhook id>/lead` where the author gave none.
 */
export const leadWebhooks: IWebhookDescription[] = [
	{
		name: 'setup',
		httpMethod: 'GET',
		responseMode: 'onReceived',
		responseData: '',
		path: 'lead',
		ndvHideUrl: true,
		...fields,
	},
	{
		name: 'default',
		httpMethod: 'POST',
		responseMode: 'onReceived',
		// Without it n8n answers `firstEntryJson` in words where a node has not answered itself.
		responseData: '',
		path: 'lead',
		...fields,
	},
];
