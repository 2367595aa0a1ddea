import axios from 'axios';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A server in front of another one that can hold requests back. */
export interface Gate {
	url: string;
	/** Holds back requests to this path from now on. */
	hold(path: string): void;
	/** Resolves when a request to a held path is waiting. */
	waiting(): Promise<void>;
	/** Lets everything through, what waits included. */
	release(): void;
	stop(): Promise<void>;
}

/** Starts a gate before a server, or before nothing: then it answers `{}` itself. */
export async function startGate(target?: string): Promise<Gate> {
	let held: string | undefined;
	let opened = Promise.withResolvers<void>();
	let reached = Promise.withResolvers<void>();
	const pass = async (url: string, method: string, body: Buffer): Promise<string> => {
		if (held !== undefined && url.includes(held)) {
			reached.resolve();
			await opened.promise;
		}
		if (target === undefined) return '{}';
		const { data } = await axios.request<string>({
			url: target + url,
			method,
			data: body.length > 0 ? body : undefined,
			headers: { 'content-type': 'application/json' },
			responseType: 'text',
			transformResponse: (text: string) => text,
			proxy: false,
		});
		return data;
	};
	const server = createServer((request, response) => {
		const chunks: Buffer[] = [];
		request.on('data', (chunk: Buffer) => chunks.push(chunk));
		request.on('end', () => {
			pass(request.url ?? '/', request.method ?? 'GET', Buffer.concat(chunks)).then(
				(text) => response.setHeader('content-type', 'application/json').end(text),
				() => response.writeHead(502).end(),
			);
		});
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	const { port } = server.address() as AddressInfo;
	return {
		url: `http://127.0.0.1:${port}`,
		hold: (path) => {
			held = path;
			opened = Promise.withResolvers();
			reached = Promise.withResolvers();
		},
		waiting: async () => await reached.promise,
		release: () => {
			held = undefined;
			opened.resolve();
		},
		stop: async () => {
			opened.resolve();
			server.closeAllConnections();
			server.close();
			await once(server, 'close');
		},
	};
}
