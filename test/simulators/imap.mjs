import { once } from 'node:events';
import { createServer } from 'node:net';
import { run, stored } from './imap/commands.mjs';

/*
 * An IMAP server (RFC 3501) with one user and one mailbox, for tests: what a mail program needs to
 * log in, wait for new mails (IDLE, RFC 2177), search, fetch whole or in parts, and mark as read.
 */

const GREETING = '* OK IMAP4rev1 ready';

/** Starts a server on a free port of this machine; mails arrive by `deliver`. */
export async function startImapServer({ user = 'sales@example.com', password = 'secret' } = {}) {
	const state = { user, password, messages: [], nextUid: 1, uidValidity: 1, logins: 0 };
	const sessions = new Set();
	const server = createServer((socket) => {
		const session = openSession(state, socket);
		sessions.add(session);
		socket.on('close', () => sessions.delete(session));
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	return {
		host: '127.0.0.1',
		port: server.address().port,
		state,
		deliver(message, receivedAt = Date.now()) {
			const bytes = Buffer.from(message, 'utf8').toString('latin1').replace(/\r?\n/g, '\r\n');
			state.messages.push(stored(bytes, state.nextUid, receivedAt));
			state.nextUid += 1;
			for (const session of sessions) session.tellNews();
			return state.nextUid - 1;
		},
		disconnect() {
			for (const { socket } of sessions) socket.destroy();
		},
		async stop() {
			for (const { socket } of sessions) socket.destroy();
			server.close();
			await once(server, 'close');
		},
	};
}

function openSession(state, socket) {
	let waiting = '';
	let idleTag;
	const send = (line) => socket.write(`${line}\r\n`, 'latin1');
	const session = {
		state,
		socket,
		isKnown: false,
		selected: false,
		seen: 0,
		/** New messages are told while the client waits, or with the answer to its next command. */
		tellNews() {
			if (idleTag !== undefined) news();
		},
	};

	function news() {
		if (!session.selected || session.seen === state.messages.length) return;
		session.seen = state.messages.length;
		send(`* ${session.seen} EXISTS`);
	}

	function answer(line) {
		if (idleTag !== undefined) {
			if (/^done$/i.test(line)) send(`${idleTag} OK IDLE terminated`);
			idleTag = undefined;
			return;
		}
		const [, tag, command] = /^(\S+) ([\s\S]+)$/.exec(line) ?? [];
		if (tag === undefined) return send('* BAD Not understood');
		if (/^idle$/i.test(command)) {
			idleTag = tag;
			send('+ idling');
			return news();
		}
		const { lines, status } = run(session, command);
		for (const one of lines) send(one);
		news();
		send(`${tag} ${status}`);
		if (/^logout$/i.test(command)) socket.end();
	}

	/** Lines, and literals (`{12}` at the end of a line) as quoted texts within them. */
	function take() {
		for (;;) {
			const end = waiting.indexOf('\r\n');
			if (end === -1) return;
			const line = waiting.slice(0, end);
			const literal = /\{(\d+)(\+?)\}$/.exec(line);
			if (!literal) {
				waiting = waiting.slice(end + 2);
				answer(line);
				continue;
			}
			const bytes = waiting.slice(end + 2, end + 2 + Number(literal[1]));
			if (bytes.length < Number(literal[1])) {
				if (bytes === '' && literal[2] === '') send('+ Ready');
				return;
			}
			const text = `"${bytes.replace(/["\\]/g, '\\$&')}"`;
			waiting = line.slice(0, literal.index) + text + waiting.slice(end + 2 + bytes.length);
		}
	}

	socket.setEncoding('latin1');
	socket.on('data', (data) => {
		waiting += data;
		take();
	});
	socket.on('error', () => undefined);
	send(GREETING);
	return session;
}
