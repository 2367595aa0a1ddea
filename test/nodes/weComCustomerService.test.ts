import type { IDataObject } from 'n8n-workflow';
import type { WeComSimulator } from '../simulators/wecom.mjs';
import { examplePeople, problemOf, runWeCom, startExampleWeCom } from './weComPlayers';

let wecom: WeComSimulator;
beforeAll(async () => {
	wecom = await startExampleWeCom();
});
afterAll(async () => await wecom.stop());
beforeEach(() => {
	Object.assign(wecom.state, examplePeople(), { kfSent: [], kfEventCodes: new Map() });
	wecom.state.kfWroteAt.set('wmLiNa', wecom.state.now());
	wecom.requests.length = 0;
});

const service = (operation: string, parameters: object = {}) => ({
	resource: 'customerService',
	operation,
	...parameters,
});
const account = { openKfId: { mode: 'id', value: 'wkSales' } };

test('Get Accounts lists all of them', async () => {
	const { outputs } = await runWeCom(wecom, service('getAccounts'));
	expect(outputs[0]).toEqual([
		{ openKfId: 'wkSales', name: 'Sales', managed: true },
		{ openKfId: 'wkOther', name: 'Other', managed: false },
	]);
	wecom.state.kfAccounts = Array.from({ length: 230 }, (_, n) => ({
		open_kfid: `wk${n}`,
		name: `Account ${n}`,
	}));
	expect((await runWeCom(wecom, service('getAccounts'))).outputs[0]).toHaveLength(230);
});

describe('Create Link', () => {
	test('makes a link for each source', async () => {
		const { outputs } = await runWeCom(
			wecom,
			service('createLink', { ...account, scene: 'web_footer', sceneParam: '产品=42' }),
		);
		const url = new URL(String(outputs[0][0].url));
		expect(url.searchParams.get('scene_param')).toBe('产品=42');
		expect(wecom.requests.at(-1)?.body).toEqual({ open_kfid: 'wkSales', scene: 'web_footer' });
	});

	test.each([
		[{ scene: '展会' }, /'Scene' may have up to 32 Latin letters/],
		[{ scene: 'x'.repeat(33) }, /'Scene' may have up to 32/],
		[{ scene: 'a', sceneParam: '展'.repeat(15) }, /'Scene Parameter' has 135 bytes/],
		[{ sceneParam: 'a' }, /'Scene Parameter' needs a 'Scene'/],
	])('refuses before it asks: %#', async (parameters, problem) => {
		const result = await runWeCom(wecom, service('createLink', { ...account, ...parameters }));
		expect(problemOf(result)).toMatch(problem);
		expect(wecom.requests).toHaveLength(0);
	});
});

