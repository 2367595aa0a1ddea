import type { CustomValues, LeadFieldValues } from '../../leads/model/lead';

/** What a QR code with a link says of a person. */
export interface LinkedPerson {
	fields: LeadFieldValues;
	custom?: CustomValues;
}

/** The query of a link; of one that comes twice the first counts. */
function queryOf(text: string): URLSearchParams {
	const start = text.indexOf('?');
	return new URLSearchParams(start === -1 ? '' : text.slice(start + 1));
}

function decoded(text: string): string {
	try {
		return decodeURIComponent(text);
	} catch {
		return text;
	}
}

function present(fields: LeadFieldValues): LeadFieldValues {
	return Object.fromEntries(Object.entries(fields).filter(([, value]) => value));
}

function dialled(text: string): string {
	return decoded(text.replace(/^\/+/, '').replace(/[;?].*$/s, '')).trim();
}

function mail(text: string): LinkedPerson {
	const [to] = text.slice('mailto:'.length).split('?', 1);
	const query = queryOf(text);
	const message = [query.get('subject'), query.get('body')].filter(Boolean).join('\n');
	const email = decoded(to).split(',', 1)[0].trim() || (query.get('to') ?? '');
	return { fields: present({ email, message }) };
}

function call(text: string): LinkedPerson {
	const extension = /;ext=([^;?]*)/i.exec(text)?.[1];
	const number = dialled(text.slice('tel:'.length));
	return { fields: present({ phone: extension ? `${number} ext. ${extension}` : number }) };
}

/** `smsto:+86138…:text` and `sms:+86138…?body=text` (RFC 5724). */
function shortMessage(text: string): LinkedPerson {
	const rest = text.slice(text.indexOf(':') + 1);
	const colon = rest.indexOf(':');
	const number = colon === -1 ? rest : rest.slice(0, colon);
	const message = colon === -1 ? queryOf(rest).get('body') : rest.slice(colon + 1).trim();
	return { fields: present({ mobile: dialled(number), message }) };
}

/** `geo:22.54,114.05?q=Example Park` (RFC 5870, with the query that maps add). */
function place(text: string): LinkedPerson {
	const match = /^geo:(-?\d{1,3}(?:\.\d{1,12})?),(-?\d{1,3}(?:\.\d{1,12})?)/i.exec(text);
	const street = queryOf(text)
		.get('q')
		?.replace(/^[-\d.,]+/, '')
		.replace(/^\((.*)\)$/, '$1');
	return {
		fields: present({ street }),
		...(match ? { custom: { latitude: Number(match[1]), longitude: Number(match[2]) } } : {}),
	};
}

function whatsApp(number: string | null | undefined, message: string | null): LinkedPerson {
	const digits = (number ?? '').replace(/\D/g, '');
	return { fields: present({ mobile: digits === '' ? undefined : `+${digits}`, message }) };
}

const isHost = (host: string, ...names: string[]) =>
	names.some((name) => host === name || host.endsWith(`.${name}`));

/** What kind of contact a WeCom link leads to. */
const wecomPaths: Readonly<Record<string, string>> = {
	ca: 'acquisitionLink',
	kfid: 'customerService',
	u: 'member',
	gm: 'group',
};

function webLink(text: string): LinkedPerson | undefined {
	const address = URL.parse(text);
	if (!address) return undefined;
	const host = address.hostname.toLowerCase();
	const [first = '', second = ''] = address.pathname.split('/').filter(Boolean);
	if (isHost(host, 'work.weixin.qq.com')) {
		return {
			fields: {},
			custom: { wecomLink: text, wecomLinkKind: wecomPaths[first] ?? 'other' },
		};
	}
	if (isHost(host, 'u.wechat.com', 'weixin.qq.com', 'wechat.com', 'u.weixin.qq.com')) {
		return { fields: {}, custom: { wechatLink: text } };
	}
	if (isHost(host, 'wa.me')) {
		if (!/^\+?\d{5,}$/.test(first)) {
			// wa.me/qr/… and wa.me/message/… tell the number to WhatsApp only.
			return { fields: {}, custom: { whatsappLink: text } };
		}
		return whatsApp(first, address.searchParams.get('text'));
	}
	if (isHost(host, 'whatsapp.com') && (first === 'send' || second === 'send')) {
		return whatsApp(address.searchParams.get('phone'), address.searchParams.get('text'));
	}
	return { fields: { website: text } };
}

/** `weixin://contacts/profile/ID` names the account itself. */
function weixin(text: string): LinkedPerson {
	const id = /^weixin:\/\/contacts\/profile\/([\w-]{1,60})/i.exec(text)?.[1];
	return id === undefined
		? { fields: {}, custom: { wechatLink: text } }
		: { fields: { wechat: id } };
}

const schemes: Readonly<Record<string, (text: string) => LinkedPerson | undefined>> = {
	mailto: mail,
	tel: call,
	sms: shortMessage,
	smsto: shortMessage,
	geo: place,
	weixin,
	wechat: weixin,
	whatsapp: (text) => whatsApp(queryOf(text).get('phone'), queryOf(text).get('text')),
	http: webLink,
	https: webLink,
	urlto: (text) => webLink(text.replace(/^urlto:/i, '')),
};

/**
 * What a link says of a person: WeChat, WeCom and WhatsApp codes, mail, telephone and message
 * links, places, any web address.
 *
 * @returns undefined for what is no such link; a link that says nothing has no fields
 */
export function readCardLink(text: string): LinkedPerson | undefined {
	const scheme = /^([a-z][a-z0-9+.-]{1,20}):/i.exec(text)?.[1].toLowerCase();
	if (scheme === undefined) {
		const isBare = /^(?:www\.|wa\.me\/|u\.wechat\.com\/|work\.weixin\.qq\.com\/)\S+$/i.test(text);
		return isBare ? webLink(`https://${text}`) : undefined;
	}
	return Object.hasOwn(schemes, scheme) ? schemes[scheme](text) : undefined;
}
