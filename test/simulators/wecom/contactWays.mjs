import { randomBytes } from 'node:crypto';
import { page, refusal } from './refusal.mjs';

/** 渠道活码 (contact ways) and 获客链接 (acquisition links). */

const newId = (prefix) => `${prefix}${randomBytes(12).toString('hex')}`;

const ways = (state, id) => state.contactWays.get(id) ?? refusal(41044, 'invalid config_id');
const links = (state, id) => state.links.get(id) ?? refusal(40058, 'invalid link_id');

function wayProblem({ type, scene, user = [], party = [], state = '', remark = '' }) {
	if (![1, 2].includes(type)) return refusal(41039, 'invalid type');
	if (![1, 2].includes(scene)) return refusal(41040, 'invalid scene');
	if (type === 1 && (user.length !== 1 || party.length > 0)) return refusal(40058, 'one user only');
	if (user.length + party.length > 100) return refusal(41041, 'too many');
	if ([...state].length > 30 || [...remark].length > 30) return refusal(40058, 'too long');
	return undefined;
}

export const contactWayCalls = {
	'externalcontact/add_contact_way': (state, body) => {
		const problem = wayProblem(body);
		if (problem) return problem;
		const config_id = newId('');
		const qr_code = `${state.url}/qr/${config_id}.png`;
		state.contactWays.set(config_id, { config_id, ...body, qr_code });
		return { config_id, qr_code };
	},
	'externalcontact/get_contact_way': (state, { config_id: id }) => {
		const way = ways(state, id);
		return way.errcode ? way : { contact_way: way };
	},
	'externalcontact/update_contact_way': (state, { config_id: id, ...changes }) => {
		const way = ways(state, id);
		if (way.errcode) return way;
		const problem = wayProblem({ ...way, ...changes });
		if (problem) return problem;
		Object.assign(way, changes);
		return {};
	},
	'externalcontact/del_contact_way': (state, { config_id: id }) => {
		const way = ways(state, id);
		if (way.errcode) return way;
		state.contactWays.delete(id);
		return {};
	},
	'externalcontact/list_contact_way': (state, { cursor, limit = 100 }) => {
		const { entries, next } = page([...state.contactWays.values()], cursor, limit);
		return {
			contact_way: entries.map(({ config_id }) => ({ config_id })),
			...(next ? { next_cursor: next } : {}),
		};
	},
	'externalcontact/customer_acquisition/create_link': (state, body) => {
		const { link_name, range, skip_verify = true } = body;
		if (!link_name) return refusal(40058, 'link_name');
		if ((range?.user_list ?? []).length + (range?.department_list ?? []).length === 0)
			return refusal(40058, 'range');
		const link_id = newId('cawcde');
		const url = `https://work.weixin.qq.com/ca/${link_id}`;
		const create_time = Math.floor(state.now() / 1_000);
		state.links.set(link_id, { link_id, link_name, url, create_time, skip_verify, range });
		return { link: { link_id, link_name, url, create_time } };
	},
	'externalcontact/customer_acquisition/get': (state, { link_id: id }) => {
		const link = links(state, id);
		if (link.errcode) return link;
		const { range, ...rest } = link;
		return { link: rest, range };
	},
	'externalcontact/customer_acquisition/list_link': (state, { cursor, limit = 100 }) => {
		if (limit > 100) return refusal(40058, 'limit');
		const { entries, next } = page([...state.links.keys()], cursor, limit);
		return { link_id_list: entries, next_cursor: next };
	},
	'externalcontact/customer_acquisition/update_link': (state, { link_id: id, ...changes }) => {
		const link = links(state, id);
		if (link.errcode) return link;
		Object.assign(link, changes);
		return {};
	},
	'externalcontact/customer_acquisition/delete_link': (state, { link_id: id }) => {
		const link = links(state, id);
		if (link.errcode) return link;
		state.links.delete(id);
		return {};
	},
};
