/** One kind of callback that an author can choose, and what it means for a lead. */
export interface EventKind {
	/** `<Event>.<ChangeType>`; the change type is left out where the event has none. */
	value: string;
	/** In the list of the trigger. */
	name: string;
	/** How it shows in a lead's timeline. */
	subject: string;
	/**
	 * `lead`: brings a customer; `report`: only tells of one; `update`: tells of one, and whoever asks
	 * WeCom for the contact learns something new; `other`: is not about a customer.
	 */
	meaning: 'lead' | 'update' | 'report' | 'other';
	/** Who acted, where it was the customer or the member. */
	direction?: 'inbound' | 'outbound';
}

/** Messages that members send to the app; `MsgType` says which. */
export const MEMBER_MESSAGE = 'message';
/** Events of members in the app, such as `enter_agent`, by themselves. */
export const MEMBER_EVENT = 'memberEvent';
export const CUSTOMER_SERVICE = 'kf_msg_or_event';
/** What none of the kinds names. */
export const OTHER_EVENT = 'other';

/** What members do in the app: never about a customer. */
export const memberEvents: readonly string[] = [
	'click',
	'enter_agent',
	'location',
	'location_select',
	'pic_photo_or_album',
	'pic_sysphoto',
	'pic_weixin',
	'scancode_push',
	'scancode_waitmsg',
	'subscribe',
	'template_card_event',
	'template_card_menu_event',
	'unsubscribe',
	'view',
];

/**
 * Every kind, by name. Source: developer.work.weixin.qq.com/document/path/92130 (客户联系),
 * 97299 (获客助手), 94670 (微信客服).
 */
// prettier-ignore
export const eventKinds: readonly EventKind[] = [
	{ value: 'customer_acquisition.customer_start_chat', name: 'Acquisition Link: Chat Started', subject: 'Wrote first after a customer acquisition link', meaning: 'lead', direction: 'inbound' },
	{ value: 'customer_acquisition.friend_request', name: 'Acquisition Link: Friend Request', subject: 'Asked for contact by a customer acquisition link', meaning: 'lead', direction: 'inbound' },
	{ value: 'customer_acquisition.delete_link', name: 'Acquisition Link: Link Deleted', subject: 'Customer acquisition link deleted', meaning: 'other' },
	{ value: 'customer_acquisition.link_unavailable', name: 'Acquisition Link: Link Unavailable', subject: 'Customer acquisition link unavailable', meaning: 'other' },
	{ value: 'customer_acquisition.open_profile', name: 'Acquisition Link: Profile Opened', subject: 'Opened the profile by a customer acquisition link', meaning: 'report', direction: 'inbound' },
	{ value: 'customer_acquisition.balance_exhausted', name: 'Acquisition Link: Quota Exhausted', subject: 'Quota of the customer acquisition links exhausted', meaning: 'other' },
	{ value: 'customer_acquisition.balance_increased', name: 'Acquisition Link: Quota Increased', subject: 'Quota of the customer acquisition links increased', meaning: 'other' },
	{ value: 'customer_acquisition.balance_low', name: 'Acquisition Link: Quota Low', subject: 'Quota of the customer acquisition links low', meaning: 'other' },
	{ value: 'change_external_contact.add_external_contact', name: 'Contact Added', subject: 'Added as a WeCom contact', meaning: 'lead', direction: 'inbound' },
	{ value: 'change_external_contact.add_half_external_contact', name: 'Contact Added, Not Yet Confirmed', subject: 'Added as a WeCom contact, not yet confirmed by the member', meaning: 'lead', direction: 'inbound' },
	{ value: 'change_external_contact.msg_audit_approved', name: 'Contact Agreed to Archiving', subject: 'Agreed to the archiving of the chat', meaning: 'report', direction: 'inbound' },
	{ value: 'change_external_contact.del_external_contact', name: 'Contact Deleted by Member', subject: 'Deleted from WeCom by the member', meaning: 'report', direction: 'outbound' },
	{ value: 'change_external_contact.edit_external_contact', name: 'Contact Edited', subject: 'WeCom contact edited by the member', meaning: 'update' },
	{ value: 'change_external_contact.del_follow_user', name: 'Contact Left', subject: 'Deleted the member in WeCom', meaning: 'report', direction: 'inbound' },
	{ value: 'change_external_contact.transfer_fail', name: 'Contact Transfer Failed', subject: 'Transfer to another member failed', meaning: 'report' },
	{ value: CUSTOMER_SERVICE, name: 'Customer Service Message or Event', subject: 'Customer service', meaning: 'lead' },
	{ value: 'change_external_chat.create', name: 'Group Chat Created', subject: 'Customer group created', meaning: 'other' },
	{ value: 'change_external_chat.dismiss', name: 'Group Chat Dismissed', subject: 'Customer group dismissed', meaning: 'other' },
	{ value: 'change_external_chat.update', name: 'Group Chat Updated', subject: 'Customer group updated', meaning: 'other' },
	{ value: MEMBER_EVENT, name: 'Member Event in the App', subject: 'Event of a member', meaning: 'other' },
	{ value: MEMBER_MESSAGE, name: 'Member Message to the App', subject: 'Message of a member', meaning: 'other' },
	{ value: OTHER_EVENT, name: 'Other Event', subject: 'Event in WeCom', meaning: 'other' },
	{ value: 'change_external_tag.create', name: 'Tag Created', subject: 'Customer tag created', meaning: 'other' },
	{ value: 'change_external_tag.delete', name: 'Tag Deleted', subject: 'Customer tag deleted', meaning: 'other' },
	{ value: 'change_external_tag.shuffle', name: 'Tag Order Changed', subject: 'Order of customer tags changed', meaning: 'other' },
	{ value: 'change_external_tag.update', name: 'Tag Updated', subject: 'Customer tag updated', meaning: 'other' },
];

/** What a trigger listens to unless told otherwise: all that is about customers. */
export const kindsAboutLeads: string[] = eventKinds
	.filter(({ meaning }) => meaning !== 'other')
	.map(({ value }) => value);

const byValue = new Map(eventKinds.map((kind) => [kind.value, kind]));

function kindNamed(value: string): EventKind | undefined {
	return byValue.get(value);
}

const other: EventKind = {
	value: OTHER_EVENT,
	name: 'Other Event',
	subject: 'Event in WeCom',
	meaning: 'other',
};

/** The kind of a callback by its `MsgType`, `Event` and `ChangeType`. */
export function kindOf(msgType: string, event: string, changeType: string): EventKind {
	if (msgType !== 'event') return (msgType && kindNamed(MEMBER_MESSAGE)) || other;
	if (memberEvents.includes(event.toLowerCase())) return kindNamed(MEMBER_EVENT) ?? other;
	return kindNamed(changeType ? `${event}.${changeType}` : event) ?? other;
}
