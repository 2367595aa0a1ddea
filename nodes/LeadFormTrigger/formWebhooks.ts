import { webhookDescriptionFields, type IWebhookDescription } from 'n8n-workflow';
import { isOwnPath, ownPath, type PathField, type PathParameters } from '../shared/webhookPath';

const formPath: PathField = {
	template: `={{(${String(ownPath)})($parameter)}}`,
	resolve: ownPath,
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
