import { webhookDescriptionFields, type IWebhookDescription } from 'n8n-workflow';

type PathParameters = { options?: { path?: string } };
type PathField = Parameters<typeof webhookDescriptionFields>[0][string];

/** The path that the author gave the desk, without slashes around it; empty for none. */
const ownPath = (parameters: PathParameters) =>
	(parameters.options?.path ?? '').trim().replace(/^\/+|\/+$/g, '');

/*
 * For every request n8n works out the path, and its expression engine takes about a millisecond for
 * it. A field with `resolve` is called instead; the editor evaluates `template`, into which the same
 * function is written, so it must close over nothing.
 */
const deskPath: PathField = {
	template: `={{(${String(ownPath)})($parameter) || "desk"}}`,
	resolve: (parameters: PathParameters) => ownPath(parameters) || 'desk',
};

const isOwnPath: PathField = {
	template: `={{(${String(ownPath)})($parameter) !== ""}}`,
	resolve: (parameters: PathParameters) => ownPath(parameters) !== '',
};

const fields: Record<string, string> = webhookDescriptionFields({
	path: deskPath,
	isFullPath: isOwnPath,
});

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
		...fields,
	},
];
