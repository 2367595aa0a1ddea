import { elementsOf, memberAt, membersOf, textAt } from '../../shared/foreignJson';
import { contactValues } from '../contacts/contactValues';
import type { WeComCaller } from '../caller';
import { WeComError } from './errors';
import { withinCount } from './limits';
import { collect } from './pages';

/** A customer as WeCom gives it: the person, and what each member noted. */
export interface Customer {
	external_contact: Record<string, unknown>;
	follow_user: Array<Record<string, unknown>>;
}

/** `batch/get_by_user` takes no more, neither members nor customers. */
const MOST_AT_ONCE = 100;
const NOT_CONNECTED = 84061;

/** Reads one customer with all members who look after it. */
export async function getCustomer(caller: WeComCaller, externalUserId: string): Promise<Customer> {
	let contact: Record<string, unknown> = {};
	const followers = await collect(
		Infinity,
		async (cursor) => {
			const answer = await caller.call('externalcontact/get', {
				query: { external_userid: externalUserId, ...(cursor ? { cursor } : {}) },
			});
			contact = membersOf(answer.external_contact);
			return answer;
		},
		(answer) => elementsOf(answer.follow_user).map(membersOf),
	);
	return { external_contact: contact, follow_user: followers };
}

/**
 * Lists the customers of members, with what each member noted of them. Tags come as IDs; a customer of
 * two members comes twice.
 *
 * @param limit entries, Infinity for all
 */
export async function listCustomers(
	caller: WeComCaller,
	members: readonly string[],
	limit: number,
): Promise<Customer[]> {
	const userid_list = withinCount('Members', members, MOST_AT_ONCE);
	return await collect(
		limit,
		async (cursor) =>
			await caller
				.call('externalcontact/batch/get_by_user', {
					body: { userid_list, cursor: cursor ?? '', limit: Math.min(limit, MOST_AT_ONCE) },
				})
				.catch(async (error: unknown) =>
					error instanceof WeComError && error.errcode === NOT_CONNECTED
						? {}
						: await Promise.reject(error),
				),
		(answer) =>
			elementsOf(answer.external_contact_list).map((entry) => ({
				external_contact: membersOf(memberAt(entry, 'external_contact')),
				follow_user: [membersOf(memberAt(entry, 'follow_info'))],
			})),
	);
}

const customerTypes: Readonly<Record<string, string>> = { 1: 'wechat', 2: 'wecom' };
const genders: Readonly<Record<string, string>> = { 1: 'male', 2: 'female' };

function follower(entry: Record<string, unknown>, tagNames: ReadonlyMap<string, string>) {
	const since = Number(entry.createtime);
	const ids = elementsOf(entry.tag_id).map(String);
	const tags = elementsOf(entry.tags).flatMap((tag) => textAt(tag, 'tag_name') ?? []);
	return {
		userId: textAt(entry, 'userid'),
		remark: textAt(entry, 'remark'),
		description: textAt(entry, 'description'),
		company: textAt(entry, 'remark_corp_name'),
		mobiles: elementsOf(entry.remark_mobiles).map(String),
		tags: [...tags, ...ids.map((id) => tagNames.get(id) ?? id)],
		state: textAt(entry, 'state'),
		addWay: entry.add_way,
		addedAt: since > 0 ? new Date(since * 1_000).toISOString() : undefined,
	};
}

/**
 * A customer in the words of a lead, for Lead Capture and for reading.
 *
 * @param userId the member whose remark, mobiles and tags are taken; else the first one's
 * @param tagNames names of corp tags by their IDs
 */
export function simpleCustomer(
	{ external_contact, follow_user }: Customer,
	userId?: string,
	tagNames: ReadonlyMap<string, string> = new Map(),
): Record<string, unknown> {
	const named = follow_user.map((entry) => ({
		...entry,
		tags: [
			...elementsOf(entry.tags),
			...elementsOf(entry.tag_id).map((id) => ({ tag_name: tagNames.get(String(id)) ?? id })),
		],
	}));
	const { fields, custom, tags } = contactValues({ external_contact, follow_user: named }, userId);
	return {
		...fields,
		...custom,
		tags,
		avatar: textAt(external_contact, 'avatar'),
		gender: genders[String(external_contact.gender)],
		customerType: customerTypes[String(external_contact.type)],
		followers: follow_user.map((entry) => follower(entry, tagNames)),
	};
}

/** What a member notes of a customer. What is left out stays as it is. */
export interface CustomerRemark {
	remark?: string;
	description?: string;
	company?: string;
	/** An empty list clears them. */
	mobiles?: readonly string[];
}

/** Writes what a member notes of a customer. Source: developer.work.weixin.qq.com/document/path/92115 */
export async function updateRemark(
	caller: WeComCaller,
	userId: string,
	externalUserId: string,
	{ remark, description, company, mobiles }: CustomerRemark,
): Promise<void> {
	await caller.call('externalcontact/remark', {
		body: {
			userid: userId,
			external_userid: externalUserId,
			...(remark === undefined ? {} : { remark }),
			...(description === undefined ? {} : { description }),
			...(company === undefined ? {} : { remark_company: company }),
			// WeCom understands one empty number as none at all.
			...(mobiles === undefined ? {} : { remark_mobiles: mobiles.length === 0 ? [''] : mobiles }),
		},
	});
}
