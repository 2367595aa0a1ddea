import { ignored, type Reading, type ReadingContext } from '../shared/reading';
import { elementsOf, memberAt, membersOf, textAt } from '../shared/foreignJson';
import { contactValues } from './contacts/contactValues';
import { readServiceMessage } from './customerService/readServiceMessage';
import { readEvent, WECOM } from './events/readEvent';

/**
 * Reads what other nodes bring from WeCom: a decrypted callback under WeCom's own names, an answer of
 * `externalcontact/get`, an answer of `kf/sync_msg` or one message of it.
 */
export function readWeCom(item: unknown, { now }: ReadingContext): Reading {
	const members = membersOf(item);
	if (memberAt(item, 'external_contact') !== undefined) {
		const { fields, custom, tags } = contactValues(item);
		if (!fields.wecomExternalUserId)
			return ignored('noCustomer', 'The contact has no external_userid');
		return { captured: [{ fields, custom, tags, channel: WECOM, payload: item }] };
	}
	if (textAt(members, 'msgtype') !== undefined || Array.isArray(members.msg_list)) {
		const messages = Array.isArray(members.msg_list) ? elementsOf(members.msg_list) : [item];
		const captured = messages.flatMap(
			(message) => readServiceMessage(message, now)?.captured ?? [],
		);
		return captured.length > 0
			? { captured }
			: ignored('noCustomer', 'None of the customer service messages names a customer');
	}
	if (textAt(members, 'MsgType') === undefined)
		return ignored('notWeCom', 'The item is no callback and no answer of WeCom');
	const { captured } = readEvent(members, now);
	return captured.fields.wecomExternalUserId
		? { captured: [captured] }
		: ignored('noCustomer', 'The WeCom event is not about a customer');
}
