import { LeadflowError } from '../../../../leads/model/error';
import { limitFields, limitOf } from '../../../shared/limit';
import { ids, itemPaths, membersPicker } from '../../fields/pickers';
import { isSimplified, simplifyField } from '../../fields/simplify';
import { outputItems } from '../../outputJson';
import type { WeComOperation, WeComRun } from '../../weComOperation';

const members = membersPicker({
	displayName: 'Member',
	name: 'members',
	description:
		"Whose customers to list, up to 100 user IDs. Leave empty to use the item's 'wecomUserId'.",
});

/** Names instead of IDs, where this app may read the tags. */
async function tagNamesOf(run: WeComRun): Promise<Map<string, string>> {
	const tags = await run.corpTags().catch((error: unknown) => {
		if (error instanceof LeadflowError) return [];
		return Promise.reject(error);
	});
	return new Map(tags.map(({ id, name }) => [id, name]));
}

export const getMany: WeComOperation = {
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many customers',
	description: 'List the customers of members, with what each member noted of them',
	fields: [members, ...limitFields, simplifyField],
	async run(run, index) {
		const { listCustomers, simpleCustomer } = await import(
			'../../../../channels/wecom/api/customers'
		);
		const customers = await listCustomers(
			await run.caller(),
			ids(run, index, members, itemPaths.member),
			limitOf(run.parameters, index),
		);
		if (!isSimplified(run, index)) return outputItems(...customers);
		const tagNames = await tagNamesOf(run);
		return outputItems(
			...customers.map((customer) => simpleCustomer(customer, undefined, tagNames)),
		);
	},
};
