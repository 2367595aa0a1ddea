import fc from 'fast-check';
import { WeComClient, type HttpExchange } from '../../../../channels/wecom/api/client';
import { callerAddress, WeComError, weComError } from '../../../../channels/wecom/api/errors';
import { TokenCache, type WeComApp } from '../../../../channels/wecom/api/token';
import { LeadflowError } from '../../../../leads/model/error';

const SECRET = 'made-up-secret';
const app: WeComApp = { baseUrl: 'https://wecom.example.com/', corpId: 'ww1', secret: SECRET };

type Answer = Record<string, unknown> | Error | { status: number; text: string };

/**
 * A WeCom that answers what it is told to: a list of answers by path, in their order, then
 * `{errcode: 0}`. Tokens are token-1, token-2 …
 */
function wecom(
	script: Record<string, Answer[]> = {},
	more: { app?: WeComApp; expires?: number } = {},
) {
	const asked: Array<{ method: string; path: string; query: URLSearchParams; body: unknown }> = [];
	const waits: number[] = [];
	let clock = 1_800_000_000_000;
	let given = 0;
	const http: HttpExchange = async ({ method, url, body }) => {
		const { pathname, searchParams: query } = new URL(url);
		const path = pathname.replace('/cgi-bin/', '');
		asked.push({ method, path, query, body });
		await new Promise((resolve) => setImmediate(resolve));
		const answer = script[path]?.shift();
		if (answer instanceof Error) return await Promise.reject(answer);
		if (answer && 'status' in answer && typeof answer.status === 'number')
			return { status: answer.status, body: answer.text };
		if (answer) return { status: 200, body: answer };
		if (path !== 'gettoken') return { status: 200, body: { errcode: 0, errmsg: 'ok', path } };
		given += 1;
		const token = `token-${given}`;
		return {
			status: 200,
			body: { errcode: 0, access_token: token, expires_in: more.expires ?? 7_200 },
		};
	};
	const tokens = new TokenCache();
	const clientFor = (which: WeComApp) =>
		new WeComClient(which, {
			http,
			tokens,
			now: () => clock,
			wait: async (milliseconds) => void waits.push(milliseconds),
		});
	return {
		client: clientFor(more.app ?? app),
		clientFor,
		asked,
		waits,
		askedFor: (path: string) => asked.filter((one) => one.path === path),
		pass: (milliseconds: number) => void (clock += milliseconds),
	};
}

const refused = async (promise: Promise<unknown>): Promise<LeadflowError> => {
	const error: unknown = await promise.then(
		() => undefined,
		(reason: unknown) => reason,
	);
	if (error instanceof LeadflowError) return error;
	throw new TypeError('It was not refused with a LeadflowError');
};

