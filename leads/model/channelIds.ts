import type { LeadFieldName } from './leadFields';

/** The fields that hold an id given by a channel. They are case-sensitive and never rewritten. */
export const channelIdFields = [
	'wechatUnionId',
	'wecomExternalUserId',
	'whatsappBsuid',
	'chatContactId',
] as const satisfies readonly LeadFieldName[];

export type ChannelIdField = (typeof channelIdFields)[number];

const shapes: Readonly<Record<ChannelIdField, RegExp>> = {
	/** 28 characters today; the platform promises no length. */
	wechatUnionId: /^[A-Za-z0-9_-]{6,128}$/,
	/** `wm…` and `wo…` for WeChat and WeCom users; at most 64 bytes. */
	wecomExternalUserId: /^[A-Za-z0-9_.@-]{2,128}$/,
	/** Meta's business-scoped user id, sent verbatim: country, `.`, optional `ENT.`, id. */
	whatsappBsuid: /^[A-Z]{2}\.(?:ENT\.)?[A-Za-z0-9]{1,128}$/,
	/** Prefixed with its provider where ids of two providers can meet: `chatwoot:123`. */
	chatContactId: /^[\x21-\x7e]{1,128}$/,
};

const EDGES = /^[\s\u200b-\u200f\ufeff]+|[\s\u200b-\u200f\ufeff]+$/g;

/** Whether a field name is one of {@link channelIdFields}. */
export function isChannelIdField(field: string): field is ChannelIdField {
	return Object.hasOwn(shapes, field);
}

/**
 * A channel id without surrounding white space, letter case kept.
 *
 * @returns undefined when it does not have the form that its channel gives
 */
export function normalizeChannelId(field: ChannelIdField, value: string): string | undefined {
	if (value.length > 400) return undefined;
	const id = value.replace(EDGES, '');
	return shapes[field].test(id) ? id : undefined;
}
