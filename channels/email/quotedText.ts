import { linesOf } from './mail';

/** A mail's text, taken apart. */
export interface SplitText {
	/** What the sender wrote this time. */
	fresh: string;
	/** What is quoted or forwarded below it, '' for nothing. */
	quoted: string;
}

/** Lines that a mail program writes between a reply and what it answers; each stands for itself. */
const SEPARATORS: readonly RegExp[] = [
	// -----Original Message-----, ------------------ 原始邮件 ------------------, ---------- Forwarded message ---------
	/^[-—–_=*·\s]{2,60}(?:original(?: message| appointment)?|forwarded message|forwarded by .{1,80}|begin forwarded message|reply message|原始邮件|原邮件|原始郵件|转发邮件|转发的邮件|轉寄郵件|转发邮件信息|邮件原件|回复的原邮件|回复的邮件|ursprüngliche nachricht|weitergeleitete nachricht|message d'origine|message original|message transféré|mensaje original|mensagem original|исходное сообщение)[-—–_=*·:：\s]{0,60}$/i,
	/^(?:begin forwarded message|anfang der weitergeleiteten nachricht|début du message réexpédié)\s*:$/i,
	// Outlook's long line stands before a block of headers; see below.
	/^原始邮件\s*$|^回复的原邮件\s*$/,
];

/** How a line ends that introduces a quotation, in one line or wrapped over three. */
const ATTRIBUTION_END =
	/(?:wrote|writes|schrieb|a écrit|écrit|写道|寫道|写到|escribió|scrisse|ha scritto|escreveu|schreef)\s{0,3}[:：]\s*$/i;
/** How such a line begins, or what it holds. */
const ATTRIBUTION_START =
	/^\s*(?:on|am|le|el|il|em|op|在|于|於)(?:\s|\d|[\u4e00-\u9fff])|\d{4}\s{0,2}[年/.-]\s{0,2}\d{1,2}|[\w.+-]{1,64}@[\w-]{1,63}\.|<mailto:/i;
/** German word order: `Am 3.4.2026 schrieb Jane Roe:`; and `Jane Roe <jane@example.com> 于2026年4月3日周五写道：`. */
const GERMAN_ATTRIBUTION = /^\s*am\s.{4,80}\sschrieb\s.{1,200}[:：]\s*$/i;

const HEADER_START =
	/^\s*[*_]{0,2}(?:from|发件人|寄件者|寄件人|von|de|da|van|expéditeur|发信人)\s{0,3}[*_]{0,2}\s{0,3}[:：]/i;
const HEADER_OTHER =
	/^\s*[*_]{0,2}(?:sent|date|to|cc|subject|发送时间|发送日期|日期|时间|收件人|抄送|主题|寄件日期|傳送時間|收件者|主旨|gesendet|datum|an|betreff|envoyé|à|objet|enviado|para|asunto|收信人|发信时间)\s{0,3}[*_]{0,2}\s{0,3}[:：]/i;

/** What phones and programs add below a text. */
const ADVERTISEMENT =
	/^(?:[-—\s]{0,10})?(?:sent from (?:my |mail for|outlook|yahoo|samsung|gmail|a ).{0,60}|get outlook for .{2,40}|von meinem .{2,40} gesendet|gesendet (?:von|mit) .{2,60}|envoyé (?:de|depuis) .{2,60}|enviado desde .{2,60}|发自(?:我的|邮箱|网易|qq|outlook|手机|小米|华为|vivo|oppo|飞书|企业微信|foxmail).{0,40}|來自我的.{1,40}|来自我的.{1,40}|从我的.{1,40}发送|(?:使用|获取|下载).{0,20}(?:outlook|邮箱大师|qq邮箱).{0,40}|从\s?(?:qq|网易|windows).{0,40}(?:发送|发出))(?:<[^<>]{1,200}>)?\s*$/i;
const OUTLOOK_RULE = /^_{20,}\s*$/;

function isHeaderBlock(lines: readonly string[], index: number): boolean {
	if (!HEADER_START.test(lines[index].slice(0, 300))) return false;
	let others = 0;
	for (const line of lines.slice(index + 1, index + 9)) {
		if (HEADER_OTHER.test(line.slice(0, 300))) others += 1;
	}
	return others >= 2;
}

/** How many lines from here introduce a quotation: 0 for none. */
function attributionAt(lines: readonly string[], index: number): number {
	if (!ATTRIBUTION_START.test(lines[index].slice(0, 400))) return 0;
	let text = '';
	for (let count = 1; count <= 3 && index + count <= lines.length; count += 1) {
		const line = lines[index + count - 1];
		// An attribution is one paragraph of one breath, and says when.
		if (line.trim() === '' || line.startsWith('>') || text.length + line.length > 400) return 0;
		text = `${text} ${line}`.trim();
		const ends = ATTRIBUTION_END.test(text.slice(-60)) || GERMAN_ATTRIBUTION.test(text);
		if (ends) return /\d/.test(text) ? count : 0;
	}
	return 0;
}

/** Where the quotation begins, and where what is quoted itself begins. */
function quotationIn(lines: readonly string[]): { start: number; body: number } | undefined {
	for (let index = 0; index < lines.length; index += 1) {
		const line = lines[index].slice(0, 300);
		if (SEPARATORS.some((pattern) => pattern.test(line))) return { start: index, body: index + 1 };
		if (isHeaderBlock(lines, index)) {
			const rule = index > 0 && OUTLOOK_RULE.test(lines[index - 1]) ? index - 1 : index;
			return { start: rule, body: index };
		}
		const attribution = attributionAt(lines, index);
		if (attribution > 0) return { start: index, body: index + attribution };
	}
	return undefined;
}

const isQuoted = (line: string) => /^\s{0,3}>/.test(line);

/** Answers written between the quoted lines belong to the sender. */
function answersBetween(below: readonly string[]): string[] {
	const first = below.find((line) => line.trim() !== '');
	return first !== undefined && isQuoted(first) ? below.filter((line) => !isQuoted(line)) : [];
}

/**
 * Parts a mail's text into what is new and what is quoted below it: the separators of QQ, 163,
 * Outlook, Gmail and Apple Mail in Chinese, English, German and French, and lines with `>`. Lines such
 * as `发自我的iPhone` are left out.
 */
export function splitQuoted(text: string): SplitText {
	const lines = linesOf(text);
	const quotation = quotationIn(lines);
	const above = lines.slice(0, quotation?.start);
	const below = quotation ? lines.slice(quotation.body) : [];
	const fresh = [...above, ...answersBetween(below)].filter(
		(line) => !isQuoted(line) && !ADVERTISEMENT.test(line.trim().slice(0, 120)),
	);
	const quoted = quotation ? below : lines.filter(isQuoted);
	return { fresh: tidyBlock(fresh), quoted: tidyBlock(quoted) };
}

function tidyBlock(lines: readonly string[]): string {
	return lines
		.join('\n')
		.replace(/\n{3,}/g, '\n\n')
		.trim();
}

/** A line of headers in a forwarded mail, such as `发件人: 王伟 <wang@example.com>`; undefined for none. */
export function forwardedSender(quoted: string): string | undefined {
	const line = quoted
		.split('\n', 12)
		.map((one) => one.replace(/^[>\s]+/, '').replaceAll('*', ''))
		.find((one) => HEADER_START.test(one.slice(0, 300)));
	return line?.slice(line.search(/[:：]/) + 1).trim();
}

/** What was forwarded, without the lines that say from whom and when. */
export function forwardedText(quoted: string): string {
	const lines = quoted.split('\n');
	let index = 0;
	while (index < lines.length && index < 15) {
		const line = lines[index].slice(0, 300);
		const known = line.trim() === '' || HEADER_START.test(line) || HEADER_OTHER.test(line);
		if (!known) break;
		index += 1;
	}
	return lines.slice(index).join('\n').trim();
}
