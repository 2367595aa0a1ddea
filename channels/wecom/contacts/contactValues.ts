import type { CustomValues, LeadFieldValues } from '../../../leads/model/lead';
import { elementsOf, memberAt, textAt, textOf } from '../../shared/foreignJson';

/** What WeCom knows of a customer, in the words of a lead. */
export interface CustomerValues {
	fields: LeadFieldValues;
	custom: CustomValues;
	tags: string[];
}

function without<T extends Record<string, unknown>>(values: T): Partial<T> {
	const filled = Object.entries(values).filter(([, value]) => value !== undefined);
	return Object.fromEntries(filled) as Partial<T>;
}

function textsOf(value: unknown): string[] {
	return elementsOf(value).flatMap((one) => textOf(one) ?? []);
}

/** What one member noted of the customer; without a member named, or where he is not there, the first one. */
function followerOf(answer: unknown, userId: string | undefined): unknown {
	const followers = elementsOf(memberAt(answer, 'follow_user'));
	return followers.find((one) => textAt(one, 'userid') === userId) ?? followers[0];
}

/**
 * Reads the answer of `externalcontact/get` (developer.work.weixin.qq.com/document/path/92114). WeCom
 * never gives a customer's own phone number: what there is, the member has noted.
 *
 * @param userId the member whose remarks and tags are wanted
 */
export function contactValues(answer: unknown, userId?: string): CustomerValues {
	const contact = memberAt(answer, 'external_contact');
	const follower = followerOf(answer, userId);
	const name = textAt(contact, 'name');
	const remark = textAt(follower, 'remark');
	const [mobile, phone] = textsOf(memberAt(follower, 'remark_mobiles'));
	const state = textAt(follower, 'state');
	const addWay = memberAt(follower, 'add_way');
	const fields = without({
		wecomExternalUserId: textAt(contact, 'external_userid'),
		wechatUnionId: textAt(contact, 'unionid'),
		name,
		mobile,
		phone,
		company:
			textAt(follower, 'remark_corp_name') ??
			textAt(contact, 'corp_full_name') ??
			textAt(contact, 'corp_name'),
		title: textAt(contact, 'position'),
		description: textAt(follower, 'description'),
		sourceDetail: state,
		campaign: state,
	});
	const custom = without({
		wecomUserId: textAt(follower, 'userid'),
		wecomRemark: remark === name ? undefined : remark,
		wecomAddWay: typeof addWay === 'number' ? addWay : undefined,
	});
	const tags = elementsOf(memberAt(follower, 'tags')).flatMap(
		(tag) => textAt(tag, 'tag_name') ?? [],
	);
	return { fields, custom, tags: [...new Set(tags)] };
}

/**
 * Reads the answer of `kf/customer/batchget` (developer.work.weixin.qq.com/document/path/95159).
 *
 * @returns what is known of each customer, by external_userid
 */
export function serviceCustomers(answer: unknown): Map<string, CustomerValues> {
	const customers = elementsOf(memberAt(answer, 'customer_list'));
	return new Map(
		customers.flatMap((customer) => {
			const id = textAt(customer, 'external_userid');
			if (id === undefined) return [];
			const fields = without({
				name: textAt(customer, 'nickname'),
				wechatUnionId: textAt(customer, 'unionid'),
			});
			return [[id, { fields, custom: {}, tags: [] }]];
		}),
	);
}
