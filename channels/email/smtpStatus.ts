/** What a mail server said about one recipient. */
export interface SmtpStatus {
	/** Enhanced status code (RFC 3463) such as `5.1.1`; a basic one such as `550` where there is no other. */
	code?: string;
	/** The server's own words, one line. */
	text: string;
}

/** `hard`: the address does not work and will not. `soft`: this mail was not delivered, another may be. */
export type BounceKind = 'hard' | 'soft';

const ENHANCED = /(?:^|[^\d.])([245]\.\d{1,3}\.\d{1,3})(?![\d.])/;
const BASIC = /(?:^|[^\d.])([45]\d\d)(?=[\s#:,;)\]-]|$)/;

const NOBODY =
	/user (?:is )?(?:unknown|not found|doesn'?t exist|does not exist|disabled)|unknown (?:user|recipient|mailbox|address)|no such (?:user|recipient|mailbox|person|address)|(?:recipient|address|mailbox|account|user|email)\b.{0,60}\b(?:not found|does not exist|doesn'?t exist|unavailable|unknown|invalid|disabled|inactive|couldn'?t be found|wasn'?t found|not exist)|invalid (?:user|recipient|mailbox|address)|mailbox (?:not found|unavailable)|domain (?:name )?(?:not found|does not exist)|host (?:or domain name )?not found|nxdomain|(?:用户|收件人|邮箱|帐号|账号|地址|域名).{0,40}(?:不存在|未找到|无效|已停用|被禁用|错误|找不到)|(?:不存在|找不到).{0,10}(?:用户|收件人|邮箱|帐号|账号|域名)|unbekannt|existiert nicht|nicht gefunden|n'existe pas|introuvable/i;
const NOT_THE_ADDRESS =
	/spam|virus|blacklist|blocklist|block list|black list|\brbl\b|reputation|policy|policies|dmarc|\bspf\b|dkim|too large|exceeds|size limit|message size|quota|full|over ?quota|content rejected|rate limit|too many|throttl|greylist|graylist|try again|temporar|关键字|垃圾|拒收|被拒|黑名单|频率|超过.{0,10}限制|容量|已满|满了|内容|voll\b|zu groß|plein/i;

/** Enhanced codes of the fifth class that are not about the address: full, too large, systems, policy. */
const SOFT_CODE = /^5\.(?:2\.[2-4]|3\.\d+|4\.(?!1$|4$|310$)\d+|5\.\d+|6\.\d+|7\.\d+|1\.[78])$/;

/** The status in a server's words, such as `550 5.1.1 <x@example.com>: User unknown`. */
export function statusIn(text: string): SmtpStatus {
	const line = text.slice(0, 600).replace(/\s+/g, ' ').trim();
	const code = ENHANCED.exec(line)?.[1] ?? BASIC.exec(line)?.[1];
	return { ...(code ? { code } : {}), text: line.slice(0, 300) };
}

/**
 * Whether an address is to be given up. Codes decide (RFC 3463: class 5 is permanent, but a full
 * mailbox, a message too large or a policy says nothing about the address); the words decide where the
 * code is a general one.
 */
export function bounceKind({ code = '', text }: SmtpStatus): BounceKind {
	if (code.startsWith('4')) return 'soft';
	if (/^5\.1\.(?:[1-36]|10)$|^5\.2\.1$/.test(code)) return 'hard';
	if (NOBODY.test(text)) return 'hard';
	if (SOFT_CODE.test(code) || /^55[24]$|^521$/.test(code) || NOT_THE_ADDRESS.test(text))
		return 'soft';
	return code.startsWith('5') ? 'hard' : 'soft';
}
