import axios from 'axios';
import { createHmac } from 'node:crypto';

/*
 * Meta's side of the WhatsApp webhook: asks for a verify token, signs with an app secret the bytes that
 * it sends, escapes what Meta escapes, and sends again what was not acknowledged.
 */

export interface SimulatedApp {
	/** Where deliveries go. */
	address: string;
	appSecret: string;
	verifyToken: string;
}

/** What came of a delivery. */
export interface Delivered {
	status: number;
	/** How often it was sent. */
	attempts: number;
}

const http = axios.create({
	proxy: false,
	validateStatus: () => true,
	responseType: 'text',
	transformResponse: (text: string) => text,
});

/** JSON as Meta writes it: ASCII only, slashes escaped. */
export function metaJson(value: unknown): Buffer {
	const text = JSON.stringify(value).replaceAll('/', '\\/');
	const escape = (unit: string) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
	return Buffer.from(text.replace(/[\u0080-\uffff]/g, escape));
}

/** What `Verify and save` in the app dashboard does. */
export async function verify({ address, verifyToken }: SimulatedApp, challenge: string) {
	const params = {
		'hub.mode': 'subscribe',
		'hub.verify_token': verifyToken,
		'hub.challenge': challenge,
	};
	const { status, data } = await http.get<string>(address, { params });
	return { status, body: data };
}

/** Sends a delivery until it is acknowledged, a few times at most. */
export async function deliver(
	{ address, appSecret }: SimulatedApp,
	delivery: object,
	{ most = 3 } = {},
): Promise<Delivered> {
	const body = metaJson(delivery);
	const signature = createHmac('sha256', appSecret).update(body).digest('hex');
	const headers = {
		'content-type': 'application/json',
		'x-hub-signature-256': `sha256=${signature}`,
	};
	for (let attempts = 1; ; attempts++) {
		const { status } = await http.post<string>(address, body, { headers });
		if (status === 200 || attempts >= most) return { status, attempts };
	}
}
