import { page, refusal } from './refusal.mjs';

/** Members, customers, tags, welcome messages and transfers of 客户联系. */

const WELCOME_SECONDS = 20;

const follows = (customer, userid) =>
	customer.follow_user.find((follower) => follower.userid === userid);
const customersOf = (state, userid) =>
	state.customers.filter((customer) => follows(customer, userid));
const customer = (state, id) =>
	state.customers.find(({ external_contact: { external_userid } }) => external_userid === id);
const isMember = (state, userid) => state.members.some((member) => member.userid === userid);

/** The one follower of a customer, or why there is none. */
function follower(state, { userid, external_userid: id }) {
	if (!isMember(state, userid)) return refusal(60111, 'userid not found');
	const found = customer(state, id);
	if (!found) return refusal(40096, 'invalid external_userid');
	return follows(found, userid) ?? refusal(84061, 'not external contact');
}

export const contactCalls = {
	'externalcontact/get_follow_user_list': (state) => ({
		follow_user: state.members.map(({ userid }) => userid),
	}),
	'user/simplelist': (state) => ({
		userlist: state.members.map(({ userid, name }) => ({ userid, name: name ?? userid })),
	}),
	'user/get': Object.assign(
		(state, { userid }) =>
			state.members.find((member) => member.userid === userid) ??
			refusal(60111, 'userid not found'),
		{ anyMethod: true },
	),
	'externalcontact/list': (state, { userid }) => {
		if (!isMember(state, userid)) return refusal(60111, 'userid not found');
		const ids = customersOf(state, userid).map(
			({ external_contact: { external_userid } }) => external_userid,
		);
		return ids.length > 0 ? { external_userid: ids } : refusal(84061, 'not external contact');
	},
	'externalcontact/get': (state, { external_userid: id, cursor }) => {
		const found = customer(state, id);
		if (!found) return refusal(40096, 'invalid external_userid');
		const { entries, next } = page(found.follow_user, cursor, 500);
		return { external_contact: found.external_contact, follow_user: entries, next_cursor: next };
	},
	'externalcontact/batch/get_by_user': (state, { userid_list: members, cursor, limit = 50 }) => {
		if (!Array.isArray(members) || members.length > 100 || limit > 100)
			return refusal(40058, 'invalid Request Parameter');
		if (!members.every((userid) => isMember(state, userid))) return refusal(40031, 'invalid list');
		const all = members.flatMap((userid) =>
			customersOf(state, userid).map(({ external_contact, follow_user }) => {
				const { tags = [], ...follow_info } = follow_user.find((one) => one.userid === userid);
				return {
					external_contact,
					follow_info: { ...follow_info, tag_id: tags.map(({ tag_id }) => tag_id) },
				};
			}),
		);
		const { entries, next } = page(all, cursor, limit);
		return { external_contact_list: entries, next_cursor: next };
	},
	'externalcontact/remark': (state, body) => {
		const found = follower(state, body);
		if (found.errcode) return found;
		const { remark, description, remark_company, remark_mobiles } = body;
		if (remark !== undefined) found.remark = remark;
		if (description !== undefined) found.description = description;
		if (remark_company !== undefined) found.remark_corp_name = remark_company;
		if (remark_mobiles !== undefined)
			found.remark_mobiles = remark_mobiles.filter((mobile) => mobile !== '');
		return {};
	},
	'externalcontact/get_corp_tag_list': (state) => ({ tag_group: state.tagGroups }),
	'externalcontact/mark_tag': (state, body) => {
		const found = follower(state, body);
		if (found.errcode) return found;
		const known = new Map(
			state.tagGroups.flatMap(({ group_name, tag }) =>
				tag.map(({ id, name }) => [id, { group_name, tag_name: name, tag_id: id, type: 1 }]),
			),
		);
		const { add_tag: add = [], remove_tag: remove = [] } = body;
		if (![...add, ...remove].every((id) => known.has(id))) return refusal(40068, 'invalid tagid');
		const kept = (found.tags ?? []).filter(
			({ tag_id }) => !remove.includes(tag_id) && !add.includes(tag_id),
		);
		found.tags = [...kept, ...add.map((id) => known.get(id))];
		return {};
	},
	'externalcontact/send_welcome_msg': (state, { welcome_code: code, text, attachments = [] }) => {
		const given = state.welcomeCodes.get(code);
		if (!given || state.now() - given.at > WELCOME_SECONDS * 1_000)
			return refusal(41050, 'invalid welcome_code');
		if (given.sent) return refusal(41051, 'chat has begun');
		if (attachments.length > 9) return refusal(41064, 'too many attachments');
		if (!text?.content && attachments.length === 0) return refusal(40063, 'empty');
		given.sent = { text: text?.content, attachments };
		return {};
	},
	'externalcontact/transfer_customer': (state, body) => transfer(state, body),
	'externalcontact/resigned/transfer_customer': (state, body) => transfer(state, body),
	'externalcontact/transfer_result': (state, body) => transferResult(state, body),
	'externalcontact/resigned/transfer_result': (state, body) => transferResult(state, body),
};

function transfer(state, { handover_userid: from, takeover_userid: to, external_userid: ids }) {
	if (!isMember(state, to)) return refusal(40003, 'invalid takeover_userid');
	if (from === to) return refusal(40130, 'same member');
	if (ids.length > 100) return refusal(40058, 'too many');
	return {
		customer: ids.map((id) => {
			const found = customer(state, id);
			if (!found) return { external_userid: id, errcode: 40096 };
			if (!follows(found, from)) return { external_userid: id, errcode: 40131 };
			state.transfers.push({ from, to, external_userid: id, status: 2, takeover_time: 0 });
			return { external_userid: id, errcode: 0 };
		}),
	};
}

function transferResult(state, { handover_userid: from, takeover_userid: to, cursor }) {
	const all = state.transfers.filter((one) => one.from === from && one.to === to);
	const { entries, next } = page(all, cursor, 1_000);
	return {
		customer: entries.map(({ external_userid, status, takeover_time }) => ({
			external_userid,
			status,
			takeover_time,
		})),
		next_cursor: next,
	};
}
