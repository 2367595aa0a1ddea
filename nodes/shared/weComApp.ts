import type {
	ICredentialDataDecryptedObject,
	IHttpRequestOptions,
	RequestHelperFunctions,
} from 'n8n-workflow';
import type { HttpExchange, WeComClient } from '../../channels/wecom/api/client';
import { LeadflowError } from '../../leads/model/error';

export const WECOM_CREDENTIAL = 'weComApi';

/** One answer in time, or none: WeCom answers within seconds. */
const TIMEOUT = 30_000;

/** Any n8n context that has credentials and may send HTTP requests. */
export interface NodeThatCalls {
	getCredentials(type: string): Promise<ICredentialDataDecryptedObject>;
	helpers: Pick<RequestHelperFunctions, 'httpRequest'>;
}

/** A `WeCom API` credential as the nodes use it. */
export interface WeComCredential {
	corpId: string;
	/** AgentId of the app; undefined where the credential has none. */
	agentId: number | undefined;
	secret: string;
	token: string;
	encodingAesKey: string;
	baseUrl: string;
}

export interface WeComAppOnNode {
	client: WeComClient;
	credential: WeComCredential;
}

/** n8n's own HTTP client, so that its proxy and network rules hold. */
export function n8nHttp({ httpRequest }: NodeThatCalls['helpers']): HttpExchange {
	return async ({ method, url, body }) => {
		const options: IHttpRequestOptions = {
			method,
			url,
			json: true,
			returnFullResponse: true,
			ignoreHttpStatusErrors: true,
			timeout: TIMEOUT,
			...(body === undefined ? {} : { body: toJson(body), headers: JSON_BODY }),
		};
		const answer: { statusCode: number; body: unknown } = await httpRequest(options);
		return { status: answer.statusCode, body: answer.body };
	};
}

const JSON_BODY = { 'Content-Type': 'application/json; charset=utf-8' };

/** Bytes, so that no client on the way writes the JSON again in its own way. */
function toJson(body: unknown): Buffer {
	return Buffer.from(JSON.stringify(body));
}

/**
 * The values of a `WeCom API` credential, trimmed.
 *
 * @throws LeadflowError CONFIGURATION where corp ID or secret are missing
 */
export function readWeComCredential(data: ICredentialDataDecryptedObject): WeComCredential {
	const text = (name: string) => String(data[name] ?? '').trim();
	const agentId = text('agentId');
	for (const [name, label] of [
		['corpId', 'Corp ID'],
		['secret', 'Secret'],
	]) {
		if (text(name) === '') {
			throw new LeadflowError('CONFIGURATION', `The WeCom API credential has no '${label}'`, {
				hint: 'Open the credential and fill it in.',
			});
		}
	}
	return {
		corpId: text('corpId'),
		agentId: /^\d{1,15}$/.test(agentId) ? Number(agentId) : undefined,
		secret: text('secret'),
		token: text('token'),
		encodingAesKey: text('encodingAesKey'),
		baseUrl: text('baseUrl'),
	};
}

/** A client for the app of a credential. */
export async function weComClient(
	credential: WeComCredential,
	http: HttpExchange,
): Promise<WeComClient> {
	// Loaded at first use, so that n8n's start does not wait for it.
	const { WeComClient: Client } = await import('../../channels/wecom/api/client');
	return new Client(credential, { http });
}

/**
 * The WeCom app of the node's `WeCom API` credential, ready to be called.
 *
 * @throws LeadflowError CONFIGURATION where the credential is not complete
 */
export async function openWeComApp(node: NodeThatCalls): Promise<WeComAppOnNode> {
	const credential = readWeComCredential(await node.getCredentials(WECOM_CREDENTIAL));
	return { credential, client: await weComClient(credential, n8nHttp(node.helpers)) };
}
