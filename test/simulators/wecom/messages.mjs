import { bytes, refusal } from './refusal.mjs';

/** Messages to members and to group robots. */

const ROBOT_LIMIT = 20;

function tooLong({ msgtype, text, markdown, textcard }, limits) {
	if (msgtype === 'text') return bytes(text?.content) > limits.text;
	if (msgtype === 'markdown') return bytes(markdown?.content) > limits.markdown;
	if (msgtype === 'textcard')
		return bytes(textcard?.title) > 128 || bytes(textcard?.description) > 512;
	return false;
}

export const messageCalls = {
	'agent/get': (state, { agentid }) =>
		Number(agentid) === state.agentId
			? { agentid: state.agentId, name: 'Leads' }
			: refusal(301002, 'not allow operate another agent with this accesstoken'),
	'message/send': (state, body) => {
		const { touser = '', agentid } = body;
		if (agentid !== state.agentId) return refusal(40056, 'invalid agentid');
		if (tooLong(body, { text: 2_048, markdown: 2_048 })) return refusal(45002, 'too long');
		const asked = touser === '@all' ? [] : touser.split('|').filter(Boolean);
		if (asked.length > 1_000) return refusal(40032, 'too many');
		const known = new Set(state.members.map(({ userid }) => userid.toLowerCase()));
		const unknown = asked.filter(
			(id) => !known.has(id.toLowerCase()) || state.unreachableMembers.has(id),
		);
		if (asked.length > 0 && unknown.length === asked.length && !body.toparty && !body.totag)
			return refusal(81013, 'all invalid');
		const msgid = `msg${state.sentMessages.length + 1}`;
		state.sentMessages.push({ msgid, ...body });
		return {
			msgid,
			...(unknown.length > 0 ? { invaliduser: unknown.join('|').toLowerCase() } : {}),
		};
	},
	/** Only robots of `state.robots` are known: key → instants of what they sent. */
	'webhook/send': (state, body, { key }) => {
		const sent = state.robots.get(key);
		if (sent === undefined) return refusal(93000, 'invalid webhook url');
		if (tooLong(body, { text: 2_048, markdown: 4_096 })) return refusal(40058, 'too long');
		const recent = sent.filter(({ at }) => at > state.now() - 60_000);
		if (recent.length >= ROBOT_LIMIT) return refusal(45009, 'api freq out of limit');
		sent.push({ at: state.now(), body });
		return {};
	},
};
