import type { CapturedActivity, CapturedLead } from '../../leads/model/lead';
import type { SuppressionReason } from '../../leads/model/suppressionReasons';
import type { Mail } from './mail';
import { mailKey } from './messageIds';

/** What a mail turned out to be. */
export type MailKind =
	| 'mail'
	| 'form'
	| 'forwarded'
	| 'autoReply'
	| 'automatic'
	| 'bulk'
	| 'bounce'
	| 'delivery'
	| 'complaint'
	| 'unsubscribe';

/** Longest body of an activity, as of the field `message`. */
const LONGEST_BODY = 32_000;
/** Mails from the future are mails whose sender's clock is wrong. */
const LATEST_AHEAD_MS = 24 * 60 * 60 * 1000;
/** Payloads beyond this are cut: attachments within HTML belong into no lead. */
const LARGEST_PAYLOAD = 1_000_000;
const LONGEST_TEXT_IN_PAYLOAD = 100_000;

/** When a mail was written, as far as that can be true. */
export function mailTime(mail: Mail, now: number): number {
	const { date } = mail;
	return date === undefined || date < 0 || date > now + LATEST_AHEAD_MS ? now : date;
}

/** How a mail shows in a timeline. */
export function mailActivity(
	mail: Mail,
	kind: MailKind,
	now: number,
	told: { subject?: string; body?: string; custom?: Record<string, unknown> } = {},
): CapturedActivity {
	const body = told.body?.slice(0, LONGEST_BODY);
	return {
		type: 'email',
		direction: 'inbound',
		subject: (told.subject ?? (mail.subject || 'Email without a subject')).slice(0, 250),
		...(body ? { body } : {}),
		at: mailTime(mail, now),
		externalId: mailKey(mail).slice(0, 250),
		custom: { kind, format: mail.shape, ...threadOf(mail), ...told.custom },
	};
}

/** Where a mail stands in its conversation. A shape without headers does not tell whether it is a reply. */
function threadOf(mail: Mail): Record<string, unknown> {
	const { messageId, inReplyTo, references } = mail;
	const isReply = inReplyTo !== undefined || references.length > 0;
	const threadId = mail.threadId ?? references[0] ?? inReplyTo ?? messageId;
	return {
		...(messageId ? { messageId } : {}),
		...(inReplyTo ? { inReplyTo } : {}),
		...(references.length > 0 ? { references } : {}),
		...(isReply || !mail.headersCut ? { isReply } : {}),
		...(threadId ? { threadId } : {}),
		...(mail.preview ? { preview: true } : {}),
	};
}

/** What arrived, for the source record; texts too long to be anybody's words are cut. */
export function mailPayload(item: unknown): unknown {
	if (typeof item !== 'object' || item === null || Array.isArray(item)) return item;
	const entries = Object.entries(item);
	const length = entries.reduce(
		(sum, [, value]) => sum + (typeof value === 'string' ? value.length : 0),
		0,
	);
	if (length <= LARGEST_PAYLOAD) return item;
	const cut = entries.map(([name, value]): [string, unknown] => [
		name,
		typeof value === 'string' ? value.slice(0, LONGEST_TEXT_IN_PAYLOAD) : value,
	]);
	return Object.fromEntries(cut);
}

/** What a mail tells of somebody who may be a lead already. */
export function mailReport(
	mail: Mail,
	about: { email: string; index?: number; reason?: SuppressionReason; source?: string },
	activity: CapturedActivity,
	item: unknown,
): CapturedLead {
	const { email, index = 0, reason } = about;
	const key = mailKey(mail);
	return {
		fields: { email },
		channel: 'email',
		// One mail may tell of several people, each a delivery of its own.
		externalId: index === 0 ? key : `${key}#${index + 1}`,
		...(activity.at === undefined ? {} : { receivedAt: activity.at }),
		payload: mailPayload(item),
		activity:
			index === 0 ? activity : { ...activity, externalId: `${key.slice(0, 240)}#${index + 1}` },
		report: true,
		...(reason
			? {
					suppressions: [{ channel: 'email', purpose: 'any', key: email, reason, source: 'email' }],
				}
			: {}),
	};
}
