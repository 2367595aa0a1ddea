import { hash } from 'node:crypto';
import type { CapturedActivity, CapturedLead, LeadFieldValues } from '../../../leads/model/lead';
import { textAt } from '../../shared/foreignJson';
import { kindOf, type EventKind } from './eventKinds';

/** How the channel is called on leads and in the inbox. */
export const WECOM = 'wecom';

/** A customer of whom WeCom can be asked more. */
export interface CustomerReference {
	/** Which call knows the customer: `externalcontact/get` or `kf/customer/batchget`. */
	kind: 'contact' | 'serviceCustomer';
	externalUserId: string;
	/** The member whose contact it is: remarks and tags are each member's own. */
	userId?: string;
}

/** One callback or customer service message, read. */
export interface WeComReading {
	captured: CapturedLead;
	kind: EventKind;
	/** Sends one welcome message, once, within 20 seconds. */
	welcomeCode?: string;
	/** Whom more can be learnt of. */
	customer?: CustomerReference;
}

type Members = Record<string, unknown>;

/** The furthest in the future that a sender's clock may be. */
const CLOCK_SKEW_MS = 24 * 60 * 60 * 1000;

/** WeCom's seconds as epoch milliseconds; the given instant where they make no sense. */
export function instantOf(seconds: string | undefined, now: number): number {
	const instant = Number(seconds) * 1000;
	return Number.isSafeInteger(instant) && instant > 0 && instant <= now + CLOCK_SKEW_MS
		? instant
		: now;
}

/** Beside those of the contact events, what tells two events of one second apart. */
const FURTHER_IDS = [
	'Source',
	'FailReason',
	'ChatId',
	'UpdateDetail',
	'LinkId',
	'Id',
	'EventKey',
	'AgentID',
	'OpenKfId',
	'Token',
];

/**
 * The key by which a delivery is recognised when it comes again: WeCom sends what was not answered
 * within 5 seconds up to three times more. Messages have an id. Contact events all come from `sys`,
 * so that WeCom's own rule (FromUserName + CreateTime) would take two for one.
 */
export function dedupeKey(members: Members): string {
	const messageId = textAt(members, 'MsgId');
	if (messageId) return messageId;
	const of = (name: string) => textAt(members, name) ?? '';
	const sender = of('FromUserName') === 'sys' ? '' : of('FromUserName');
	const further = [sender, ...FURTHER_IDS.map(of)];
	const parts = [
		...['ToUserName', 'Event', 'ChangeType', 'UserID', 'ExternalUserID', 'CreateTime'].map(of),
		...(further.some(Boolean) ? further : []),
	];
	return hash('sha1', parts.join('|'), 'hex');
}

/** The kind of a callback. */
export function kindOfEvent(members: Members): EventKind {
	return kindOf(
		textAt(members, 'MsgType') ?? '',
		textAt(members, 'Event') ?? '',
		textAt(members, 'ChangeType') ?? '',
	);
}

const details: Readonly<Record<string, string>> = {
	Event: 'event',
	ChangeType: 'changeType',
	UserID: 'userId',
	State: 'state',
	Source: 'source',
	FailReason: 'failReason',
	LinkId: 'linkId',
	ChatId: 'chatId',
	UpdateDetail: 'updateDetail',
	MsgType: 'msgType',
};

function activityOf(members: Members, kind: EventKind, at: number, id: string): CapturedActivity {
	const custom = Object.fromEntries(
		Object.entries(details).flatMap(([theirs, ours]) => {
			const value = textAt(members, theirs);
			return value === undefined || value === 'event' ? [] : [[ours, value]];
		}),
	);
	const body = textAt(members, 'Content');
	return {
		type: 'wecom',
		...(kind.direction ? { direction: kind.direction } : {}),
		subject: kind.subject,
		...(body ? { body } : {}),
		at,
		externalId: id,
		custom,
	};
}

function fieldsOf(members: Members, kind: EventKind): LeadFieldValues {
	const wecomExternalUserId = textAt(members, 'ExternalUserID');
	const state = textAt(members, 'State');
	const source = state ?? textAt(members, 'LinkId');
	return {
		...(wecomExternalUserId ? { wecomExternalUserId } : {}),
		...(kind.meaning === 'lead' && source ? { sourceDetail: source } : {}),
		...(kind.meaning === 'lead' && state ? { campaign: state } : {}),
	};
}

/**
 * Reads a callback. Each becomes one captured lead; what does not bring a customer is a report, which
 * is added to the person's lead if there is one and makes none.
 *
 * @param members of the decrypted message, under WeCom's own names
 * @param now epoch milliseconds
 */
export function readEvent(members: Members, now: number): WeComReading {
	const kind = kindOfEvent(members);
	const at = instantOf(textAt(members, 'CreateTime'), now);
	const id = dedupeKey(members);
	const externalUserId = textAt(members, 'ExternalUserID');
	const userId = textAt(members, 'UserID');
	const welcomeCode = textAt(members, 'WelcomeCode');
	const bringsLead = kind.meaning === 'lead' && externalUserId !== undefined;
	const isKnownToWeCom = kind.meaning === 'lead' || kind.meaning === 'update';
	return {
		kind,
		captured: {
			fields: fieldsOf(members, kind),
			...(bringsLead && userId ? { custom: { wecomUserId: userId } } : {}),
			channel: WECOM,
			externalId: id,
			receivedAt: at,
			payload: members,
			activity: activityOf(members, kind, at, id),
			...(bringsLead ? {} : { report: true as const }),
		},
		...(welcomeCode ? { welcomeCode } : {}),
		...(externalUserId && isKnownToWeCom
			? { customer: { kind: 'contact', externalUserId, ...(userId ? { userId } : {}) } }
			: {}),
	};
}
