import type {
	ICredentialDataDecryptedObject,
	ICredentialsDecrypted,
	IHookFunctions,
	INodeCredentialTestResult,
	IWebhookFunctions,
} from 'n8n-workflow';
import { LeadflowError } from '../../leads/model/error';

export const WEBHOOK_CREDENTIAL = 'whatsAppWebhookApi';

export interface WebhookCredential {
	appSecret: string;
	verifyToken: string;
}

/** What Meta makes: 32 hexadecimal digits. */
const APP_SECRET = /^[0-9a-f]{32}$/i;

function textOf(value: unknown): string {
	return typeof value === 'string' ? value.trim() : '';
}

function valuesOf(data: ICredentialDataDecryptedObject): WebhookCredential {
	return { appSecret: textOf(data.appSecret), verifyToken: textOf(data.verifyToken) };
}

/**
 * The app secret and the verify token of a node.
 *
 * @throws LeadflowError CONFIGURATION when one of them is empty
 */
export async function readWebhookCredential(
	node: IHookFunctions | IWebhookFunctions,
): Promise<WebhookCredential> {
	const data = await node.getCredentials<ICredentialDataDecryptedObject>(WEBHOOK_CREDENTIAL);
	const values = valuesOf(data);
	if (values.appSecret === '' || values.verifyToken === '') {
		throw new LeadflowError(
			'CONFIGURATION',
			"The WhatsApp Webhook API credential has no 'App Secret' or no 'Verify Token'",
			{ hint: "Fill in both: without them nobody can tell Meta's deliveries from forged ones." },
		);
	}
	return values;
}

/** Looks at a `WhatsApp Webhook API` credential. Whether it is the right one, only Meta's deliveries show. */
export async function whatsAppWebhookTest(
	credential: ICredentialsDecrypted,
): Promise<INodeCredentialTestResult> {
	const { appSecret, verifyToken } = valuesOf(credential.data ?? {});
	if (!APP_SECRET.test(appSecret)) {
		const message =
			"'App Secret' has 32 digits and letters from a to f: Meta shows it under 'App settings → Basic'";
		return { status: 'Error', message };
	}
	if (verifyToken === '') return { status: 'Error', message: "'Verify Token' is empty" };
	const message = "Looks right. Meta checks it when you press 'Verify and save'.";
	return { status: 'OK', message };
}
