import type { WeComSimulator } from '../simulators/wecom.mjs';
import { WeCom } from '../../nodes/WeCom/WeCom.node';
import { runWorkflow } from './runWorkflow';
import {
	credentialOf,
	examplePeople,
	problemOf,
	runWeCom,
	startExampleWeCom,
} from './weComPlayers';

let wecom: WeComSimulator;
beforeAll(async () => {
	wecom = await startExampleWeCom();
});
afterAll(async () => await wecom.stop());
beforeEach(() => {
	Object.assign(wecom.state, examplePeople(), { contactWays: new Map(), links: new Map() });
	wecom.requests.length = 0;
});

const members = { members: { mode: 'id', value: 'zhangsan' } };

describe('Contact Way', () => {
	const way = (operation: string, parameters: object = {}) => ({
		resource: 'contactWay',
		operation,
		...parameters,
	});
	const only = () => [...wecom.state.contactWays.values()][0];

	test('is created, read, changed and deleted, item by item', async () => {
		const created = await runWeCom(
			wecom,
			way('create', {
				...members,
				state: 'expo2026_hall3',
				options: { remark: 'Hall 3', exclusive: true, markSource: false },
			}),
		);
		expect(created.error).toBeUndefined();
		const [{ configId, qrCodeUrl, state }] = created.outputs[0];
		expect(state).toBe('expo2026_hall3');
		expect(qrCodeUrl).toMatch(/^http.*\.png$/);
		expect(only()).toEqual({
			config_id: configId,
			qr_code: qrCodeUrl,
			type: 1,
			scene: 2,
			user: ['zhangsan'],
			state: 'expo2026_hall3',
			remark: 'Hall 3',
			skip_verify: true,
			is_exclusive: true,
			mark_source: false,
		});

		const items = created.outputs[0];
		const read = await runWeCom(wecom, way('get'), items);
		expect(read.outputs[0]).toEqual([
			{
				configId,
				qrCodeUrl,
				state: 'expo2026_hall3',
				remark: 'Hall 3',
				members: ['zhangsan'],
				departments: [],
				skipVerify: true,
				exclusive: true,
			},
		]);
		const raw = await runWeCom(wecom, way('get', { simplify: false }), items);
		expect(raw.outputs[0]).toEqual([only()]);

		const changes = { members: 'lisi', state: 'late' };
		const updated = await runWeCom(wecom, way('update', { changes }), items);
		expect(updated.outputs[0]).toEqual([{ configId, updated: ['members', 'state'] }]);
		expect(only()).toMatchObject({ user: ['lisi'], state: 'late', remark: 'Hall 3' });

		const deleted = await runWeCom(wecom, way('delete'), items);
		expect(deleted.outputs[0]).toEqual([{ configId, deleted: true }]);
		expect(wecom.state.contactWays.size).toBe(0);
		expect(problemOf(await runWeCom(wecom, way('get'), items))).toMatch(
			/no contact way of this ID \(41044/,
		);
	});

	test('comes with the picture as a file', async () => {
		const result = await runWeCom(
			wecom,
			way('create', { ...members, download: true, binaryPropertyName: 'qr' }),
		);
		expect(result.items('weCom')[0].binary?.qr).toMatchObject({
			mimeType: 'image/png',
			fileName: 'qr.png',
		});
	});

	test('still says its ID where the picture cannot be had: nothing is made twice', async () => {
		const { url } = wecom.state;
		wecom.state.url = 'http://127.0.0.1:1';
		const result = await runWeCom(wecom, way('create', { ...members, download: true }));
		wecom.state.url = url;
		expect(result.outputs[0]).toMatchObject([{ configId: expect.stringMatching(/./) }]);
		expect(result.hints('weCom')).toMatchObject([{ message: expect.stringMatching(/picture/) }]);
	});

	test('of several members or a department is of the other type', async () => {
		const several = { members: { mode: 'id', value: 'zhangsan, lisi' } };
		await runWeCom(wecom, way('create', several));
		expect(only()).toMatchObject({ type: 2, user: ['zhangsan', 'lisi'] });
		const none = { members: { mode: 'id', value: '' } };
		await runWeCom(wecom, way('create', { ...none, options: { departments: '2,5' } }));
		expect([...wecom.state.contactWays.values()][1]).toMatchObject({ type: 2, party: [2, 5] });
	});

	test('of one member takes others later only where it was made for several', async () => {
		const changes = { members: 'zhangsan, lisi' };
		const one = await runWeCom(wecom, way('create', members));
		const refused = await runWeCom(wecom, way('update', { changes }), one.outputs[0]);
		expect(problemOf(refused)).toMatch(/does not accept a parameter \(40058/);
		const open = { ...members, options: { several: true } };
		const several = await runWeCom(wecom, way('create', open));
		const updated = await runWeCom(wecom, way('update', { changes }), several.outputs[0]);
		expect(updated.error).toBeUndefined();
	});

	test('is not deleted by an AI agent that was not told to', async () => {
		const { outputs } = await runWeCom(wecom, way('create', members));
		const tool = new WeCom();
		tool.description = { ...tool.description, name: 'weComTool' };
		const asTool = async (parameters: object) =>
			await runWorkflow({
				nodes: [{ type: 'test.weComTool', parameters: way('delete', parameters) }],
				nodeTypes: { 'test.weComTool': tool },
				input: outputs[0],
				credentials: { weComApi: credentialOf(wecom) },
			});
		expect((await asTool({})).error?.message).toContain("without 'Confirm'");
		expect(wecom.state.contactWays.size).toBe(1);
		expect((await asTool({ confirm: true })).error).toBeUndefined();
		expect(wecom.state.contactWays.size).toBe(0);
	});

	test.each([
		[{ members: { mode: 'id', value: '' } }, /has no member/],
		[{ ...members, state: '长'.repeat(31) }, /'State' has 31 characters, and WeCom takes 30/],
		[{ ...members, options: { remark: 'x'.repeat(31) } }, /'Remark' has 31 characters/],
	])('refuses before it asks: %#', async (parameters, problem) => {
		expect(problemOf(await runWeCom(wecom, way('create', parameters)))).toMatch(problem);
		expect(wecom.requests).toHaveLength(0);
	});

	test('is not changed into nothing', async () => {
		const update = way('update', { configId: { mode: 'id', value: 'c' }, changes: {} });
		expect(problemOf(await runWeCom(wecom, update))).toMatch(/nothing to update/);
		const nobody = { configId: { mode: 'id', value: 'c' }, changes: { members: '' } };
		expect(problemOf(await runWeCom(wecom, way('update', nobody)))).toMatch(/'Members' is empty/);
	});
});

describe('Acquisition Link', () => {
	const link = (operation: string, parameters: object = {}) => ({
		resource: 'acquisitionLink',
		operation,
		...parameters,
	});

	test('is created with its channel, read, listed, changed and deleted', async () => {
		const created = await runWeCom(
			wecom,
			link('create', { ...members, linkName: 'Spring', channel: '展会 A&B' }),
		);
		expect(created.error).toBeUndefined();
		const [{ linkId, url, channelUrl }] = created.outputs[0];
		expect(created.outputs[0]).toMatchObject([
			{ name: 'Spring', channel: '展会 A&B', members: ['zhangsan'], skipVerify: true },
		]);
		expect(new URL(String(channelUrl)).searchParams.get('customer_channel')).toBe('展会 A&B');
		expect(String(channelUrl).startsWith(`${String(url)}?`)).toBe(true);

		const items = created.outputs[0];
		const read = await runWeCom(wecom, link('get', { channel: 'x' }), items);
		expect(read.outputs[0]).toMatchObject([
			{
				linkId,
				name: 'Spring',
				members: ['zhangsan'],
				channelUrl: `${String(url)}?customer_channel=x`,
			},
		]);

		const changes = { name: 'Summer', members: 'zhangsan, lisi', skipVerify: false };
		await runWeCom(wecom, link('update', { changes }), items);
		expect(wecom.state.links.get(String(linkId))).toMatchObject({
			link_name: 'Summer',
			range: { user_list: ['zhangsan', 'lisi'] },
			skip_verify: false,
		});

		const deleted = await runWeCom(wecom, link('delete'), items);
		expect(deleted.outputs[0]).toEqual([{ linkId, deleted: true }]);
		expect(wecom.state.links.size).toBe(0);
	});

	test('many are listed page by page', async () => {
		const items = Array.from({ length: 120 }, (_, n) => ({ n }));
		await runWeCom(wecom, link('create', { ...members, linkName: '=Link {{ $json.n }}' }), items);
		const some = await runWeCom(wecom, link('getAll', { limit: 2 }));
		expect(some.outputs[0].map(({ name }) => name)).toEqual(['Link 0', 'Link 1']);
		const all = await runWeCom(wecom, link('getAll', { returnAll: true }));
		expect(all.outputs[0]).toHaveLength(120);
	});

	test.each([
		[{ ...members, linkName: ' ' }, /'Link Name' is empty/],
		[{ members: { mode: 'id', value: '' }, linkName: 'x' }, /has no member/],
		[{ ...members, linkName: 'x', channel: '展'.repeat(22) }, /'Channel' has 66 bytes/],
	])('refuses before it asks: %#', async (parameters, problem) => {
		expect(problemOf(await runWeCom(wecom, link('create', parameters)))).toMatch(problem);
		expect(wecom.requests).toHaveLength(0);
	});
});