describe('access token', () => {
	test('is asked for once and added to every call', async () => {
		const { client, asked } = wecom();
		await client.call('externalcontact/get', { query: { external_userid: 'wm1' } });
		await client.call('externalcontact/remark', { body: { userid: 'a' } });
		expect(asked.map(({ method, path }) => `${method} ${path}`)).toEqual([
			'GET gettoken',
			'GET externalcontact/get',
			'POST externalcontact/remark',
		]);
		expect(Object.fromEntries(asked[0].query)).toEqual({ corpid: 'ww1', corpsecret: SECRET });
		expect(Object.fromEntries(asked[1].query)).toEqual({
			access_token: 'token-1',
			external_userid: 'wm1',
		});
		expect(asked[2].body).toEqual({ userid: 'a' });
	});

	test('is asked for once, too, where many call at the same time', async () => {
		const { client, clientFor, askedFor } = wecom();
		const clients = [client, clientFor(app), clientFor({ ...app })];
		await Promise.all(
			Array.from({ length: 30 }, async (_, n) => await clients[n % 3].call('kf/account/list')),
		);
		expect(askedFor('gettoken')).toHaveLength(1);
		expect(askedFor('kf/account/list')).toHaveLength(30);
	});

	test('is one for each server, corp and secret', async () => {
		const { clientFor, askedFor } = wecom();
		const others = [
			{},
			{ corpId: 'ww2' },
			{ secret: 's2' },
			{ baseUrl: 'https://own.example.com' },
		];
		for (const other of others) await clientFor({ ...app, ...other }).call('kf/account/list');
		expect(askedFor('gettoken')).toHaveLength(4);
	});

	test('is renewed before its life ends', async () => {
		const { client, askedFor, pass } = wecom();
		await client.call('kf/account/list');
		pass(7_200_000 - 5 * 60_000 - 1);
		await client.call('kf/account/list');
		expect(askedFor('gettoken')).toHaveLength(1);
		pass(1);
		await client.call('kf/account/list');
		expect(askedFor('gettoken')).toHaveLength(2);
	});

	test('of a short life is used at all', async () => {
		const { client, askedFor, pass } = wecom({}, { expires: 60 });
		await client.call('kf/account/list');
		pass(29_999);
		await client.call('kf/account/list');
		expect(askedFor('gettoken')).toHaveLength(1);
		pass(1);
		await client.call('kf/account/list');
		expect(askedFor('gettoken')).toHaveLength(2);
	});

	test.each([40014, 42001, 41001])('that is refused with %d is replaced once', async (errcode) => {
		const { client, askedFor } = wecom({ 'kf/account/list': [{ errcode, errmsg: 'x' }] });
		await expect(client.call('kf/account/list')).resolves.toMatchObject({ errcode: 0 });
		expect(askedFor('gettoken')).toHaveLength(2);
		expect(askedFor('kf/account/list').map(({ query }) => query.get('access_token'))).toEqual([
			'token-1',
			'token-2',
		]);
	});

	test('that is refused again and again fails after the second', async () => {
		const always = Array.from({ length: 9 }, () => ({ errcode: 42001, errmsg: 'x' }));
		const { client, askedFor } = wecom({ 'kf/account/list': always });
		expect(await refused(client.call('kf/account/list'))).toMatchObject({
			errcode: 42001,
			code: 'CONFIGURATION',
		});
		expect(askedFor('kf/account/list')).toHaveLength(2);
	});

	test('that many see refused is replaced once for all of them', async () => {
		const all = Array.from({ length: 10 }, () => ({ errcode: 42001, errmsg: 'x' }));
		const { client, askedFor } = wecom({ 'kf/account/list': all });
		await Promise.all(all.map(async () => await client.call('kf/account/list')));
		expect(askedFor('gettoken')).toHaveLength(2);
	});

	test('that cannot be had is asked for again by the next call', async () => {
		const { client, askedFor } = wecom({ gettoken: [{ errcode: 40001, errmsg: 'x' }] });
		expect(await refused(client.call('kf/account/list'))).toMatchObject({ errcode: 40001 });
		await client.call('kf/account/list');
		expect(askedFor('gettoken')).toHaveLength(2);
	});
});

describe('a busy WeCom', () => {
	const busy = (times: number) =>
		Array.from({ length: times }, () => ({ errcode: -1, errmsg: 'system busy' }));

	test('is asked three times more, with longer pauses', async () => {
		const { client, waits, askedFor } = wecom({ 'kf/account/list': busy(3) });
		await expect(client.call('kf/account/list')).resolves.toMatchObject({ errcode: 0 });
		expect(askedFor('kf/account/list')).toHaveLength(4);
		expect(waits).toEqual([...waits].sort((a, b) => a - b));
		expect(waits).toHaveLength(3);
	});

	test('that stays busy is an error', async () => {
		const { client, askedFor } = wecom({ 'kf/account/list': busy(9) });
		expect(await refused(client.call('kf/account/list'))).toMatchObject({
			errcode: -1,
			code: 'BUSY',
		});
		expect(askedFor('kf/account/list')).toHaveLength(4);
	});

	test('is asked again for a token, too', async () => {
		const { client, askedFor } = wecom({ gettoken: busy(2) });
		await client.call('kf/account/list');
		expect(askedFor('gettoken')).toHaveLength(3);
	});
});

