import type {
	ICredentialsDecrypted,
	ICredentialTestFunctions,
	INodeCredentialTestResult,
} from 'n8n-workflow';
import type { HttpExchange } from '../../channels/wecom/api/client';
import type { WeComCaller } from '../../channels/wecom/caller';
import { textAt } from '../../channels/shared/foreignJson';
import { LeadflowError } from '../../leads/model/error';
import { readWeComCredential, weComClient, type WeComCredential } from './weComApp';

/**
 * HTTP in a credential test. n8n gives tests its older function only, which knows its proxy settings
 * just as well.
 */
function testHttp({ request }: ICredentialTestFunctions['helpers']): HttpExchange {
	return async ({ method, url, body }) => {
		const answer: { statusCode: number; body: unknown } = await request({
			method,
			uri: url,
			json: true,
			simple: false,
			resolveWithFullResponse: true,
			timeout: 15_000,
			...(body === undefined ? {} : { body }),
		});
		return { status: answer.statusCode, body: answer.body };
	};
}

function reasonOf(error: unknown): string {
	if (error instanceof LeadflowError) return [error.message, error.hint].filter(Boolean).join('. ');
	// Messages of HTTP libraries may hold addresses with tokens.
	return 'WeCom could not be asked';
}

/** What may be called beside the app itself, in the words of the console. */
const rights = [
	['客户联系', 'externalcontact/get_follow_user_list'],
	['微信客服', 'kf/account/list'],
] as const;

const NO_RIGHT: readonly string[] = ['FORBIDDEN', 'REFUSED', 'CONFIGURATION'];
const UNTRUSTED_ADDRESS = 60020;

/** Whether a call is allowed; an untrusted address or a WeCom that does not answer is an error. */
async function mayCall(caller: WeComCaller, path: string): Promise<boolean> {
	return await caller.call(path).then(
		() => true,
		async (error: unknown) => {
			const untrusted =
				error instanceof LeadflowError && 'errcode' in error && error.errcode === UNTRUSTED_ADDRESS;
			const refused = error instanceof LeadflowError && NO_RIGHT.includes(error.code);
			return refused && !untrusted ? false : await Promise.reject(error);
		},
	);
}

async function report(caller: WeComCaller, { agentId }: WeComCredential): Promise<string> {
	const told: string[] = [];
	if (agentId !== undefined) {
		const agent = await caller.call('agent/get', { query: { agentid: String(agentId) } });
		told.push(`Connected as ${textAt(agent, 'name') ?? agentId}`);
	} else {
		told.push("Connected; without an 'Agent ID' no messages to members");
	}
	for (const [name, path] of rights) {
		told.push(`${name}: ${(await mayCall(caller, path)) ? 'allowed' : 'not allowed'}`);
	}
	return told.join(' · ');
}

/**
 * Tests a `WeCom API` credential: token, agent, trusted address, and what the app may call. Says what
 * is in the way and what to do.
 */
export async function weComTest(
	this: ICredentialTestFunctions,
	credential: ICredentialsDecrypted,
): Promise<INodeCredentialTestResult> {
	const http = testHttp(this.helpers);
	const tested = async (): Promise<INodeCredentialTestResult> => {
		const values = readWeComCredential(credential.data ?? {});
		const message = await report(await weComClient(values, http), values);
		return { status: 'OK', message };
	};
	return await tested().catch(
		(error: unknown): INodeCredentialTestResult => ({ status: 'Error', message: reasonOf(error) }),
	);
}
