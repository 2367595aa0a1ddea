import { randomBytes } from 'node:crypto';
import { bytes, page, refusal } from './refusal.mjs';

/** 微信客服: accounts, links, messages that are pulled, and messages that are sent. */

const HOURS_48 = 48 * 3_600_000;
const NAME = /^[0-9a-zA-Z_-]*$/;

const isAccount = (state, id) => state.kfAccounts.some(({ open_kfid }) => open_kfid === id);

export const customerServiceCalls = {
	'kf/account/list': Object.assign(
		(state, { offset = 0, limit = 100 }) => ({
			account_list: state.kfAccounts.slice(Number(offset), Number(offset) + Number(limit)),
		}),
		{ anyMethod: true },
	),
	'kf/add_contact_way': (state, { open_kfid: id, scene = '' }) => {
		if (!isAccount(state, id)) return refusal(95004, 'open_kfid not exist');
		if (bytes(scene) > 32 || !NAME.test(scene)) return refusal(40058, 'invalid scene');
		return {
			url: `https://work.weixin.qq.com/kf/kfc0123456789${scene ? `?enc_scene=${scene}` : ''}`,
		};
	},
	/** Messages of an account lie in `state.kfMessages`, under its ID, in the order of their arrival. */
	'kf/sync_msg': (state, { open_kfid: id, cursor, token, limit = 1_000 }) => {
		if (!isAccount(state, id)) return refusal(95004, 'open_kfid not exist');
		if (limit > 1_000) return refusal(40058, 'limit');
		if (token !== undefined && !state.kfTokens.has(token))
			return refusal(95007, 'invalid msgtoken');
		const all = state.kfMessages.get(id) ?? [];
		const { entries, next } = page(all, cursor, limit);
		return {
			next_cursor: next || String(all.length),
			has_more: next ? 1 : 0,
			msg_list: entries,
		};
	},
	'kf/send_msg': (state, body) => {
		const { touser, open_kfid: id, msgid = randomBytes(16).toString('hex'), msgtype } = body;
		if (!isAccount(state, id)) return refusal(95004, 'open_kfid not exist');
		if (bytes(msgid) > 32 || !NAME.test(msgid)) return refusal(40058, 'invalid msgid');
		const wroteAt = state.kfWroteAt.get(touser);
		if (wroteAt === undefined || state.now() - wroteAt > HOURS_48)
			return refusal(95002, 'out of time');
		const sent = state.kfSent.filter((one) => one.open_kfid === id);
		if (sent.some((one) => one.msgid === msgid))
			return refusal(40058, 'invalid Request Parameter: msgid already exists');
		const since = sent.filter((one) => one.touser === touser && one.at >= wroteAt);
		if (since.length >= 5) return refusal(95001, 'out of count');
		state.kfSent.push({ touser, open_kfid: id, msgid, msgtype, body, at: state.now() });
		return { msgid };
	},
	'kf/send_msg_on_event': (state, { code, msgid = randomBytes(16).toString('hex'), ...body }) => {
		const event = state.kfEventCodes.get(code);
		if (!event || event.used || state.now() - event.at > 20_000)
			return refusal(40058, 'invalid code');
		event.used = true;
		state.kfSent.push({ msgid, msgtype: body.msgtype, body, at: state.now(), code });
		return { msgid };
	},
	'kf/customer/batchget': (state, { external_userid_list: ids }) => {
		if (ids.length > 100) return refusal(40058, 'too many');
		const known = state.customers.map(({ external_contact }) => external_contact);
		const found = known.filter(({ external_userid }) => ids.includes(external_userid));
		return {
			customer_list: found.map(({ external_userid, name, avatar, gender, unionid }) => ({
				external_userid,
				nickname: name,
				avatar,
				gender,
				unionid,
			})),
			invalid_external_userid: ids.filter(
				(id) => !found.some(({ external_userid }) => external_userid === id),
			),
		};
	},
};
