import axios from 'axios';
import { addWorkflow } from '../../playground/server.mjs';
import { startWeComSimulator, type WeComSimulator } from '../simulators/wecom.mjs';
import { itemsOf, startPlayground, type Playground } from './playground';

/*
 * The WeCom node in a real n8n, against a simulated WeCom: credential, lists, and a message.
 */

let n8n: Playground;
let wecom: WeComSimulator;
let credential: { id: string; name: string };

const credentialData = () => ({
	corpId: wecom.state.corpId,
	agentId: String(wecom.state.agentId),
	secret: wecom.state.secret,
	token: '',
	encodingAesKey: '',
	baseUrl: wecom.url,
});

beforeAll(async () => {
	wecom = await startWeComSimulator();
	wecom.state.members = [{ userid: 'zhangsan', name: '张三' }];
	wecom.state.robots.set('made-up-robot', []);
	n8n = await startPlayground({ env: { N8N_EXPRESSION_ENGINE_LAZY_ACQUIRE: 'true' } });
	const body = { name: 'WeCom', type: 'weComApi', data: credentialData() };
	const { data } = await n8n.session.rest.post('/credentials', body);
	credential = { id: data.data.id, name: 'WeCom' };
	await addWorkflow(n8n.session, workflow());
});

afterAll(async () => {
	await n8n.stop();
	await wecom.stop();
});

/** Webhook → tell a member → tell a group, the latter without a credential. */
function workflow() {
	const node = (name: string, type: string, more: object) => ({
		id: `tell-${name}`,
		name,
		type,
		typeVersion: 1,
		position: [0, 0],
		...more,
	});
	const to = (name: string) => ({ main: [[{ node: name, type: 'main', index: 0 }]] });
	return {
		id: 'tell',
		name: 'Tell',
		nodes: [
			node('Webhook', 'n8n-nodes-base.webhook', {
				typeVersion: 2,
				webhookId: 'tell',
				parameters: { httpMethod: 'POST', path: 'tell', options: {} },
			}),
			node('Member', 'n8n-nodes-leadflow.weCom', {
				credentials: { weComApi: credential },
				parameters: {
					resource: 'message',
					operation: 'sendToMember',
					members: { __rl: true, mode: 'list', value: 'zhangsan' },
					text: '=新线索：{{ $json.body.name }}',
				},
			}),
			node('Group', 'n8n-nodes-leadflow.weCom', {
				parameters: {
					resource: 'message',
					operation: 'sendToGroupRobot',
					webhookKey: `${wecom.url}/cgi-bin/webhook/send?key=made-up-robot`,
					text: '新线索',
				},
			}),
		],
		connections: { Webhook: to('Member'), Member: to('Group') },
	};
}

test('tells a member and a group', async () => {
	await axios.post(`${n8n.url}/webhook/tell`, { name: '李娜' }, { proxy: false });
	const [execution] = await n8n.waitForExecutions('tell');
	expect(execution.status).toBe('success');
	expect(itemsOf(execution, 'Group')).toMatchObject([{ json: { sent: true } }]);
	expect(wecom.state.sentMessages).toMatchObject([
		{ touser: 'zhangsan', text: { content: '新线索：李娜' } },
	]);
	expect(wecom.state.robots.get('made-up-robot')).toHaveLength(1);
	expect(JSON.stringify(execution)).not.toContain(wecom.state.secret);
});

test('tests the credential in words', async () => {
	const test = async () => {
		const credentials = { ...credential, type: 'weComApi', data: credentialData() };
		const { data } = await n8n.session.rest.post('/credentials/test', { credentials });
		return data.data;
	};
	expect(await test()).toEqual({
		status: 'OK',
		message: 'Connected as Leads · 客户联系: allowed · 微信客服: allowed',
	});
	wecom.state.refusedAddress = '203.0.113.7';
	const refused = await test();
	wecom.state.refusedAddress = undefined;
	expect(refused).toMatchObject({
		status: 'Error',
		message: expect.stringMatching(/203\.0\.113\.7.*企业可信IP/),
	});
});

test('lists the members in the editor', async () => {
	const { data } = await n8n.session.rest.post(
		'/dynamic-node-parameters/resource-locator-results',
		{
			path: 'parameters.members',
			methodName: 'searchMembers',
			nodeTypeAndVersion: { name: 'n8n-nodes-leadflow.weCom', version: 1 },
			currentNodeParameters: {},
			credentials: { weComApi: credential },
		},
	);
	expect(data.data.results).toEqual([{ name: '张三 (zhangsan)', value: 'zhangsan' }]);
});
