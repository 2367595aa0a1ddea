import { bodyStructure, parsePart, section } from './message.mjs';

/*
 * The commands of IMAP4rev1 (RFC 3501) that mail programs use on one mailbox. Each takes the session
 * and the rest of its line, and answers with untagged lines and the words behind its tag.
 */

const CAPABILITIES = 'IMAP4rev1 IDLE ID NAMESPACE UIDPLUS';
const FLAGS = '\\Answered \\Flagged \\Deleted \\Seen \\Draft';
const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');

const ok = (text, lines = []) => ({ lines, status: `OK ${text}` });
const no = (text) => ({ lines: [], status: `NO ${text}` });

/** Words, quoted texts and brackets of a line; `BODY[…]<…>` stays one word. */
export function tokens(line) {
	const words =
		line.match(/"(?:[^"\\]|\\.)*"|[()]|[^\s()"[]*\[[^\]]*\](?:<[\d.]*>)?|[^\s()"]+/g) ?? [];
	return words.map((one) => (one.startsWith('"') ? one.slice(1, -1).replace(/\\(.)/g, '$1') : one));
}

/** Whether a number is in a set such as `1,4:*`; `n:*` holds the last message in any case. */
function inSet(set, number, last) {
	return set.split(',').some((range) => {
		const [from, to = from] = range.split(':').map((one) => (one === '*' ? last : Number(one)));
		return number >= Math.min(from, to) && number <= Math.max(from, to);
	});
}

function day(text) {
	const [date, month, year] = text.split('-');
	return Date.UTC(Number(year), MONTHS.indexOf(month), Number(date));
}

function dayOf(instant) {
	return Math.floor(instant / 86_400_000) * 86_400_000;
}

function matches(message, number, words, state) {
	const rest = [...words];
	const last = state.messages.at(-1)?.uid ?? 0;
	while (rest.length > 0) {
		const key = rest.shift().toUpperCase();
		const test = {
			ALL: () => true,
			UNSEEN: () => !message.flags.has('\\Seen'),
			SEEN: () => message.flags.has('\\Seen'),
			UID: () => inSet(rest.shift(), message.uid, last),
			SINCE: () => dayOf(message.receivedAt) >= day(rest.shift()),
			BEFORE: () => dayOf(message.receivedAt) < day(rest.shift()),
			NOT: () => true,
		}[key];
		if (test ? !test() : !inSet(key, number, state.messages.length)) return false;
	}
	return true;
}

function fetched(message, number, items) {
	const parts = [];
	for (const item of items) {
		const body = /^BODY(?:\.PEEK)?\[([^\]]*)\](?:<(\d+)\.(\d+)>)?$/i.exec(item);
		if (body) {
			const [, name, from, length] = body;
			const whole = section(message.part, name);
			const start = Number(from ?? 0);
			const bytes = whole?.slice(start, length === undefined ? undefined : start + Number(length));
			const label = `BODY[${name}]${from === undefined ? '' : `<${from}>`}`;
			parts.push(bytes === undefined ? `${label} NIL` : `${label} {${bytes.length}}\r\n${bytes}`);
			if (!/peek/i.test(item)) message.flags.add('\\Seen');
			continue;
		}
		const simple = {
			UID: () => `UID ${message.uid}`,
			FLAGS: () => `FLAGS (${[...message.flags].join(' ')})`,
			'RFC822.SIZE': () => `RFC822.SIZE ${message.part.bytes.length}`,
			BODYSTRUCTURE: () => `BODYSTRUCTURE ${bodyStructure(message.part)}`,
		}[item.toUpperCase()];
		if (simple) parts.push(simple());
	}
	if (!items.some((one) => one.toUpperCase() === 'UID')) parts.push(`UID ${message.uid}`);
	return `* ${number} FETCH (${parts.join(' ')})`;
}

/** Messages of a set by UID or by number, with their numbers. */
function selected(state, set, byUid) {
	const last = byUid ? (state.messages.at(-1)?.uid ?? 0) : state.messages.length;
	return state.messages
		.map((message, index) => ({ message, number: index + 1 }))
		.filter(({ message, number }) => inSet(set, byUid ? message.uid : number, last));
}

function select(session) {
	const { state } = session;
	session.selected = true;
	session.seen = state.messages.length;
	return ok('[READ-WRITE] SELECT completed', [
		`* FLAGS (${FLAGS})`,
		`* OK [PERMANENTFLAGS (${FLAGS})] Limited`,
		`* ${state.messages.length} EXISTS`,
		'* 0 RECENT',
		`* OK [UIDVALIDITY ${state.uidValidity}] UIDs valid`,
		`* OK [UIDNEXT ${state.nextUid}] Predicted next UID`,
	]);
}

