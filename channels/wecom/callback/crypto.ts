import { createCipheriv, createDecipheriv, hash, randomBytes } from 'node:crypto';
import { LeadflowError } from '../../../leads/model/error';
import { isSameText } from '../../shared/signature';

/*
 * WeCom's callback encryption (加解密方案说明, developer.work.weixin.qq.com/document/path/90968):
 * AES-256-CBC, the key's first 16 bytes as initialisation vector, PKCS#7 padding to 32 bytes, and inside
 * 16 random bytes, the message's length in 4 bytes big-endian, the message, the receiver's id.
 */

const RANDOM_BYTES = 16;
const LENGTH_BYTES = 4;
const HEADER_BYTES = RANDOM_BYTES + LENGTH_BYTES;
/** Not AES's own 16: Node's automatic padding is off for that reason. */
const PADDED_TO = 32;
const AES_BLOCK = 16;

/** What was encrypted, and for whom: corp id, suite id, or empty for an intelligent robot. */
export interface Decrypted {
	message: string;
	receiverId: string;
}

/**
 * The AES key of a callback.
 *
 * @param encodingAesKey 43 characters as the console shows them. The last one may carry bits that
 *   belong to no byte; WeCom makes such keys, strict decoders refuse them.
 * @throws LeadflowError CONFIGURATION when it is no such key
 */
export function aesKeyOf(encodingAesKey: string): Buffer {
	const text = encodingAesKey.trim();
	const key = /^[A-Za-z0-9+/]{43}$/.test(text) ? Buffer.from(`${text}=`, 'base64') : undefined;
	if (key?.length === 32) return key;
	throw new LeadflowError(
		'CONFIGURATION',
		'The EncodingAESKey of the WeCom credential is not the one of a callback',
		{
			hint: "It has 43 letters and digits. Copy it from the app's '接收消息 → API接收' page, where it stands below the Token.",
		},
	);
}

/** `msg_signature` of a delivery: hexadecimal SHA-1 of the four texts in byte order, joined. */
export function signatureOf(
	token: string,
	timestamp: string,
	nonce: string,
	encrypted: string,
): string {
	const parts = [token, timestamp, nonce, encrypted].map((part) => Buffer.from(part, 'utf8'));
	return hash('sha1', Buffer.concat(parts.sort(Buffer.compare)), 'hex');
}

/** Whether a delivery carries the signature that its token gives; never for an empty token. */
export function isSigned(
	token: string,
	{ timestamp, nonce, signature }: { timestamp: string; nonce: string; signature: string },
	encrypted: string,
): boolean {
	if (token === '') return false;
	return isSameText(signatureOf(token, timestamp, nonce, encrypted), signature);
}

/** Decrypts what was signed; undefined for whatever was not encrypted with this key. */
export function decrypt(key: Buffer, encrypted: string): Decrypted | undefined {
	const bytes = Buffer.from(encrypted, 'base64');
	if (bytes.length === 0 || bytes.length % AES_BLOCK !== 0) return undefined;
	const decipher = createDecipheriv('aes-256-cbc', key, key.subarray(0, 16));
	decipher.setAutoPadding(false);
	const padded = Buffer.concat([decipher.update(bytes), decipher.final()]);
	const plain = withoutPadding(padded);
	if (!plain || plain.length < HEADER_BYTES) return undefined;
	const end = HEADER_BYTES + plain.readUInt32BE(RANDOM_BYTES);
	if (end > plain.length) return undefined;
	return {
		message: plain.toString('utf8', HEADER_BYTES, end),
		receiverId: plain.toString('utf8', end),
	};
}

function withoutPadding(padded: Buffer): Buffer | undefined {
	const count = padded[padded.length - 1];
	if (count < 1 || count > PADDED_TO || count > padded.length) return undefined;
	const start = padded.length - count;
	const isPadding = padded.subarray(start).every((byte) => byte === count);
	return isPadding ? padded.subarray(0, start) : undefined;
}

/**
 * Encrypts a message as WeCom does.
 *
 * @param random 16 bytes; given only where the result must be known beforehand
 * @returns base64
 */
export function encrypt(
	key: Buffer,
	{ message, receiverId }: Decrypted,
	random: Buffer = randomBytes(RANDOM_BYTES),
): string {
	const text = Buffer.from(message, 'utf8');
	const length = Buffer.alloc(LENGTH_BYTES);
	length.writeUInt32BE(text.length);
	const plain = Buffer.concat([random, length, text, Buffer.from(receiverId, 'utf8')]);
	const count = PADDED_TO - (plain.length % PADDED_TO);
	const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16));
	cipher.setAutoPadding(false);
	const bytes = [cipher.update(plain), cipher.update(Buffer.alloc(count, count)), cipher.final()];
	return Buffer.concat(bytes).toString('base64');
}
