import type { CapturedActivity, LeadFieldValues } from '../../../leads/model/lead';
import { memberAt, textAt } from '../../shared/foreignJson';
import { CUSTOMER_SERVICE, kindOf, type EventKind } from '../events/eventKinds';
import { instantOf, WECOM, type WeComReading } from '../events/readEvent';

/** Who wrote: `origin` of a message. */
const FROM_CUSTOMER = '3';
const FROM_SERVICER = '5';

/** Why a message of ours was not delivered: `fail_type`. */
const failures: Readonly<Record<string, string>> = {
	'4': 'more than 48 hours after the customer wrote',
	'6': 'more than five messages',
	'10': 'the customer refuses messages',
};

/** What a message says, for the timeline and, where it is text, for the lead. */
function bodyOf(message: unknown, type: string): string | undefined {
	const content = memberAt(message, type);
	if (type === 'text') return textAt(content, 'content');
	if (type === 'location') {
		return (
			[textAt(content, 'name'), textAt(content, 'address')].filter(Boolean).join(', ') || undefined
		);
	}
	if (type === 'link') {
		return (
			[textAt(content, 'title'), textAt(content, 'url')].filter(Boolean).join(' ') || undefined
		);
	}
	return textAt(content, 'title');
}

const words: Readonly<Record<string, string>> = {
	text: 'Message',
	image: 'Picture',
	voice: 'Voice message',
	video: 'Video',
	file: 'File',
	location: 'Location',
	link: 'Link',
	business_card: 'Business card',
	miniprogram: 'Mini program',
	msgmenu: 'Menu',
	channels_shop_product: 'Product of a channels shop',
	channels_shop_order: 'Order of a channels shop',
	merged_msg: 'Chat history',
	channels: 'Channels post',
};

interface Parts {
	id: string;
	externalUserId: string;
	at: number;
	custom: Record<string, string>;
}

function reading(
	message: unknown,
	kind: EventKind,
	{ id, externalUserId, at, custom }: Parts,
	told: {
		activity: Pick<CapturedActivity, 'direction' | 'subject' | 'body'>;
		fields?: LeadFieldValues;
		welcomeCode?: string;
		report?: boolean;
	},
): WeComReading {
	const { activity, fields, welcomeCode, report } = told;
	return {
		kind,
		captured: {
			fields: { wecomExternalUserId: externalUserId, ...fields },
			channel: WECOM,
			externalId: id,
			receivedAt: at,
			payload: message,
			activity: { type: 'wecom', ...activity, at, externalId: id, custom },
			...(report ? { report: true as const } : {}),
		},
		...(welcomeCode ? { welcomeCode } : {}),
		customer: { kind: 'serviceCustomer', externalUserId },
	};
}

function readServiceEvent(event: unknown, message: unknown, kind: EventKind, parts: Parts) {
	const type = textAt(event, 'event_type') ?? 'event';
	const told = { ...parts, custom: { ...parts.custom, event: type } };
	if (type === 'enter_session') {
		const scene = textAt(event, 'scene');
		const parameter = textAt(event, 'scene_param');
		const channels = textAt(event, 'wechat_channels', 'nickname');
		const sourceDetail = scene ?? channels;
		return reading(message, kind, told, {
			activity: { direction: 'inbound', subject: 'Opened the customer service chat' },
			fields: {
				...(sourceDetail ? { sourceDetail } : {}),
				...(parameter ? { campaign: parameter } : {}),
			},
			welcomeCode: textAt(event, 'welcome_code'),
		});
	}
	if (type === 'msg_send_fail') {
		const failType = textAt(event, 'fail_type') ?? '0';
		const reason = failures[failType] ?? `reason ${failType}`;
		return reading(message, kind, told, {
			activity: { direction: 'outbound', subject: `Message was not delivered: ${reason}` },
			report: true,
		});
	}
	const subject =
		type === 'user_recall_msg'
			? 'Took a message back'
			: type === 'session_status_change'
				? 'Customer service session changed'
				: 'Customer service event';
	return reading(message, kind, told, { activity: { subject }, report: true });
}

/**
 * Reads one element of `msg_list` of `kf/sync_msg`. What the customer writes or opens brings a lead;
 * what others do is a report.
 *
 * @param now epoch milliseconds
 * @returns undefined for what names no customer, such as a servicer who goes on duty
 */
export function readServiceMessage(message: unknown, now: number): WeComReading | undefined {
	const id = textAt(message, 'msgid');
	const type = textAt(message, 'msgtype') ?? '';
	const event = type === 'event' ? memberAt(message, 'event') : undefined;
	const externalUserId = textAt(message, 'external_userid') ?? textAt(event, 'external_userid');
	if (id === undefined || externalUserId === undefined) return undefined;
	const openKfId = textAt(message, 'open_kfid') ?? textAt(event, 'open_kfid');
	const servicer = textAt(message, 'servicer_userid') ?? textAt(event, 'servicer_userid');
	const parts = {
		id,
		externalUserId,
		at: instantOf(textAt(message, 'send_time'), now),
		custom: {
			msgType: type,
			...(openKfId ? { openKfId } : {}),
			...(servicer ? { servicerUserId: servicer } : {}),
		},
	};
	const kind = kindOf('event', CUSTOMER_SERVICE, '');
	if (event !== undefined) return readServiceEvent(event, message, kind, parts);
	const origin = textAt(message, 'origin');
	const isCustomers = origin === FROM_CUSTOMER;
	const body = bodyOf(message, type);
	const word = words[type] ?? 'Message';
	const from = isCustomers ? 'customer' : origin === FROM_SERVICER ? 'servicer' : 'system';
	return reading(message, kind, parts, {
		activity: {
			direction: isCustomers ? 'inbound' : 'outbound',
			subject: `${word} in customer service, from the ${from}`,
			...(body ? { body } : {}),
		},
		...(isCustomers && type === 'text' && body ? { fields: { message: body } } : {}),
		report: !isCustomers,
	});
}
