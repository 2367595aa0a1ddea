import { textAt } from '../../shared/foreignJson';
import { aesKeyOf, decrypt, isSigned } from './crypto';
import { encryptedIn, readMembers } from './envelope';

/** The three values that the console and the credential share. */
export interface CallbackSettings {
	token: string;
	encodingAesKey: string;
	/**
	 * For whom WeCom encrypts: the corp id for a self-built app, the suite id for a third party's.
	 * Empty for an intelligent robot, whose messages name nobody: then it is not compared.
	 */
	receiverId: string;
}

/** Why a callback is turned away: a stable word. */
export type CallbackRefusal =
	| 'missingParameters'
	| 'unreadableBody'
	| 'badSignature'
	| 'undecryptable'
	| 'otherReceiver'
	| 'unreadableMessage';

type Opened<Name extends string, Value> =
	| ({ ok: true } & Record<Name, Value>)
	| { ok: false; reason: CallbackRefusal };

function refused(reason: CallbackRefusal): { ok: false; reason: CallbackRefusal } {
	return { ok: false, reason };
}

/** Checks, then decrypts: nothing that is not signed is decrypted. */
function open(
	settings: CallbackSettings,
	query: unknown,
	encrypted: string,
): Opened<'message', string> {
	const signature = textAt(query, 'msg_signature');
	const timestamp = textAt(query, 'timestamp');
	const nonce = textAt(query, 'nonce');
	if (!signature || !timestamp || !nonce) return refused('missingParameters');
	const key = aesKeyOf(settings.encodingAesKey);
	if (!isSigned(settings.token, { signature, timestamp, nonce }, encrypted))
		return refused('badSignature');
	const decrypted = decrypt(key, encrypted);
	if (!decrypted) return refused('undecryptable');
	const isOurs = settings.receiverId === '' || decrypted.receiverId === settings.receiverId;
	return isOurs ? { ok: true, message: decrypted.message } : refused('otherReceiver');
}

/**
 * Reads the request with which WeCom makes sure that an address is ours.
 *
 * @param query parameters, URL-decoded
 * @returns `echo`, which is to be the whole answer
 * @throws LeadflowError CONFIGURATION when the settings hold no AES key
 */
export function openEcho(settings: CallbackSettings, query: unknown): Opened<'echo', string> {
	const echo = textAt(query, 'echostr');
	if (!echo) return refused('missingParameters');
	// Base64 knows no spaces: some proxy has taken a plus for one.
	const opened = open(settings, query, echo.replaceAll(' ', '+'));
	return opened.ok ? { ok: true, echo: opened.message } : opened;
}

/**
 * Reads a delivery.
 *
 * @param query parameters, URL-decoded
 * @param body as it was sent, XML or JSON
 * @returns `members` of the message under WeCom's own names, whose values are texts in XML and may be
 *   numbers in JSON
 * @throws LeadflowError CONFIGURATION when the settings hold no AES key
 */
export function openDelivery(
	settings: CallbackSettings,
	query: unknown,
	body: string,
): Opened<'members', Record<string, unknown>> {
	const encrypted = encryptedIn(body);
	if (!encrypted) return refused('unreadableBody');
	const opened = open(settings, query, encrypted);
	if (!opened.ok) return opened;
	const members = readMembers(opened.message);
	return members ? { ok: true, members } : refused('unreadableMessage');
}
