import { type ChannelIdField, channelIdFields, normalizeChannelId } from './channelIds';
import { checkCreditCode } from './creditCode';
import { normalizeEmail } from './email';
import type { LeadFieldValues } from './lead';
import { parsePhones } from './phone';

export type IdentityKind =
	| 'wechat'
	| 'wecom'
	| 'whatsapp'
	| 'chat'
	| 'mobile'
	| 'email'
	| 'creditCode';

/** What proves that two records are one person (or, for `creditCode`, one company). */
export interface IdentityKey {
	kind: IdentityKind;
	key: string;
}

/**
 * Strongest first. An id that a platform gives to one account beats a number, which changes hands;
 * a number beats a mailbox, which colleagues share.
 */
export const identityStrength: readonly IdentityKind[] = [
	'wechat',
	'wecom',
	'whatsapp',
	'chat',
	'mobile',
	'email',
	'creditCode',
];

const kindOfChannel: Readonly<Record<ChannelIdField, IdentityKind>> = {
	wechatUnionId: 'wechat',
	wecomExternalUserId: 'wecom',
	whatsappBsuid: 'whatsapp',
	chatContactId: 'chat',
};

/** A cell is read for so many numbers; a list of switchboards is not a person. */
const MAX_MOBILES = 8;

function mobilesOf(fields: LeadFieldValues): string[] {
	const country = fields.country ?? 'CN';
	const mobiles = new Set<string>();
	for (const phone of fields.mobile ? parsePhones(fields.mobile, country) : []) {
		const mobile = phone.kind === 'mobile' || phone.kind === 'fixedOrMobile';
		if (mobile && phone.e164 !== null) mobiles.add(phone.e164);
	}
	for (const phone of fields.phone ? parsePhones(fields.phone, country) : []) {
		if (phone.kind === 'mobile' && phone.e164 !== null) mobiles.add(phone.e164);
	}
	return [...mobiles].slice(0, MAX_MOBILES);
}

function personalEmailsOf(fields: LeadFieldValues): string[] {
	const emails = new Set<string>();
	for (const value of [fields.email, fields.secondaryEmail]) {
		const email = value ? normalizeEmail(value) : undefined;
		if (email?.kind === 'personal') emails.add(email.key);
	}
	return [...emails];
}

/**
 * The keys that identify the person of a lead, strongest first, without repeats: channel ids, every
 * valid mobile number, personal mailboxes. Landlines, company numbers and role mailboxes are
 * evidence for matching, not identity. A number whose plan does not tell mobile from landline
 * (+1) counts when it stands in the `mobile` column.
 */
export function identityKeysOf(fields: LeadFieldValues): IdentityKey[] {
	const keys: IdentityKey[] = [];
	for (const field of channelIdFields) {
		const value = fields[field];
		const key = value ? normalizeChannelId(field, value) : undefined;
		if (key !== undefined) keys.push({ kind: kindOfChannel[field], key });
	}
	for (const key of mobilesOf(fields)) keys.push({ kind: 'mobile', key });
	for (const key of personalEmailsOf(fields)) keys.push({ kind: 'email', key });
	return keys;
}

/** The keys that identify the company of a lead: a valid unified social credit code. */
export function accountKeysOf(fields: Pick<LeadFieldValues, 'creditCode'>): IdentityKey[] {
	if (!fields.creditCode) return [];
	const { valid, code } = checkCreditCode(fields.creditCode);
	return valid ? [{ kind: 'creditCode', key: code }] : [];
}
