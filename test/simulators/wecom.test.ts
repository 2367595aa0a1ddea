import axios from 'axios';
import { startWeComSimulator, type WeComSimulator } from './wecom.mjs';

let wecom: WeComSimulator;
beforeEach(async () => {
	wecom = await startWeComSimulator();
});
afterEach(async () => await wecom.stop());

interface Answer extends Record<string, unknown> {
	errcode: number;
	errmsg: string;
}

async function call(path: string, params: object, body?: object): Promise<Answer> {
	const url = `${wecom.url}/cgi-bin/${path}`;
	const { data } = body
		? await axios.post<Answer>(url, body, { params })
		: await axios.get<Answer>(url, { params });
	return data;
}

async function token(): Promise<string> {
	const { corpId, secret } = wecom.state;
	return String((await call('gettoken', { corpid: corpId, corpsecret: secret })).access_token);
}

test('tokens: one while it lives, refused when it is gone, unknown or missing', async () => {
	const path = 'externalcontact/get_follow_user_list';
	const first = await token();
	expect(await token()).toBe(first);
	expect((await call(path, { access_token: first })).errcode).toBe(0);
	wecom.state.advance(7_200_000);
	expect((await call(path, { access_token: first })).errcode).toBe(42001);
	const second = await token();
	expect(second).not.toBe(first);
	wecom.state.expireTokens();
	expect((await call(path, { access_token: second })).errcode).toBe(42001);
	expect((await call(path, { access_token: 'x' })).errcode).toBe(40014);
	expect((await call(path, {})).errcode).toBe(41001);
	const { corpId } = wecom.state;
	expect((await call('gettoken', { corpid: 'x', corpsecret: 'x' })).errcode).toBe(40013);
	expect((await call('gettoken', { corpid: corpId, corpsecret: 'x' })).errcode).toBe(40001);
});

test('errors on demand, limits by the minute, and an address that is not trusted', async () => {
	const path = 'externalcontact/get_follow_user_list';
	const query = { access_token: await token() };
	wecom.state.fail(path, -1, 2);
	const answers = [await call(path, query), await call(path, query), await call(path, query)];
	expect(answers.map(({ errcode }) => errcode)).toEqual([-1, -1, 0]);
	wecom.state.limits.set(path, 1);
	expect((await call(path, query)).errcode).toBe(0);
	expect((await call(path, query)).errcode).toBe(45009);
	wecom.state.advance(60_001);
	expect((await call(path, query)).errcode).toBe(0);
	wecom.state.refusedAddress = '203.0.113.7';
	expect(await call(path, query)).toMatchObject({
		errcode: 60020,
		errmsg: expect.stringContaining('from ip: 203.0.113.7'),
	});
});

test('sync_msg gives pages until has_more is 0, and goes on from a cursor later', async () => {
	const query = { access_token: await token() };
	wecom.state.kfAccounts = [{ open_kfid: 'wk1', name: 'Sales' }];
	const messages = Array.from({ length: 5 }, (_, n) => ({ msgid: `m${n}` }));
	wecom.state.kfMessages.set('wk1', messages);
	const pull = async (more: object) =>
		await call('kf/sync_msg', query, { open_kfid: 'wk1', limit: 3, ...more });
	const first = await pull({});
	expect(first).toMatchObject({ has_more: 1, msg_list: messages.slice(0, 3) });
	const second = await pull({ cursor: first.next_cursor });
	expect(second).toMatchObject({ has_more: 0, msg_list: messages.slice(3) });
	messages.push({ msgid: 'm5' });
	const third = await pull({ cursor: second.next_cursor });
	expect(third).toMatchObject({ has_more: 0, msg_list: [{ msgid: 'm5' }] });
	expect(await pull({ cursor: third.next_cursor })).toMatchObject({ has_more: 0, msg_list: [] });
	expect((await pull({ token: 'old' })).errcode).toBe(95007);
	wecom.state.kfTokens.add('fresh');
	expect((await pull({ token: 'fresh' })).errcode).toBe(0);
	expect((await pull({ open_kfid: 'wk2' })).errcode).toBe(95004);
});

test('what it does not know is 404, and a wrong method is refused', async () => {
	const query = { access_token: await token() };
	const status = async (path: string) =>
		(await axios.get(`${wecom.url}/cgi-bin/${path}`, { params: query, validateStatus: () => true }))
			.status;
	expect(await status('no/such')).toBe(404);
	expect((await call('externalcontact/remark', query)).errcode).toBe(43001);
	expect(wecom.requests.map(({ path }) => path)).toEqual([
		'gettoken',
		'no/such',
		'externalcontact/remark',
	]);
});
