import { itemPaths, memberPicker, optionalId } from '../../fields/pickers';
import { customerField, customerOf } from '../../fields/people';
import { isSimplified, simplifyField } from '../../fields/simplify';
import { outputItems } from '../../outputJson';
import type { WeComOperation } from '../../weComOperation';

const member = memberPicker({
	displayName: 'Remarks By',
	name: 'member',
	description:
		"Member whose remark, mobiles and tags come with the customer. Leave empty for the item's 'wecomUserId', else the first one.",
	displayOptions: { show: { simplify: [true] } },
});

export const get: WeComOperation = {
	value: 'get',
	name: 'Get',
	action: 'Get customer',
	description: 'Read one customer with all members who look after it',
	fields: [customerField, simplifyField, member],
	async run(run, index) {
		const { getCustomer, simpleCustomer } = await import(
			'../../../../channels/wecom/api/customers'
		);
		const customer = await getCustomer(await run.caller(), customerOf(run, index));
		if (!isSimplified(run, index)) return outputItems(customer);
		const userId = optionalId(run, index, member, itemPaths.member);
		return outputItems(simpleCustomer(customer, userId || undefined));
	},
};