describe('Send Message', () => {
	const send = (parameters: object = {}) =>
		service('sendMessage', { ...account, externalUserId: 'wmLiNa', text: '您好', ...parameters });
	const sentTexts = () => wecom.state.kfSent.map(({ body }) => body.text);

	test('writes to a customer', async () => {
		const { outputs, error } = await runWeCom(wecom, send());
		expect(error).toBeUndefined();
		expect(outputs[0]).toEqual([
			{
				openKfId: 'wkSales',
				externalUserId: 'wmLiNa',
				messageId: expect.stringMatching(/^[0-9a-zA-Z_-]{32}$/),
				alreadySent: false,
			},
		]);
		expect(sentTexts()).toEqual([{ content: '您好' }]);
	});

	test("takes account and customer from the trigger's item", async () => {
		const item = {
			wecomExternalUserId: 'wmLiNa',
			capture: { externalId: 'm1', payload: { open_kfid: 'wkSales' } },
		};
		const empty = { openKfId: { mode: 'list', value: '' }, externalUserId: '' };
		const { outputs } = await runWeCom(wecom, send(empty), [item]);
		expect(outputs[0]).toMatchObject([{ openKfId: 'wkSales', externalUserId: 'wmLiNa' }]);
	});

	test('does not write twice when the node is tried again', async () => {
		const items = [{ id: 'lead-1' }, { id: 'lead-2' }];
		const more = { executionId: 'execution-1' };
		await runWeCom(wecom, send(), items, more);
		const again = await runWeCom(wecom, send(), items, more);
		expect(again.error).toBeUndefined();
		expect(again.outputs[0]).toMatchObject([{ alreadySent: true }, { alreadySent: true }]);
		expect(wecom.state.kfSent).toHaveLength(2);
	});

	test('does not write twice when the answer was lost and n8n tries again', async () => {
		wecom.state.loseAnswer('kf/send_msg');
		const retries = { retryOnFail: true, maxTries: 2, waitBetweenTries: 0 };
		const { outputs, error } = await runWeCom(wecom, send(), [{}], { node: retries });
		expect(error).toBeUndefined();
		expect(outputs[0]).toMatchObject([{ alreadySent: true }]);
		expect(wecom.requests.filter(({ path }) => path === 'kf/send_msg')).toHaveLength(2);
		expect(wecom.state.kfSent).toHaveLength(1);
	});

	test('answers a delivery once, whichever execution does it', async () => {
		const items = [{ capture: { externalId: 'm1' } }];
		await runWeCom(wecom, send(), items);
		const again = await runWeCom(wecom, send(), items);
		expect(again.outputs[0]).toMatchObject([{ alreadySent: true }]);
		await runWeCom(wecom, send(), [{ capture: { externalId: 'm2' } }]);
		expect(wecom.state.kfSent).toHaveLength(2);
	});

	test('writes the same words again in a later execution, and other words in the same', async () => {
		const items = [{ id: 'lead-1' }];
		await runWeCom(wecom, send(), items, { executionId: '1' });
		await runWeCom(wecom, send(), items, { executionId: '2' });
		await runWeCom(wecom, send({ text: '再见' }), items, { executionId: '2' });
		expect(sentTexts()).toEqual([{ content: '您好' }, { content: '您好' }, { content: '再见' }]);
	});

	test('a key of your own decides alone', async () => {
		const keyed = (text: string) => send({ text, options: { messageKey: 'order-42' } });
		await runWeCom(wecom, keyed('a'), [{}], { executionId: '1' });
		const again = await runWeCom(wecom, keyed('b'), [{}], { executionId: '2' });
		expect(again.outputs[0]).toMatchObject([{ alreadySent: true }]);
		expect(sentTexts()).toEqual([{ content: 'a' }]);
	});

	test('48 hours and five messages are said in words', async () => {
		const items = Array.from({ length: 6 }, (_, n) => ({ id: `lead-${n}` }));
		const result = await runWeCom(wecom, send(), items);
		expect(problemOf(result)).toMatch(/Five messages have been sent.*95001.*\[item 5\]/);
		wecom.state.kfWroteAt.set('wmLiNa', wecom.state.now() - 48 * 3_600_000 - 1);
		expect(problemOf(await runWeCom(wecom, send()))).toMatch(/more than 48 hours ago \(95002/);
	});

	test('sends menus, links and media', async () => {
		const messages = [
			{ messageType: 'msgmenu', text: '请选择', choices: '报价\n\n样品', tail: '谢谢' },
			{
				messageType: 'link',
				title: '目录',
				description: '2026',
				url: 'https://www.example.com',
				mediaId: 'M1',
			},
			{ messageType: 'image', mediaId: 'M2' },
		];
		for (const { text = '', ...message } of messages)
			await runWeCom(wecom, send({ text, ...message }));
		expect(wecom.state.kfSent.map(({ body, msgtype }) => [msgtype, body[msgtype]])).toEqual([
			[
				'msgmenu',
				{
					head_content: '请选择',
					list: [
						{ type: 'click', click: { id: '1', content: '报价' } },
						{ type: 'click', click: { id: '2', content: '样品' } },
					],
					tail_content: '谢谢',
				},
			],
			[
				'link',
				{ title: '目录', desc: '2026', url: 'https://www.example.com', thumb_media_id: 'M1' },
			],
			['image', { media_id: 'M2' }],
		]);
	});

	test.each([
		[{ text: '' }, /'Text' is empty/],
		[{ text: '好'.repeat(683) }, /'Text' has 2049 bytes/],
		[{ messageType: 'msgmenu', choices: '' }, /'Choices' is empty/],
		[{ messageType: 'msgmenu', choices: 'x\n'.repeat(11) }, /'Choices' has 11 entries/],
		[{ messageType: 'image', mediaId: '' }, /'Media ID' is empty/],
		[{ openKfId: { mode: 'id', value: '' } }, /'Account' is empty/],
	])('refuses before it asks: %#', async (parameters, problem) => {
		expect(problemOf(await runWeCom(wecom, send(parameters)))).toMatch(problem);
		expect(wecom.requests).toHaveLength(0);
	});

	test('an account that is not there is said', async () => {
		const result = await runWeCom(wecom, send({ openKfId: { mode: 'id', value: 'wkNone' } }));
		expect(problemOf(result)).toMatch(/no such customer service account \(95004/);
	});
});

describe('Send on Event', () => {
	const event = (code: string): IDataObject[] => {
		wecom.state.kfEventCodes.set(code, { at: wecom.state.now() });
		return [{ capture: { externalId: `e-${code}`, welcomeCode: code } }];
	};
	const greet = service('sendOnEvent', { text: '欢迎' });

	test('greets with the code of the item', async () => {
		const { outputs } = await runWeCom(wecom, greet, event('C1'));
		expect(outputs[0]).toMatchObject([{ alreadySent: false }]);
		expect(wecom.state.kfSent).toMatchObject([{ code: 'C1', body: { text: { content: '欢迎' } } }]);
	});

	test('takes msg_code of a conversation that begins or ends', async () => {
		wecom.state.kfEventCodes.set('C2', { at: wecom.state.now() });
		const items = [{ capture: { payload: { event: { msg_code: 'C2' } } } }];
		const menu = { ...greet, messageType: 'msgmenu', text: '', choices: 'OK' };
		await runWeCom(wecom, menu, items);
		expect(wecom.state.kfSent).toMatchObject([{ code: 'C2', msgtype: 'msgmenu' }]);
	});

	test('a code that is used up is refused', async () => {
		const items = event('C3');
		await runWeCom(wecom, greet, items);
		const again = await runWeCom(wecom, service('sendOnEvent', { text: 'x' }), items);
		expect(problemOf(again)).toMatch(/40058/);
		expect(problemOf(await runWeCom(wecom, greet))).toMatch(/'Event Code' is empty/);
	});
});
