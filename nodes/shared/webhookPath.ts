import { webhookDescriptionFields, type IWebhookDescription } from 'n8n-workflow';

export type PathParameters = { options?: { path?: string } };
export type PathField = Parameters<typeof webhookDescriptionFields>[0][string];

/** The path that the author gave the webhook under Options, without slashes around it; empty for none. */
export const ownPath = (parameters: PathParameters) =>
	(parameters.options?.path ?? '').trim().replace(/^\/+|\/+$/g, '');

/** Whether the author chose the path: then n8n puts no webhook id in front of it. */
export const isOwnPath: PathField = {
	template: `={{(${String(ownPath)})($parameter) !== ""}}`,
	resolve: (parameters: PathParameters) => ownPath(parameters) !== '',
};

/**
 * The address of a webhook whose author may choose the path: `/webhook/<own path>`, or
 * `/webhook/<webhook id>/<fallback>` where they gave none.
 *
 * For every request n8n works out the paths of all entries, and its expression engine takes about a
 * millisecond for each. A field with `resolve` is called instead; the editor evaluates `template`,
 * into which the same function is written, so it must close over nothing.
 *
 * @param fallback letters and dashes only
 */
export function ownPathFields(fallback: string): Record<string, string> {
	const path: PathField = {
		template: `={{(${String(ownPath)})($parameter) || "${fallback}"}}`,
		resolve: (parameters: PathParameters) => ownPath(parameters) || fallback,
	};
	return webhookDescriptionFields({ path, isFullPath: isOwnPath });
}

/**
 * The one address of a sender that tries it with GET when it is saved and delivers by POST:
 * `/webhook/<own path>`, or `/webhook/<webhook id>/<fallback>` where the author gave none.
 */
export function deliveryWebhooks(fallback: string): IWebhookDescription[] {
	const fields = ownPathFields(fallback);
	return [
		{
			name: 'setup',
			httpMethod: 'GET',
			responseMode: 'onReceived',
			responseData: '',
			path: fallback,
			ndvHideUrl: true,
			...fields,
		},
		{
			name: 'default',
			httpMethod: 'POST',
			responseMode: 'onReceived',
			// Without it n8n answers `firstEntryJson` in words where a node has not answered itself.
			responseData: '',
			path: fallback,
			ndvHideMethod: true,
			...fields,
		},
	];
}
