import { once } from 'node:events';
import { createServer } from 'node:net';

/**
 * A TCP port of the loopback address that nobody listens on.
 *
 * @param {number} [preferred] this one, or the next above it that is free
 * @returns {Promise<number>}
 */
export async function freePort(preferred = 0) {
	const server = createServer();
	const listening = once(server, 'listening').then(
		() => true,
		() => false,
	);
	server.listen(preferred, '127.0.0.1');
	if (!(await listening)) return await freePort(preferred + 1);
	const { port } = server.address();
	server.close();
	await once(server, 'close');
	return port;
}
