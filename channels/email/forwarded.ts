import { addressKey, senderFrom } from './addresses';
import { isNoReply } from './automatic';
import type { Mailbox } from './mail';
import { forwardedSender, forwardedText } from './quotedText';

/** The mail that a forwarded one holds; undefined where it does not say whose it was, or it was ours. */
export function forwardedMail(
	quoted: string,
	isOwn: (key: string) => boolean,
): { sender: Mailbox; text: string } | undefined {
	const line = forwardedSender(quoted);
	// Outlook writes `Wang Wei [mailto:wang@example.com]`, and links behind addresses.
	const plain = line
		?.replace(/\[mailto:([^\]]{3,254})\]/i, '<$1>')
		.replace(/<mailto:[^>]{3,254}>/i, '');
	const sender = plain === undefined ? undefined : senderFrom(plain);
	const key = addressKey(sender?.address);
	if (!sender || key === '' || isOwn(key) || isNoReply(key)) return undefined;
	return { sender, text: forwardedText(quoted) };
}
