import type { IDataObject } from 'n8n-workflow';
import { startWeComSimulator, type WeComSimulator } from '../simulators/wecom.mjs';
import { runNode, type NodeResult, type NodeUnderTest } from './runWorkflow';

/** A simulated WeCom with two members, their customers, tags, and an account of customer service. */
export async function startExampleWeCom(): Promise<WeComSimulator> {
	const wecom = await startWeComSimulator();
	Object.assign(wecom.state, examplePeople());
	return wecom;
}

export function examplePeople() {
	return {
		members: [
			{ userid: 'zhangsan', name: '张三' },
			{ userid: 'lisi', name: '李四' },
		],
		customers: [
			{
				external_contact: {
					external_userid: 'wmLiNa',
					name: '李娜',
					type: 1,
					gender: 2,
					unionid: 'oLiNa0123456789',
					avatar: 'https://www.example.com/li-na.png',
				},
				follow_user: [
					{
						userid: 'zhangsan',
						remark: '李娜-示例公司',
						description: '要样品',
						createtime: 1_767_225_600,
						remark_corp_name: '示例公司',
						remark_mobiles: ['13800138000'],
						tags: [{ group_name: '来源', tag_name: '展会', tag_id: 'etExpo', type: 1 }],
						add_way: 1,
						state: 'expo2026_hall3',
					},
					{ userid: 'lisi', remark: '李小姐', createtime: 1_767_312_000, tags: [] },
				],
			},
			...Array.from({ length: 130 }, (_, n) => ({
				external_contact: { external_userid: `wmMany${n}`, name: `客户${n}`, type: 1 },
				follow_user: [{ userid: 'lisi', remark: `客户${n}`, createtime: 1_767_312_000 + n }],
			})),
		],
		tagGroups: [
			{
				group_id: 'g1',
				group_name: '来源',
				tag: [
					{ id: 'etExpo', name: '展会' },
					{ id: 'etOther1', name: 'Other' },
				],
			},
			{
				group_id: 'g2',
				group_name: '等级',
				tag: [
					{ id: 'etVip', name: 'VIP' },
					{ id: 'etOther2', name: 'Other' },
				],
			},
		],
		kfAccounts: [
			{ open_kfid: 'wkSales', name: 'Sales', manage_privilege: true },
			{ open_kfid: 'wkOther', name: 'Other', manage_privilege: false },
		],
	};
}

/** The decrypted credential of a simulated WeCom. */
export function credentialOf({ url, state }: WeComSimulator) {
	return {
		corpId: state.corpId,
		agentId: String(state.agentId),
		secret: state.secret,
		token: '',
		encodingAesKey: '',
		baseUrl: url,
	};
}

/** Runs the WeCom node on items against a simulated WeCom. */
export async function runWeCom(
	wecom: WeComSimulator,
	parameters: NonNullable<NodeUnderTest['parameters']>,
	input: readonly IDataObject[] = [{}],
	more: {
		node?: Partial<NodeUnderTest>;
		credential?: Record<string, string>;
		executionId?: string;
	} = {},
): Promise<NodeResult> {
	const { node, credential, executionId } = more;
	return await runNode('weCom', parameters, input, {
		credentials: { weComApi: { ...credentialOf(wecom), ...credential } },
		...(node ? { node } : {}),
		...(executionId ? { executionId } : {}),
	});
}

/** The error that stopped the node: what it says and what to do. */
export function problemOf({ error }: NodeResult): string {
	if (error === undefined) throw new TypeError('The node did not fail');
	return [error.message, 'description' in error ? error.description : ''].join(' | ');
}