function login(session, user, password) {
	const { state } = session;
	state.logins += 1;
	const bytes = Buffer.from(state.password, 'utf8').toString('latin1');
	session.isKnown = user === state.user && password === bytes;
	return session.isKnown ? ok('LOGIN completed') : no('[AUTHENTICATIONFAILED] Invalid credentials');
}

function search({ state }, line, byUid) {
	const words = tokens(line).filter((one) => one !== '(' && one !== ')');
	const found = state.messages
		.map((message, index) => ({ message, number: index + 1 }))
		.filter(({ message, number }) => matches(message, number, words, state))
		.map(({ message, number }) => (byUid ? message.uid : number));
	return ok('SEARCH completed', [`* SEARCH ${found.join(' ')}`.trim()]);
}

function fetch({ state }, line, byUid) {
	const [set, ...items] = tokens(line);
	const wanted = items.filter((one) => one !== '(' && one !== ')');
	const lines = selected(state, set, byUid).map(({ message, number }) =>
		fetched(message, number, wanted),
	);
	return ok('FETCH completed', lines);
}

function store({ state }, line, byUid) {
	const [set, action, ...rest] = tokens(line);
	const flags = rest.filter((one) => one !== '(' && one !== ')');
	const lines = selected(state, set, byUid).map(({ message, number }) => {
		if (action.startsWith('-')) for (const flag of flags) message.flags.delete(flag);
		else for (const flag of flags) message.flags.add(flag);
		return `* ${number} FETCH (UID ${message.uid} FLAGS (${[...message.flags].join(' ')}))`;
	});
	return ok('STORE completed', /silent/i.test(action) ? [] : lines);
}

const plain = {
	CAPABILITY: () => ok('CAPABILITY completed', [`* CAPABILITY ${CAPABILITIES}`]),
	NOOP: () => ok('NOOP completed'),
	ID: () => ok('ID completed', ['* ID NIL']),
	NAMESPACE: () => ok('NAMESPACE completed', ['* NAMESPACE (("" "/")) NIL NIL']),
	LIST: () => ok('LIST completed', ['* LIST (\\HasNoChildren) "/" "INBOX"']),
	LSUB: () => ok('LSUB completed', ['* LSUB (\\HasNoChildren) "/" "INBOX"']),
	STATUS: ({ state }) =>
		ok('STATUS completed', [`* STATUS "INBOX" (MESSAGES ${state.messages.length})`]),
	LOGIN: (session, line) => login(session, ...tokens(line)),
	SELECT: (session, line) =>
		/^"?inbox"?/i.test(line) ? select(session) : no('[NONEXISTENT] No such mailbox'),
	EXAMINE: (session) => select(session),
	CLOSE: (session) => {
		session.selected = false;
		return ok('CLOSE completed');
	},
	SEARCH: (session, line) => search(session, line, false),
	FETCH: (session, line) => fetch(session, line, false),
	STORE: (session, line) => store(session, line, false),
	LOGOUT: () => ok('LOGOUT completed', ['* BYE Bye']),
};

const byUid = {
	SEARCH: (session, line) => search(session, line, true),
	FETCH: (session, line) => fetch(session, line, true),
	STORE: (session, line) => store(session, line, true),
};

const BEFORE_LOGIN = new Set(['CAPABILITY', 'NOOP', 'ID', 'LOGIN', 'LOGOUT']);

/** Runs one command line without its tag. */
export function run(session, line) {
	const [, first, rest = ''] = /^(\S+) ?([\s\S]*)$/.exec(line) ?? ['', ''];
	const name = first.toUpperCase();
	if (!session.isKnown && !BEFORE_LOGIN.has(name)) return no('Log in first');
	if (name === 'UID') {
		const [, second = '', more = ''] = /^(\S+) ?([\s\S]*)$/.exec(rest) ?? [];
		const command = byUid[second.toUpperCase()];
		return command ? command(session, more) : { lines: [], status: 'BAD Unknown command' };
	}
	const command = plain[name];
	return command ? command(session, rest) : { lines: [], status: 'BAD Unknown command' };
}

/** A message as the server keeps it. */
export function stored(bytes, uid, receivedAt) {
	return { part: parsePart(bytes), uid, receivedAt, flags: new Set() };
}
