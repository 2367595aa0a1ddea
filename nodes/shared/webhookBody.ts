import type { IWebhookFunctions } from 'n8n-workflow';

/** Larger bodies are nobody's lead; n8n itself takes 16 MB by default. */
export const MOST_BODY_BYTES = 2 * 1024 * 1024;

/**
 * The bytes of a request as they were sent: what signatures are made over. n8n has read them already
 * for JSON, XML and forms; any other content type it keeps for whoever asks.
 *
 * @returns undefined when they are too many
 */
export async function rawBodyOf(
	node: Pick<IWebhookFunctions, 'getRequestObject'>,
): Promise<Buffer | undefined> {
	const request = node.getRequestObject();
	if (Number(request.headers['content-length'] ?? 0) > MOST_BODY_BYTES) return undefined;
	if (request.rawBody === undefined) await request.readRawBody();
	const body = request.rawBody ?? Buffer.alloc(0);
	return body.length > MOST_BODY_BYTES ? undefined : body;
}

/** Answers a webhook past n8n, which would wrap text into JSON. */
export function sendText(
	node: Pick<IWebhookFunctions, 'getResponseObject'>,
	status: number,
	body: string,
	contentType = 'text/plain; charset=utf-8',
): void {
	const response = node.getResponseObject();
	response.removeHeader('Access-Control-Allow-Origin');
	response
		.status(status)
		.set({
			'content-type': contentType,
			'cache-control': 'no-store',
			'x-content-type-options': 'nosniff',
		})
		.end(body);
}