describe('errors', () => {
	test.each([45009, 45033])('%d is said and not repeated', async (errcode) => {
		const { client, askedFor } = wecom({ 'kf/account/list': [{ errcode, errmsg: 'freq' }] });
		const error = await refused(client.call('kf/account/list'));
		expect(error).toMatchObject({ errcode, code: 'BUSY', hint: expect.stringMatching(/./) });
		expect(error.message).toContain(String(errcode));
		expect(askedFor('kf/account/list')).toHaveLength(1);
	});

	test('60020 names the address that WeCom saw', async () => {
		const errmsg =
			'not allow to access from your ip, hint: [1700000000], from ip: 203.0.113.7, more info at https://example.com';
		const { client } = wecom({ 'externalcontact/get': [{ errcode: 60020, errmsg }] });
		const error = await refused(client.call('externalcontact/get'));
		expect(error).toMatchObject({ errcode: 60020, code: 'CONFIGURATION' });
		expect(error.message).toContain('203.0.113.7');
		expect(error.hint).toMatch(/203\.0\.113\.7.*企业可信IP/);
	});

	test.each([
		['from ip: 203.0.113.7, more info', '203.0.113.7'],
		['from ip 203.0.113.7.', '203.0.113.7'],
		['From IP: 2001:db8::1', '2001:db8::1'],
		['hint: [17], more info', undefined],
	])('the address in %j is %s', (errmsg, address) => {
		expect(callerAddress(errmsg)).toBe(address);
	});

	test('an address that does not end is cut', () => {
		expect(callerAddress(`from ip: ${'9'.repeat(100_000)}`)).toBe('9'.repeat(45));
	});

	test('an unknown number is named, with the place to look it up', () => {
		const error = weComError(987654, 'x', 'kf/send_msg');
		expect(error).toMatchObject({ errcode: 987654, code: 'REFUSED' });
		expect(error.message).toMatch(/987654.*kf\/send_msg/);
		expect(error.hint).toContain('e=987654');
	});

	test.each([
		[40058, 'kf/send_msg', 'invalid Request Parameter: msgid exists', 'KnownMessageError'],
		[987654, 'kf/send_msg_on_event', 'duplicate msgid', 'KnownMessageError'],
		[95001, 'kf/send_msg', 'msgid', 'WeComError'],
		[40058, 'kf/send_msg', 'invalid open_kfid', 'WeComError'],
		[40058, 'message/send', 'msgid', 'WeComError'],
	])('%d of %s with %j is a %s', (errcode, path, errmsg, name) => {
		expect(weComError(errcode, errmsg, path).name).toBe(name);
	});

	test("WeCom's own words, which repeat what was sent, stay out", () => {
		fc.assert(
			fc.property(fc.integer(), (errcode) => {
				const error = weComError(errcode, 'userid zhangsan 13800138000', 'message/send');
				expect(error).toBeInstanceOf(WeComError);
				expect(`${error.message} ${error.hint}`).not.toMatch(/zhangsan|13800138000/);
			}),
		);
	});

	test('a warning beside errcode 0 is no error', async () => {
		const errmsg = 'ok. Warning: wrong json format.';
		const { client } = wecom({ 'message/send': [{ errcode: 0, errmsg, msgid: 'm1' }] });
		await expect(client.call('message/send', { body: {} })).resolves.toMatchObject({ msgid: 'm1' });
	});

	test.each<[string, Answer]>([
		['a page of a proxy', { status: 200, text: '<html>Please sign in</html>' }],
		['nothing', { status: 200, text: '' }],
		['a status that is not 200', { status: 502, text: `<a href="?corpsecret=${SECRET}">` }],
		['an errcode that is no number', { errcode: '0' }],
		['an empty object', {}],
		['an answer without errcode', { access_token: 'x', expires_in: 7_200 }],
		[
			'no answer at all',
			Object.assign(new Error(`connect ECONNREFUSED /gettoken?corpsecret=${SECRET}`), {
				code: 'ECONNREFUSED',
				config: { url: `/gettoken?corpsecret=${SECRET}` },
			}),
		],
		['a cause that is no word', Object.assign(new Error('x'), { code: `x ${SECRET}` })],
	])('%s is no answer of WeCom, and no secret gets out', async (_, answer) => {
		const { client } = wecom({ gettoken: [answer] });
		const error = await refused(client.call('kf/account/list'));
		expect(error).toMatchObject({ code: 'UNREACHABLE', hint: expect.stringMatching(/./) });
		const told = JSON.stringify([error, error.message, error.stack, error.cause, error.hint]);
		expect(told).not.toContain(SECRET);
	});

	test('the word for the cause is told', async () => {
		const { client } = wecom({ gettoken: [Object.assign(new Error(), { code: 'ENOTFOUND' })] });
		expect((await refused(client.call('kf/account/list'))).message).toContain(
			'its name is not known',
		);
	});

	test('a token without words in it is no token', async () => {
		const { client } = wecom({ gettoken: [{ errcode: 0, access_token: '' }] });
		expect((await refused(client.call('kf/account/list'))).code).toBe('UNREACHABLE');
	});
});

test('the base URL may end with a slash, and none is WeCom itself', async () => {
	const urls: string[] = [];
	const http: HttpExchange = async ({ url }) => {
		urls.push(url);
		return { status: 200, body: { errcode: 0, access_token: 't', expires_in: 7_200 } };
	};
	for (const baseUrl of ['https://own.example.com//', ' https://own.example.com ', '']) {
		await new WeComClient({ ...app, baseUrl }, { http, tokens: new TokenCache() }).call('a/b');
	}
	expect(urls.filter((url) => url.includes('/a/b')).map((url) => url.split('?')[0])).toEqual([
		'https://own.example.com/cgi-bin/a/b',
		'https://own.example.com/cgi-bin/a/b',
		'https://qyapi.weixin.qq.com/cgi-bin/a/b',
	]);
});
