import vectors from './vectors.json';

/** Published and made-up deliveries: what was sent, under which keys, and what it says. */
export interface CallbackVector {
	name: string;
	token: string;
	encodingAESKey: string;
	receiveId: string;
	timestamp: string;
	nonce: string;
	encrypt: string;
	msg_signature: string;
	plaintext: string;
	random_hex?: string;
	kind: string;
	body?: string;
}

export const published: readonly CallbackVector[] = vectors.published;
export const synthetic: readonly CallbackVector[] = vectors.synthetic;

export function vectorNamed(name: string): CallbackVector {
	const found = [...published, ...synthetic].find((vector) => vector.name === name);
	if (!found) throw new Error(`There is no vector ${name}`);
	return found;
}

export function settingsOf({ token, encodingAESKey, receiveId }: CallbackVector) {
	return { token, encodingAesKey: encodingAESKey, receiverId: receiveId };
}

export function queryOf({ msg_signature, timestamp, nonce }: CallbackVector) {
	return { msg_signature, timestamp, nonce };
}

/** The envelope around a vector's encrypted text. */
export function bodyOf({ body, encrypt, receiveId }: CallbackVector): string {
	return (
		body ??
		`<xml><ToUserName><![CDATA[${receiveId}]]></ToUserName><Encrypt><![CDATA[${encrypt}]]></Encrypt></xml>`
	);
}
