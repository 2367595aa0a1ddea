import type { WeComSimulator } from '../simulators/wecom.mjs';
import { examplePeople, problemOf, runWeCom, startExampleWeCom } from './weComPlayers';
import { runNode } from './runWorkflow';

let wecom: WeComSimulator;
beforeAll(async () => {
	wecom = await startExampleWeCom();
});
afterAll(async () => await wecom.stop());
beforeEach(() => {
	Object.assign(wecom.state, examplePeople(), { sentMessages: [] });
	wecom.requests.length = 0;
});

describe('Send to Member', () => {
	const send = (parameters: object) => ({
		resource: 'message',
		operation: 'sendToMember',
		members: { mode: 'id', value: 'zhangsan' },
		...parameters,
	});

	test('sends a text, with the values of the item', async () => {
		const { outputs, error } = await runWeCom(wecom, send({ text: '=新线索：{{ $json.name }}' }), [
			{ name: '李娜' },
			{ name: '王伟' },
		]);
		expect(error).toBeUndefined();
		expect(outputs[0]).toMatchObject([
			{ messageId: 'msg1', allReached: true, invalidMembers: [] },
			{ messageId: 'msg2', allReached: true },
		]);
		expect(wecom.state.sentMessages).toEqual([
			{
				msgid: 'msg1',
				touser: 'zhangsan',
				agentid: 1000002,
				msgtype: 'text',
				text: { content: '新线索：李娜' },
			},
			expect.objectContaining({ text: { content: '新线索：王伟' } }),
		]);
	});

	test('sends Markdown and text cards, with options', async () => {
		await runWeCom(wecom, send({ messageType: 'markdown', text: '**Hot** lead' }));
		await runWeCom(
			wecom,
			send({
				messageType: 'textcard',
				title: 'New lead',
				description: '示例公司',
				url: 'https://desk.example.com/leads/1',
				options: {
					button: '查看',
					confidential: true,
					repeatSeconds: 600,
					departments: '2, 5',
					tags: '7',
				},
			}),
		);
		expect(wecom.state.sentMessages).toEqual([
			expect.objectContaining({ msgtype: 'markdown', markdown: { content: '**Hot** lead' } }),
			{
				msgid: 'msg2',
				touser: 'zhangsan',
				toparty: '2|5',
				totag: '7',
				agentid: 1000002,
				msgtype: 'textcard',
				textcard: {
					title: 'New lead',
					description: '示例公司',
					url: 'https://desk.example.com/leads/1',
					btntxt: '查看',
				},
				safe: 1,
				enable_duplicate_check: 1,
				duplicate_check_interval: 600,
			},
		]);
	});

	test('goes to several, to everyone, or to departments only', async () => {
		const member = (value: string) => ({ members: { mode: 'id', value }, text: 'x' });
		await runWeCom(wecom, send(member('zhangsan|lisi')));
		await runWeCom(wecom, send(member('@all')));
		await runWeCom(wecom, send({ ...member(''), options: { departments: '2' } }));
		expect(wecom.state.sentMessages.map(({ touser, toparty }) => [touser, toparty])).toEqual([
			['zhangsan|lisi', undefined],
			['@all', undefined],
			[undefined, '2'],
		]);
	});

	test('shows who was not reached, or fails for it', async () => {
		const members = { members: { mode: 'id', value: 'zhangsan, Nobody' }, text: 'x' };
		const shown = await runWeCom(wecom, send(members));
		expect(shown.outputs[0]).toMatchObject([{ allReached: false, invalidMembers: ['nobody'] }]);
		expect(shown.hints('weCom')).toMatchObject([{ message: expect.stringContaining('nobody') }]);
		const failed = await runWeCom(wecom, send({ ...members, options: { onInvalid: 'fail' } }));
		expect(problemOf(failed)).toMatch(/1 of its receivers cannot be reached.*可见范围/);
		const nobody = send({ members: { mode: 'id', value: 'nobody' }, text: 'x' });
		expect(problemOf(await runWeCom(wecom, nobody))).toMatch(/None of the receivers.*81013/);
	});

	test.each([
		[{ text: ' ' }, /'Text' is empty/],
		[{ text: '好'.repeat(683) }, /'Text' has 2049 bytes, and WeCom takes 2048/],
		[{ members: { mode: 'id', value: '' }, text: 'x' }, /no receiver/],
		[
			{ messageType: 'textcard', title: '题'.repeat(43), description: 'd', url: 'https://a.b' },
			/'Title' has 129 bytes, and WeCom takes 128/,
		],
		[
			{ messageType: 'textcard', title: 't', description: '述'.repeat(171), url: 'https://a.b' },
			/'Description' has 513 bytes, and WeCom takes 512/,
		],
		[{ messageType: 'textcard', title: 't', description: 'd', url: 'a.b' }, /no web address/],
		[
			{
				messageType: 'textcard',
				title: 't',
				description: 'd',
				url: 'https://a.b',
				options: { button: '一二三四五' },
			},
			/more than 4 characters/,
		],
	])('refuses before it asks: %#', async (parameters, problem) => {
		expect(problemOf(await runWeCom(wecom, send(parameters)))).toMatch(problem);
		expect(wecom.requests).toHaveLength(0);
	});

	test('takes a text of exactly as many bytes as WeCom does', async () => {
		const { error } = await runWeCom(wecom, send({ text: `${'好'.repeat(682)}ab` }));
		expect(error).toBeUndefined();
	});

	test('needs an agent ID, and the right one', async () => {
		const without = await runWeCom(wecom, send({ text: 'x' }), [{}], {
			credential: { agentId: 'lead' },
		});
		expect(problemOf(without)).toMatch(/no valid 'Agent ID'/);
		const wrong = await runWeCom(wecom, send({ text: 'x' }), [{}], {
			credential: { agentId: '7' },
		});
		expect(problemOf(wrong)).toMatch(/does not know the agent ID \(40056/);
	});
});

describe('Send to Group Robot', () => {
	const ROBOT = 'made-up-robot';
	const robot = async (parameters: object, input = [{}]) =>
		await runNode(
			'weCom',
			{
				resource: 'message',
				operation: 'sendToGroupRobot',
				webhookKey: `${wecom.url}/cgi-bin/webhook/send?key=${ROBOT}`,
				...parameters,
			},
			input,
		);
	beforeEach(() => void wecom.state.robots.set(ROBOT, []));
	const sent = () => wecom.state.robots.get(ROBOT)?.map(({ body }) => body);

	test('sends text, Markdown and news, with no credential', async () => {
		const { outputs, error } = await robot({
			text: '新线索',
			options: { mentionedMobiles: '13800138000', mentionedMembers: 'zhangsan,@all' },
		});
		expect(error).toBeUndefined();
		expect(outputs[0]).toEqual([{ sent: true, waitedSeconds: 0 }]);
		await robot({ messageType: 'markdown_v2', text: '| a | b |' });
		const article = [
			{ title: 'T', description: '', url: 'https://a.b', pictureUrl: 'https://a.b/p.png' },
		];
		await robot({ messageType: 'news', articles: { article } });
		expect(sent()).toEqual([
			{
				msgtype: 'text',
				text: {
					content: '新线索',
					mentioned_list: ['zhangsan', '@all'],
					mentioned_mobile_list: ['13800138000'],
				},
			},
			{ msgtype: 'markdown_v2', markdown_v2: { content: '| a | b |' } },
			{
				msgtype: 'news',
				news: { articles: [{ title: 'T', url: 'https://a.b', picurl: 'https://a.b/p.png' }] },
			},
		]);
		expect(wecom.requests.every(({ path }) => path === 'webhook/send')).toBe(true);
	});

	test('fails clearly where it would wait longer than allowed', async () => {
		const { outputs } = await runNode(
			'weCom',
			{
				resource: 'message',
				operation: 'sendToGroupRobot',
				webhookKey: `${wecom.url}/cgi-bin/webhook/send?key=limited-0001`,
				text: 'x',
				options: { maxWait: 0 },
			},
			Array.from({ length: 21 }, () => ({})),
			{ node: { onError: 'continueErrorOutput' } },
		);
		expect(outputs[0]).toHaveLength(0);
		wecom.state.robots.set('limited-0002', []);
		const limited = await runNode(
			'weCom',
			{
				resource: 'message',
				operation: 'sendToGroupRobot',
				webhookKey: `${wecom.url}/cgi-bin/webhook/send?key=limited-0002`,
				text: 'x',
				options: { maxWait: 0 },
			},
			Array.from({ length: 21 }, () => ({})),
			{ node: { onError: 'continueErrorOutput' } },
		);
		expect(limited.outputs[0]).toHaveLength(20);
		expect(limited.outputs[1]).toMatchObject([
			{ error: expect.stringMatching(/20 messages a minute; this one would wait \d+ seconds/) },
		]);
		expect(wecom.state.robots.get('limited-0002')).toHaveLength(20);
	});

	test.each([
		[{ webhookKey: ' ', text: 'x' }, /'Webhook Key' is empty/],
		[{ webhookKey: 'https://www.example.com', text: 'x' }, /is no key of a group robot/],
		[{ text: ' ' }, /'Text' is empty/],
		[{ text: 'x'.repeat(2_049) }, /'Text' has 2049 bytes, and WeCom takes 2048/],
		[{ messageType: 'markdown', text: 'x'.repeat(4_097) }, /takes 4096/],
		[{ messageType: 'news' }, /'Articles' is empty/],
	])('refuses before it asks: %#', async (parameters, problem) => {
		expect(problemOf(await robot(parameters))).toMatch(problem);
		expect(sent()).toEqual([]);
	});

	test('says that there is no such robot, without its key', async () => {
		const result = await robot({
			webhookKey: `${wecom.url}/cgi-bin/webhook/send?key=gone-0000`,
			text: 'x',
		});
		expect(problemOf(result)).toMatch(/no group robot of this key \(93000/);
		expect(problemOf(result)).not.toContain('gone-0000');
	});
});
