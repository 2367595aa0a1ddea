import { encrypt, signatureOf } from './crypto';

/** What a passive reply is made with. */
export interface ReplyParts {
	token: string;
	key: Buffer;
	receiverId: string;
	/** Unix seconds as text. */
	timestamp: string;
	nonce: string;
	/** 16 bytes, where the result must be known beforehand. */
	random?: Buffer;
}

/** An encrypted passive reply, in the kind of envelope in which the delivery came. */
export function sealReply(
	message: string,
	format: 'xml' | 'json',
	{ token, key, receiverId, timestamp, nonce, random }: ReplyParts,
): string {
	const encrypted = encrypt(key, { message, receiverId }, random);
	const signature = signatureOf(token, timestamp, nonce, encrypted);
	if (format === 'json') {
		const seconds = Number(timestamp);
		return JSON.stringify({
			encrypt: encrypted,
			msgsignature: signature,
			timestamp: seconds,
			nonce,
		});
	}
	const inCdata = (text: string) => `<![CDATA[${text.replaceAll(']]>', ']]]]><![CDATA[>')}]]>`;
	return [
		'<xml>',
		`<Encrypt>${inCdata(encrypted)}</Encrypt>`,
		`<MsgSignature>${inCdata(signature)}</MsgSignature>`,
		`<TimeStamp>${timestamp}</TimeStamp>`,
		`<Nonce>${inCdata(nonce)}</Nonce>`,
		'</xml>',
	].join('');
}
