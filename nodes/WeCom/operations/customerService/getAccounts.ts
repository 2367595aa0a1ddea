import { outputItems } from '../../outputJson';
import type { WeComOperation } from '../../weComOperation';

export const getAccounts: WeComOperation = {
	value: 'getAccounts',
	name: 'Get Accounts',
	action: 'Get accounts of customer service',
	description: 'List the accounts of 微信客服, and whether this app looks after them',
	fields: [],
	async run(run) {
		const { listServiceAccounts } = await import('../../../../channels/wecom/api/customerService');
		return outputItems(...(await listServiceAccounts(await run.caller())));
	},
};
