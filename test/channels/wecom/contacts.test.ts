import type { WeComRequest } from '../../../channels/wecom/caller';
import { askForCustomers, customerKey } from '../../../channels/wecom/contacts/askForCustomers';
import { contactValues } from '../../../channels/wecom/contacts/contactValues';
import type { CustomerReference } from '../../../channels/wecom/events/readEvent';
import { readWeCom } from '../../../channels/wecom/readWeCom';
import { LeadflowError } from '../../../leads/model/error';

const answer = {
	errcode: 0,
	errmsg: 'ok',
	external_contact: {
		external_userid: 'wm1',
		name: '李娜',
		type: 1,
		unionid: 'oABCDEF',
		position: null,
		corp_name: null,
	},
	follow_user: [
		{ userid: 'lisi', remark: '李女士', remark_mobiles: ['13800138001'], tags: [] },
		{
			userid: 'zhangsan',
			remark: '李娜-示例公司',
			description: '要样品',
			tags: [
				{ group_name: '来源', tag_name: '展会', tag_id: 'et1', type: 1 },
				{ group_name: '自建', tag_name: '展会', tag_id: 'et2', type: 2 },
				{ tag_id: 'et3', type: 3 },
			],
			remark_corp_name: '苏州示例有限公司',
			remark_mobiles: ['13800138000', '0512-6288 0000'],
			add_way: 16,
			state: 'expo2026_hall3',
		},
	],
	next_cursor: '',
};

describe('externalcontact/get', () => {
	it('becomes the fields of a lead, as the member noted them', () => {
		expect(contactValues(answer, 'zhangsan')).toEqual({
			fields: {
				wecomExternalUserId: 'wm1',
				wechatUnionId: 'oABCDEF',
				name: '李娜',
				mobile: '13800138000',
				phone: '0512-6288 0000',
				company: '苏州示例有限公司',
				description: '要样品',
				sourceDetail: 'expo2026_hall3',
				campaign: 'expo2026_hall3',
			},
			custom: { wecomUserId: 'zhangsan', wecomRemark: '李娜-示例公司', wecomAddWay: 16 },
			tags: ['展会'],
		});
	});

	it('of another member says what that one noted', () => {
		expect(contactValues(answer, 'lisi').fields).toMatchObject({ mobile: '13800138001' });
		expect(contactValues(answer, 'gone').custom).toMatchObject({ wecomUserId: 'lisi' });
		expect(contactValues(answer).custom).toMatchObject({ wecomUserId: 'lisi' });
	});

	it('of a WeCom user has company and position', () => {
		const contact = {
			name: 'Wang',
			corp_name: '示例',
			corp_full_name: '示例有限公司',
			position: '采购',
		};
		expect(contactValues({ external_contact: contact, follow_user: [{ remark: 'Wang' }] })).toEqual(
			{
				fields: { name: 'Wang', company: '示例有限公司', title: '采购' },
				custom: {},
				tags: [],
			},
		);
	});

	it('is one lead for Lead Capture', () => {
		const { captured } = readWeCom(answer, { now: 0, defaultCountry: 'CN' });
		expect(captured).toMatchObject([{ channel: 'wecom', tags: [], fields: { name: '李娜' } }]);
	});

	it.each([undefined, null, 1, [], { external_contact: [1], follow_user: { a: 1 } }])(
		'%j says nothing',
		(nothing) => {
			expect(contactValues(nothing)).toEqual({ fields: {}, custom: {}, tags: [] });
		},
	);
});

describe('asking for customers', () => {
	class Caller {
		readonly calls: Array<{ path: string; request?: WeComRequest }> = [];

		constructor(private readonly reply: (path: string) => Record<string, unknown>) {}

		async call(path: string, request?: WeComRequest): Promise<Record<string, unknown>> {
			this.calls.push({ path, request });
			return this.reply(path);
		}
	}

	it('asks for contacts one by one and each once', async () => {
		const contact: CustomerReference = {
			kind: 'contact',
			externalUserId: 'wm1',
			userId: 'zhangsan',
		};
		const caller = new Caller(() => answer);
		const answers = await askForCustomers(caller, [contact, { ...contact }]);
		expect(caller.calls).toEqual([
			{ path: 'externalcontact/get', request: { query: { external_userid: 'wm1' } } },
		]);
		expect(answers.get(customerKey(contact))).toMatchObject({
			values: { fields: { name: '李娜' } },
		});
	});

	it('asks for customers of customer service a hundred at once', async () => {
		const customers = Array.from({ length: 150 }, (_, index): CustomerReference => {
			return { kind: 'serviceCustomer', externalUserId: `wm${index}` };
		});
		const caller = new Caller(() => ({
			customer_list: [{ external_userid: 'wm149', nickname: '小王', unionid: 'oABCDEF' }],
		}));
		const answers = await askForCustomers(caller, customers);
		expect(caller.calls.map(({ path }) => path)).toEqual(Array(2).fill('kf/customer/batchget'));
		expect(answers.get(customerKey(customers[149]))).toEqual({
			values: { fields: { name: '小王', wechatUnionId: 'oABCDEF' }, custom: {}, tags: [] },
		});
		expect(answers.get(customerKey(customers[0]))).toEqual({
			reason: 'WeCom does not know this customer any more',
		});
	});

	it('says why it learnt nothing, in our own words only', async () => {
		const contact: CustomerReference = { kind: 'contact', externalUserId: 'wm1' };
		const served: CustomerReference = { kind: 'serviceCustomer', externalUserId: 'wm2' };
		const refusing = new Caller((path) => {
			throw path.startsWith('kf')
				? new Error('https://example.com/?access_token=secret')
				: new LeadflowError('FORBIDDEN', 'WeCom does not accept calls from this address');
		});
		const answers = await askForCustomers(refusing, [contact, served]);
		expect([...answers.values()]).toEqual([
			{ reason: 'WeCom could not be asked' },
			{ reason: 'WeCom does not accept calls from this address' },
		]);
	});
});
