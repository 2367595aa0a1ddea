import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { contactCalls } from './wecom/contacts.mjs';
import { contactWayCalls } from './wecom/contactWays.mjs';
import { customerServiceCalls } from './wecom/customerService.mjs';
import { messageCalls } from './wecom/messages.mjs';
import { refusal } from './wecom/refusal.mjs';

/*
 * A server that answers as WeCom's server API does (https://developer.work.weixin.qq.com/document),
 * as far as our nodes use it: tokens that expire, limits, a busy server, members, customers, codes,
 * links, customer service and messages.
 */

const calls = { ...contactCalls, ...contactWayCalls, ...customerServiceCalls, ...messageCalls };

/** Calls that WeCom answers to GET only; all others take a JSON body, `webhook/send` without a token. */
const READS = new Set([
	'gettoken',
	'externalcontact/get_follow_user_list',
	'externalcontact/list',
	'externalcontact/get',
	'agent/get',
	'user/simplelist',
	'getcallbackip',
	'get_api_domain_ip',
]);
/** What stands at `/qr/…`: the smallest PNG there is. */
const PICTURE = Buffer.from(
	'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII=',
	'base64',
);
const WITHOUT_TOKEN = new Set(['gettoken', 'webhook/send']);

/** Starts a WeCom of your own on a free port; what it knows is `state`, what was asked is `requests`. */
export async function startWeComSimulator(options = {}) {
	const state = newState(options);
	const requests = [];
	const server = createServer((request, response) => {
		if (request.url.startsWith('/qr/')) {
			response.writeHead(200, { 'Content-Type': 'image/png' });
			response.end(PICTURE);
			return;
		}
		const chunks = [];
		request.on('data', (chunk) => chunks.push(chunk));
		request.on('end', () => {
			const url = new URL(request.url, 'http://wecom');
			const path = url.pathname.replace(/^\/cgi-bin\//, '');
			const query = Object.fromEntries(url.searchParams);
			const text = Buffer.concat(chunks).toString('utf8');
			const body = text === '' ? undefined : JSON.parse(text);
			requests.push({ method: request.method, path, query, body });
			const answer = answerTo(state, request.method, path, query, body);
			const lost = state.lost.indexOf(path);
			if (lost >= 0) {
				state.lost.splice(lost, 1);
				request.socket.destroy();
				return;
			}
			response.writeHead(answer === undefined ? 404 : 200, {
				'Content-Type': 'application/json; charset=UTF-8',
			});
			response.end(answer === undefined ? '' : JSON.stringify(answer));
		});
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	state.url = `http://127.0.0.1:${server.address().port}`;
	return {
		url: state.url,
		state,
		requests,
		async stop() {
			server.closeAllConnections();
			server.close();
			await once(server, 'close');
		},
	};
}

function newState({ corpId = 'ww0123456789abcdef', secret = 'made-up-secret', agentId = 1000002 }) {
	const forced = [];
	let ahead = 0;
	const state = {
		corpId,
		secret,
		agentId,
		tokenSeconds: 7_200,
		tokens: new Map(),
		refusedAddress: undefined,
		limits: new Map(),
		calledAt: new Map(),
		forced,
		lost: [],
		members: [],
		customers: [],
		tagGroups: [],
		welcomeCodes: new Map(),
		transfers: [],
		contactWays: new Map(),
		links: new Map(),
		kfAccounts: [],
		kfMessages: new Map(),
		kfSent: [],
		kfWroteAt: new Map(),
		kfEventCodes: new Map(),
		kfTokens: new Set(),
		sentMessages: [],
		unreachableMembers: new Set(),
		robots: new Map(),
		now: () => Date.now() + ahead,
		advance(milliseconds) {
			ahead += milliseconds;
		},
		fail(path, errcode, times = 1, errmsg = 'made up') {
			for (let time = 0; time < times; time += 1) forced.push({ path, errcode, errmsg });
		},
		loseAnswer(path) {
			state.lost.push(path);
		},
		expireTokens() {
			for (const token of state.tokens.keys()) state.tokens.set(token, 0);
		},
	};
	return state;
}

function answerTo(state, method, path, query, body) {
	const forced = state.forced.findIndex((entry) => entry.path === path);
	if (forced >= 0) {
		const [{ errcode, errmsg }] = state.forced.splice(forced, 1);
		return { errcode, errmsg };
	}
	if (path === 'gettoken') return giveToken(state, query);
	const call = calls[path];
	if (call === undefined) return undefined;
	const refused =
		(WITHOUT_TOKEN.has(path) ? undefined : refuseToken(state, query)) ?? limit(state, path);
	if (refused) return refused;
	if ((method === 'GET') !== READS.has(path) && !call.anyMethod) {
		return refusal(43001, 'require other method');
	}
	const answer = call(state, body ?? query, query);
	return { errcode: 0, errmsg: 'ok', ...answer };
}

function giveToken(state, { corpid, corpsecret }) {
	if (corpid !== state.corpId) return refusal(40013, 'invalid corpid');
	if (corpsecret !== state.secret) return refusal(40001, 'invalid credential');
	const held = [...state.tokens].find(([, until]) => until > state.now());
	const token = held?.[0] ?? randomBytes(32).toString('base64url');
	const until = held?.[1] ?? state.now() + state.tokenSeconds * 1_000;
	state.tokens.set(token, until);
	return {
		errcode: 0,
		errmsg: 'ok',
		access_token: token,
		expires_in: Math.ceil((until - state.now()) / 1_000),
	};
}

function refuseToken(state, { access_token: token }) {
	if (!token) return refusal(41001, 'access_token missing');
	const until = state.tokens.get(token);
	if (until === undefined) return refusal(40014, 'invalid access_token');
	if (until <= state.now()) return refusal(42001, 'access_token expired');
	if (state.refusedAddress) {
		return refusal(
			60020,
			`not allow to access from your ip, hint: [1700000000], from ip: ${state.refusedAddress}, more info at https://open.work.weixin.qq.com/devtool/query?e=60020`,
		);
	}
	return undefined;
}

/** Calls of one kind within a minute, where a test has set a limit. */
function limit(state, path) {
	const allowed = state.limits.get(path);
	if (allowed === undefined) return undefined;
	const recent = (state.calledAt.get(path) ?? []).filter((at) => at > state.now() - 60_000);
	state.calledAt.set(path, [...recent, state.now()]);
	return recent.length >= allowed ? refusal(45009, 'api freq out of limit') : undefined;
}
