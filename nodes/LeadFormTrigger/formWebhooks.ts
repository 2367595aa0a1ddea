import { webhookDescriptionFields, type IWebhookDescription } from 'n8n-workflow';

type PathParameters = { options?: { path?: string } };
type PathField = Parameters<typeof webhookDescriptionFields>[0][string];

/** The path that the author gave the form, without slashes around it; empty for none. */
const ownPath = (parameters: PathParameters) =>
	(parameters.options?.path ?? '').trim().replace(/^\/+|\/+$/g, '');

/*
 * For every request n8n works out the paths of all entries, and its expression engine takes about a
 * millisecond for each. A field with `resolve` is called instead; the editor evaluates `template`,
 * into which the same function is written, so it must close over nothing.
 */
const formPath: PathField = {
	template: `={{(${String(ownPath)})($parameter)}}`,
	resolve: ownPath,
};

const isOwnPath: PathField = {
	template: `={{(${String(ownPath)})($parameter) !== ""}}`,
	resolve: (parameters: PathParameters) => ownPath(parameters) !== '',
};

/** Beside the form: `<own path>/qr`, or, where n8n puts the webhook id in front itself, `qr`. */
function besideForm(name: string): PathField {
	return {
		template: `={{(${String(ownPath)})($parameter) === "" ? "${name}" : (${String(ownPath)})($parameter) + "/${name}"}}`,
		resolve: (parameters: PathParameters) => {
			const path = ownPath(parameters);
			return path === '' ? name : `${path}/${name}`;
		},
	};
}

function codeWebhook(name: string, more: Partial<IWebhookDescription>): IWebhookDescription {
	const computed: Record<string, string> = webhookDescriptionFields({
		path: besideForm(name),
		isFullPath: isOwnPath,
	});
	return {
		name: 'setup',
		httpMethod: 'GET',
		responseMode: 'onReceived',
		path: name,
		nodeType: 'form',
		...computed,
		...more,
	};
}

/**
 * The addresses that a form answers: the page, its post, and its QR code as page and pictures. They
 * are at `/form/<own path>`, or at `/form/<webhook id>` where the author gave none.
 */
export const formWebhooks: IWebhookDescription[] = [
	{
		name: 'setup',
		httpMethod: 'GET,HEAD',
		responseMode: 'onReceived',
		isFullPath: true,
		...webhookDescriptionFields({ path: formPath }),
		nodeType: 'form',
		ndvHideMethod: true,
	},
	{
		name: 'default',
		httpMethod: 'POST',
		responseMode: 'onReceived',
		// Without it n8n answers `firstEntryJson` in words where a node has not answered itself.
		responseData: '',
		isFullPath: true,
		...webhookDescriptionFields({ path: formPath }),
		nodeType: 'form',
		ndvHideUrl: true,
	},
	codeWebhook('qr', { ndvHideMethod: true }),
	codeWebhook('qr.svg', { ndvHideUrl: true }),
	codeWebhook('qr.png', { ndvHideUrl: true }),
];
