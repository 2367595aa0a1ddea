import { CredentialTestContext, LoadOptionsContext } from 'n8n-core';
import { Workflow, type INode } from 'n8n-workflow';
import { WeCom } from '../../nodes/WeCom/WeCom.node';
import type { WeComSimulator } from '../simulators/wecom.mjs';
import { fullTypeName, hostServices, SourceNodeTypes } from './host';
import { credentialOf, examplePeople, runWeCom, startExampleWeCom } from './weComPlayers';

const { credentialTest, listSearch } = new WeCom().methods;

let wecom: WeComSimulator;
beforeAll(async () => {
	wecom = await startExampleWeCom();
});
afterAll(async () => await wecom.stop());
beforeEach(() => void Object.assign(wecom.state, examplePeople(), { refusedAddress: undefined }));

async function services(secret = wecom.state.secret) {
	const type = fullTypeName('weCom');
	const node: INode = {
		id: 'node',
		name: 'WeCom',
		type,
		typeVersion: 1,
		position: [0, 0],
		parameters: {},
		credentials: { weComApi: { id: '1', name: 'WeCom' } },
	};
	const definition = {
		id: 'w',
		name: 'W',
		active: false,
		nodes: [node],
		connections: {},
		settings: {},
	};
	const stored = {
		...definition,
		isArchived: false,
		createdAt: new Date(0),
		updatedAt: new Date(0),
		activeVersionId: null,
	};
	const credentials = { weComApi: { ...credentialOf(wecom), secret } };
	const host = hostServices(stored, 'internal', credentials, '1');
	const nodeTypes = await SourceNodeTypes.load([type], {});
	return { node, host, workflow: new Workflow({ ...definition, nodeTypes }) };
}

/** Looks a list up as the editor does. */
async function listed(
	method: keyof typeof listSearch,
	filter?: string,
	page?: string,
	secret?: string,
) {
	const { node, host, workflow } = await services(secret);
	const context = new LoadOptionsContext(workflow, node, host, '');
	return await listSearch[method].call(context, filter, page);
}

describe('lists', () => {
	test('members, by name or user ID', async () => {
		expect(await listed('searchMembers')).toEqual({
			results: [
				{ name: '张三 (zhangsan)', value: 'zhangsan' },
				{ name: '李四 (lisi)', value: 'lisi' },
			],
		});
		expect((await listed('searchMembers', ' LISI ')).results).toHaveLength(1);
		expect((await listed('searchMembers', '张')).results).toHaveLength(1);
	});

	test('members without names where this app may not read them', async () => {
		wecom.state.fail('user/simplelist', 60011);
		expect((await listed('searchMembers')).results[0]).toEqual({
			name: 'zhangsan',
			value: 'zhangsan',
		});
	});

	test('tags with their groups', async () => {
		expect((await listed('searchTags', 'other')).results).toEqual([
			{ name: '来源 / Other', value: 'etOther1' },
			{ name: '等级 / Other', value: 'etOther2' },
		]);
	});

	test('accounts of customer service', async () => {
		expect((await listed('searchServiceAccounts')).results).toEqual([
			{ name: 'Sales', value: 'wkSales' },
			{ name: 'Other (not looked after by this app)', value: 'wkOther' },
		]);
	});

	test('contact ways and links, page by page', async () => {
		const members = { members: { mode: 'id', value: 'lisi' } };
		const items = Array.from({ length: 25 }, (_, n) => ({ n }));
		const state = '=s{{ $json.n }}';
		const way = { resource: 'contactWay', operation: 'create', ...members, state };
		await runWeCom(wecom, way, items);
		const first = await listed('searchContactWays');
		expect(first.results).toHaveLength(20);
		expect(first.results[0].name).toBe('s0 · lisi');
		const second = await listed('searchContactWays', '', String(first.paginationToken));
		expect(second.results.map(({ name }) => name)).toContain('s24 · lisi');
		expect(second.paginationToken).toBeUndefined();

		const linkName = '=Link {{ $json.n }}';
		const link = { resource: 'acquisitionLink', operation: 'create', ...members, linkName };
		await runWeCom(wecom, link, items.slice(0, 2));
		expect((await listed('searchLinks', 'LINK 1')).results).toMatchObject([{ name: 'Link 1' }]);
	});

	test('errors say what to do', async () => {
		wecom.state.refusedAddress = '203.0.113.7';
		await expect(listed('searchMembers')).rejects.toMatchObject({
			message: expect.stringContaining('203.0.113.7'),
			description: expect.stringContaining('企业可信IP'),
		});
	});
});

describe('credential test', () => {
	const tested = async (more: Record<string, string> = {}) => {
		const { host } = await services();
		return await credentialTest.weComTest.call(new CredentialTestContext(host), {
			id: '1',
			name: 'WeCom',
			type: 'weComApi',
			data: { ...credentialOf(wecom), ...more },
		});
	};

	test('says who the app is and what it may do', async () => {
		expect(await tested()).toEqual({
			status: 'OK',
			message: 'Connected as Leads · 客户联系: allowed · 微信客服: allowed',
		});
		wecom.state.fail('kf/account/list', 48002);
		expect((await tested({ agentId: '' })).message).toBe(
			"Connected; without an 'Agent ID' no messages to members · 客户联系: allowed · 微信客服: not allowed",
		);
	});

	test('names the address that has to be trusted', async () => {
		wecom.state.refusedAddress = '203.0.113.7';
		const { status, message } = await tested({ agentId: '' });
		expect(status).toBe('Error');
		expect(message).toMatch(/does not accept calls from 203\.0\.113\.7.*企业可信IP/);
	});

	test.each([
		[{ corpId: '' }, /no 'Corp ID'/],
		[{ corpId: 'wwOther' }, /does not know the corp ID/],
		[{ secret: 'another-made-up-one' }, /does not accept the secret/],
		[{ agentId: '7' }, /secret belongs to another app than the agent ID/],
		[{ baseUrl: 'http://127.0.0.1:1' }, /cannot be reached/],
		[{ baseUrl: 'not an address' }, /cannot be reached|could not be asked/],
	])('says what is wrong with %j, and no secret', async (more, problem) => {
		const { status, message } = await tested(more);
		expect(status).toBe('Error');
		expect(message).toMatch(problem);
		expect(message).not.toContain(wecom.state.secret);
		expect(message).not.toContain('another-made-up-one');
	});
});
