import { webhookDescriptionFields, type IWebhookDescription } from 'n8n-workflow';

type PathParameters = { options?: { path?: string } };
type PathField = Parameters<typeof webhookDescriptionFields>[0][string];

/** The path that the author gave the callback, without slashes around it; empty for none. */
const ownPath = (parameters: PathParameters) =>
	(parameters.options?.path ?? '').trim().replace(/^\/+|\/+$/g, '');

/*
 * For every request n8n works out the paths of all entries, and its expression engine takes about a
 * millisecond for each. A field with `resolve` is called instead; the editor evaluates `template`,
 * into which the same function is written, so it must close over nothing.
 */
const callbackPath: PathField = {
	template: `={{(${String(ownPath)})($parameter) || "wecom"}}`,
	resolve: (parameters: PathParameters) => ownPath(parameters) || 'wecom',
};

const isOwnPath: PathField = {
	template: `={{(${String(ownPath)})($parameter) !== ""}}`,
	resolve: (parameters: PathParameters) => ownPath(parameters) !== '',
};

const fields: Record<string, string> = webhookDescriptionFields({
	path: callbackPath,
	isFullPath: isOwnPath,
});

/**
 * The one address for WeCom's console: it is tried with GET when it is saved and gets deliveries by
 * POST. `/webhook/<own path>`, or `/webhook/<webhook id>/wecom` where the author gave none.
 */
export const weComWebhooks: IWebhookDescription[] = [
	{
		name: 'setup',
		httpMethod: 'GET',
		responseMode: 'onReceived',
		responseData: '',
		path: 'wecom',
		ndvHideUrl: true,
		...fields,
	},
	{
		name: 'default',
		httpMethod: 'POST',
		responseMode: 'onReceived',
		// Without it n8n answers `firstEntryJson` in words where a node has not answered itself.
		responseData: '',
		path: 'wecom',
		ndvHideMethod: true,
		...fields,
	},
];
