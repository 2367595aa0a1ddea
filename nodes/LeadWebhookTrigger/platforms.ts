import type { Reading } from '../../channels/shared/reading';
import type { Proof } from '../../channels/shared/signedRequest';
import type { WebhookCredential } from './webhookCredential';

/** What a sender gets for an answer. */
interface Answer {
	body: string;
	contentType: string;
}

/** A platform that sends leads: how it proves itself, what reads it, what it wants to hear. */
export interface Platform {
	value: string;
	/** Proofs of which one suffices. Loaded at first use. */
	proofs(credential: WebhookCredential): Promise<Proof[]>;
	load(): Promise<(body: unknown) => Reading>;
	taken: Answer;
	refused: Answer;
}

const text = (body: string): Answer => ({ body, contentType: 'text/plain; charset=utf-8' });
const json = (value: object): Answer => ({
	body: JSON.stringify(value),
	contentType: 'application/json; charset=utf-8',
});

const plainAnswers = { taken: text('ok'), refused: text('refused') };

/** [?] What the Chinese ad platforms expect is not published; receivers seen in use answer this. */
const codeAnswers = {
	taken: json({ code: 0, message: 'success' }),
	refused: json({ code: 401, message: 'refused' }),
};

/** The secret as `?secret=…` of the address: for platforms, and old versions, that sign nothing. */
export function secretInUrl({ secret }: WebhookCredential): Proof {
	return { kind: 'parameter', name: 'secret', secret };
}

const byUrlOnly = async (credential: WebhookCredential) => [secretInUrl(credential)];

/** Every platform but the generic one, which its parameters describe. */
export const platforms: readonly Platform[] = [
	{
		value: 'baiduLeads',
		proofs: byUrlOnly,
		load: async () => (await import('../../channels/ads/baiduLeads')).readBaiduLeads,
		...codeAnswers,
	},
	{
		value: 'chatwoot',
		proofs: async (credential) => {
			const { chatwootSignature } = await import('../../channels/chat/signatures');
			const { secret } = credential;
			return [{ kind: 'signature', rule: chatwootSignature, secret }, secretInUrl(credential)];
		},
		load: async () => (await import('../../channels/chat/chatwoot')).readChatwoot,
		...plainAnswers,
	},
	{
		value: 'metaLeadAds',
		proofs: async ({ secret }) => {
			const { metaSignature } = await import('../../channels/ads/metaLeadAds');
			return [{ kind: 'signature', rule: metaSignature, secret }];
		},
		load: async () => (await import('../../channels/ads/metaLeadAds')).readMetaLeadAds,
		...plainAnswers,
	},
	{
		value: 'oceanEngine',
		proofs: byUrlOnly,
		load: async () => (await import('../../channels/ads/oceanEngine')).readOceanEngine,
		...codeAnswers,
	},
	{
		value: 'sobot',
		proofs: async (credential) => {
			const { sobotSignature } = await import('../../channels/chat/signatures');
			const { companyId, sobotSecret } = credential;
			const signed: Proof = {
				kind: 'signature',
				rule: sobotSignature,
				secret: sobotSecret,
				values: { companyId },
			};
			return [signed, secretInUrl(credential)];
		},
		load: async () => (await import('../../channels/chat/sobot')).readSobot,
		taken: json({ ret_code: '000000' }),
		refused: json({ ret_code: '999999' }),
	},
	{
		value: 'tawkTo',
		proofs: async ({ secret }) => {
			const { tawkToSignature } = await import('../../channels/chat/signatures');
			return [{ kind: 'signature', rule: tawkToSignature, secret }];
		},
		load: async () => (await import('../../channels/chat/tawkTo')).readTawkTo,
		...plainAnswers,
	},
	{
		value: 'tencentAds',
		proofs: byUrlOnly,
		load: async () => (await import('../../channels/ads/tencentAds')).readTencentAds,
		...codeAnswers,
	},
];

/** How the generic platform answers where its author wrote nothing. */
export const genericAnswers = { taken: json({ ok: true }), refused: json({ ok: false }) };

/** An answer in the author's words: JSON where it is some. */
export function ownAnswer(words: string): Answer {
	return /^\s*[[{]/.test(words) ? { ...json({}), body: words } : text(words);
}
