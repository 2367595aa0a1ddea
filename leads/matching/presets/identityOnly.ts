import { type IdentityKey, identityKeysOf } from '../../model/identityKeys';
import type { LeadFieldValues } from '../../model/lead';
import { rememberedBy } from './remembered';
import { type PairJudge, ruledBy } from './preset';

/** The fields that keys of a kind come from. */
const FIELDS: Readonly<Record<IdentityKey['kind'], readonly string[]>> = {
	wechat: ['wechatUnionId'],
	wecom: ['wecomExternalUserId'],
	whatsapp: ['whatsappBsuid'],
	chat: ['chatContactId'],
	mobile: ['mobile', 'phone'],
	email: ['email', 'secondaryEmail'],
	creditCode: ['creditCode'],
};

/** Leads are one when they share a channel id, a valid mobile number or a personal mailbox. */
export function identityJudge(): PairJudge {
	const keysOf = rememberedBy(identityKeysOf);
	return (left, right) => {
		const others = keysOf(right);
		const shared = keysOf(left).find(({ kind, key }) =>
			others.some((other) => other.kind === kind && other.key === key),
		);
		return ruledBy(shared && { name: `same ${shared.kind}`, fields: FIELDS[shared.kind] });
	};
}

/** Keys that leads with a chance to be one share. */
export function identityMeetingKeys(fields: LeadFieldValues): string[] {
	return identityKeysOf(fields).map(({ kind, key }) => `${kind} ${key}`);
}
