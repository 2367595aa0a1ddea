import { LeadflowError } from '../../../leads/model/error';
import { membersOf } from '../../shared/foreignJson';
import type { WeComCaller, WeComRequest } from '../caller';
import { weComError } from './errors';
import { sharedTokens, type AccessToken, type TokenCache, type WeComApp } from './token';

/** One HTTP exchange. Rejects when there is no answer; an HTTP error status is an answer. */
export interface HttpExchange {
	(request: {
		method: 'GET' | 'POST';
		url: string;
		/** Sent as JSON. */
		body?: unknown;
	}): Promise<{ status: number; /** Parsed JSON, or text where it is none. */ body: unknown }>;
}

/** What the client needs from where it runs. */
export interface WeComClientParts {
	http: HttpExchange;
	/** Epoch milliseconds. */
	now?: () => number;
	wait?: (milliseconds: number) => Promise<void>;
	tokens?: TokenCache;
}

/** The answer of one exchange: its errcode and all its members. */
interface Answer {
	errcode: number;
	errmsg: string;
	members: Record<string, unknown>;
}

/** WeCom asks for at most three repetitions when it says -1. */
const BUSY_WAITS = [300, 1_000, 3_000];
const BUSY = -1;
const TOKEN_REFUSED: readonly number[] = [40014, 42001, 41001];
/** A token is not used in the last minutes of its life, so that it does not die on the way. */
const TOKEN_MARGIN = 5 * 60_000;

/** Where WeCom's server API answers, unless a private deployment has its own. */
export const WECOM_URL = 'https://qyapi.weixin.qq.com';

const pause = async (milliseconds: number) =>
	await new Promise<void>((resolve) => setTimeout(resolve, milliseconds));

/**
 * Calls WeCom's server API in the name of one app: adds the access token, takes a new one when WeCom
 * refuses it, and waits when WeCom is busy.
 */
export class WeComClient implements WeComCaller {
	private readonly app: WeComApp;
	private readonly http: HttpExchange;
	private readonly now: () => number;
	private readonly wait: (milliseconds: number) => Promise<void>;
	private readonly tokens: TokenCache;

	constructor(app: WeComApp, { http, now, wait, tokens }: WeComClientParts) {
		this.app = { ...app, baseUrl: app.baseUrl.trim().replace(/\/+$/, '') || WECOM_URL };
		this.http = http;
		this.now = now ?? Date.now;
		this.wait = wait ?? pause;
		this.tokens = tokens ?? sharedTokens;
	}

	/** See {@link WeComCaller.call}. */
	async call(path: string, request: WeComRequest = {}): Promise<Record<string, unknown>> {
		const token = await this.token();
		let answer = await this.patiently(path, request, token);
		if (TOKEN_REFUSED.includes(answer.errcode)) {
			this.tokens.drop(this.app, token);
			answer = await this.patiently(path, request, await this.token());
		}
		if (answer.errcode !== 0) throw weComError(answer.errcode, answer.errmsg, path);
		return answer.members;
	}

	private async token(): Promise<string> {
		return await this.tokens.get(this.app, this.now(), async () => await this.fetchToken());
	}

	/** GET gettoken: https://developer.work.weixin.qq.com/document/path/91039 */
	private async fetchToken(): Promise<AccessToken> {
		const { corpId, secret } = this.app;
		const query = { corpid: corpId, corpsecret: secret };
		const { errcode, errmsg, members } = await this.patiently('gettoken', { query });
		if (errcode !== 0) throw weComError(errcode, errmsg, 'gettoken');
		const { access_token: value, expires_in: seconds } = members;
		if (typeof value !== 'string' || value === '') throw noWeCom('gave no access token');
		const life = (typeof seconds === 'number' && seconds > 0 ? seconds : 7_200) * 1_000;
		return { value, goodUntil: this.now() + Math.max(life - TOKEN_MARGIN, life / 2) };
	}

	/** One call, repeated while WeCom says that it is busy. */
	private async patiently(path: string, request: WeComRequest, token?: string): Promise<Answer> {
		let answer = await this.exchange(path, request, token);
		for (const milliseconds of BUSY_WAITS) {
			if (answer.errcode !== BUSY) break;
			await this.wait(milliseconds);
			answer = await this.exchange(path, request, token);
		}
		return answer;
	}

	private async exchange(
		path: string,
		{ query = {}, body }: WeComRequest,
		token?: string,
	): Promise<Answer> {
		const search = new URLSearchParams({ ...(token ? { access_token: token } : {}), ...query });
		return await exchangeWith(this.http, `${this.app.baseUrl}/cgi-bin/${path}?${search}`, body);
	}
}

/**
 * One exchange with a server that speaks WeCom's envelope `{errcode, errmsg, …}`.
 *
 * @throws LeadflowError where no answer of WeCom comes back. The address is never in its words:
 * it holds the token.
 */
export async function exchangeWith(
	http: HttpExchange,
	url: string,
	body?: unknown,
): Promise<Answer> {
	const response = await http({
		method: body === undefined ? 'GET' : 'POST',
		url,
		...(body === undefined ? {} : { body }),
	}).catch((error: unknown) => Promise.reject(noAnswer(error)));
	const members = membersOf(response.body);
	const { errcode, errmsg } = members;
	if (response.status !== 200) throw noWeCom(`answered with HTTP ${response.status}`);
	if (typeof errcode !== 'number') throw noWeCom('did not answer as WeCom does');
	return { errcode, errmsg: typeof errmsg === 'string' ? errmsg : '', members };
}

/** Causes in words; n8n replaces messages that hold the codes themselves. */
const causes: Readonly<Record<string, string>> = {
	ECONNREFUSED: 'the connection was refused',
	ECONNRESET: 'the connection broke off',
	ENOTFOUND: 'its name is not known here',
	EAI_AGAIN: 'its name could not be looked up',
	ETIMEDOUT: 'there was no answer in time',
	ECONNABORTED: 'there was no answer in time',
	DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is not trusted',
	SELF_SIGNED_CERT_IN_CHAIN: 'its certificate is not trusted',
	UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'its certificate is not trusted',
	CERT_HAS_EXPIRED: 'its certificate has expired',
};

function noAnswer(error: unknown): LeadflowError {
	// Only the word for the cause: messages of HTTP libraries may hold the address with its token.
	const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : '';
	const cause = typeof code === 'string' && Object.hasOwn(causes, code) ? `: ${causes[code]}` : '';
	return new LeadflowError('UNREACHABLE', `WeCom cannot be reached${cause}`, {
		hint: 'Check the network, the proxy settings of n8n and the base URL of the credential.',
	});
}

function noWeCom(what: string): LeadflowError {
	return new LeadflowError('UNREACHABLE', `The server at the base URL ${what}`, {
		hint: 'Check the base URL of the credential, and that no proxy answers in its place.',
	});
}
