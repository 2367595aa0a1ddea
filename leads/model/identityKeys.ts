import { type ChannelIdField, channelIdFields, normalizeChannelId } from './channelIds';
import { checkCreditCode } from './creditCode';
import { normalizeEmail } from './email';
import type { LeadFieldValues } from './lead';
import { looksMasked } from './mask';
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

/** A cell with more mobile numbers than this is a list of people. */
const MAX_KEYS = 12;

function addKey(keys: IdentityKey[], kind: IdentityKind, key: string): void {
	for (const known of keys) if (known.kind === kind && known.key === key) return;
	keys.push({ kind, key });
}

/** @param mayBeEither whether a number that can be a landline or a mobile counts as a mobile */
function addMobiles(
	keys: IdentityKey[],
	cell: string | null | undefined,
	country: string,
	mayBeEither: boolean,
): void {
	if (!cell) return;
	for (const { kind, e164 } of parsePhones(cell, country)) {
		const mobile = kind === 'mobile' || (mayBeEither && kind === 'fixedOrMobile');
		if (mobile && e164 !== null && keys.length < MAX_KEYS) addKey(keys, 'mobile', e164);
	}
}

function addMailbox(keys: IdentityKey[], cell: string | null | undefined): void {
	// Everybody's masked address looks like everybody else's.
	if (!cell || looksMasked(cell)) return;
	const email = normalizeEmail(cell);
	if (email.kind === 'personal') addKey(keys, 'email', email.key);
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
	const country = fields.country ?? 'CN';
	addMobiles(keys, fields.mobile, country, true);
	if (fields.phone !== fields.mobile) addMobiles(keys, fields.phone, country, false);
	addMailbox(keys, fields.email);
	addMailbox(keys, fields.secondaryEmail);
	return keys;
}

/** The keys that identify the company of a lead: a valid unified social credit code. */
export function accountKeysOf(fields: Pick<LeadFieldValues, 'creditCode'>): IdentityKey[] {
	if (!fields.creditCode) return [];
	const { valid, code } = checkCreditCode(fields.creditCode);
	return valid ? [{ kind: 'creditCode', key: code }] : [];
}
