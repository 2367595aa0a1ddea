import type {
	ICredentialDataDecryptedObject,
	ICredentialsDecrypted,
	INodeCredentialTestResult,
	IWebhookFunctions,
} from 'n8n-workflow';

export const WEBHOOK_CREDENTIAL = 'leadWebhookApi';

/** What a `Lead Webhook API` credential holds; empty text for what it does not. */
export interface WebhookCredential {
	secret: string;
	verifyToken: string;
	pageAccessToken: string;
	companyId: string;
	sobotSecret: string;
}

function fromData(data: ICredentialDataDecryptedObject): WebhookCredential {
	const text = (name: string) => {
		const value = data[name];
		return typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';
	};
	return {
		secret: text('secret'),
		verifyToken: text('verifyToken'),
		pageAccessToken: text('pageAccessToken'),
		companyId: text('sobotCompanyId'),
		sobotSecret: text('sobotSecret'),
	};
}

/** The node's credential; one that holds nothing where none is chosen. */
export async function readWebhookCredential(
	node: Pick<IWebhookFunctions, 'getNode' | 'getCredentials'>,
): Promise<WebhookCredential> {
	const isChosen = node.getNode().credentials?.[WEBHOOK_CREDENTIAL] !== undefined;
	return fromData(
		isChosen ? await node.getCredentials<ICredentialDataDecryptedObject>(WEBHOOK_CREDENTIAL) : {},
	);
}

const SHORTEST_SECRET = 8;

/** Says what the credential is good for: its platforms cannot be asked before they send something. */
export async function leadWebhookTest(
	credential: ICredentialsDecrypted,
): Promise<INodeCredentialTestResult> {
	const { secret, verifyToken, pageAccessToken, companyId, sobotSecret } = fromData(
		credential.data ?? {},
	);
	if (secret !== '' && secret.length < SHORTEST_SECRET) {
		return { status: 'Error', message: `The secret is shorter than ${SHORTEST_SECRET} characters` };
	}
	if ((companyId === '') !== (sobotSecret === '')) {
		return { status: 'Error', message: 'Sobot signs with company ID and app key: fill in both' };
	}
	const holds = [
		...(secret === '' ? [] : ['a secret']),
		...(verifyToken === '' ? [] : ['a Meta verify token']),
		...(pageAccessToken === '' ? [] : ['a Meta page access token']),
		...(sobotSecret === '' ? [] : ['the Sobot keys']),
	];
	return holds.length === 0
		? { status: 'Error', message: 'Fill in what your platform has' }
		: { status: 'OK', message: `Holds ${holds.join(', ')}. Deliveries are checked with it.` };
}
