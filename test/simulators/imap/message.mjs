/*
 * A message as an IMAP server sees it: bytes with parts (RFC 2045), and their structure in the words
 * of RFC 3501 §7.4.2. Messages are Latin-1 texts here, one character a byte.
 */

/** @returns the header block with its empty line, and what follows */
function halves(bytes) {
	const end = bytes.indexOf('\r\n\r\n');
	return end === -1 ? [bytes, ''] : [bytes.slice(0, end + 4), bytes.slice(end + 4)];
}

function headersOf(block) {
	const headers = new Map();
	for (const line of block.replace(/\r\n[ \t]+/g, ' ').split('\r\n')) {
		const colon = line.indexOf(':');
		const name = line.slice(0, colon).toLowerCase();
		if (colon > 0 && !headers.has(name)) headers.set(name, line.slice(colon + 1).trim());
	}
	return headers;
}

function contentType(headers) {
	const [type, ...rest] = (headers.get('content-type') ?? 'text/plain; charset=us-ascii').split(
		';',
	);
	const parameters = rest.map((one) => {
		const [name, ...value] = one.trim().split('=');
		return [name.toLowerCase(), value.join('=').replace(/^"|"$/g, '')];
	});
	return { type: type.trim().toLowerCase(), parameters: parameters.filter(([, value]) => value) };
}

/** A message or part with the parts in it. */
export function parsePart(bytes) {
	const [head, body] = halves(bytes);
	const headers = headersOf(head);
	const { type, parameters } = contentType(headers);
	const boundary = parameters.find(([name]) => name === 'boundary')?.[1];
	const parts = [];
	if (type.startsWith('multipart/') && boundary) {
		const pieces = `\r\n${body}`.split(`\r\n--${boundary}`).slice(1);
		for (const piece of pieces) {
			if (piece.startsWith('--')) break;
			parts.push(parsePart(piece.slice(piece.indexOf('\r\n') + 2)));
		}
	}
	return { bytes, head, body, headers, type, parameters, parts };
}

const quoted = (text) => (text === undefined ? 'NIL' : `"${text.replace(/["\\]/g, '\\$&')}"`);
const list = (pairs) =>
	pairs.length === 0
		? 'NIL'
		: `(${pairs
				.flat()
				.map((one) => quoted(one))
				.join(' ')})`;

function disposition(headers) {
	const value = headers.get('content-disposition');
	return value === undefined ? 'NIL' : `(${quoted(value.split(';')[0].trim())} NIL)`;
}

/** `BODYSTRUCTURE` of a part. */
export function bodyStructure(part) {
	const [type, subtype = ''] = part.type.split('/');
	if (part.parts.length > 0) {
		const inside = part.parts.map(bodyStructure).join('');
		return `(${inside} ${quoted(subtype)} ${list(part.parameters)} NIL NIL NIL)`;
	}
	const encoding = part.headers.get('content-transfer-encoding') ?? '7bit';
	const fields = [
		quoted(type),
		quoted(subtype),
		list(part.parameters),
		quoted(part.headers.get('content-id')),
		'NIL',
		quoted(encoding),
		String(part.body.length),
	];
	const lines = String(part.body.split('\r\n').length);
	if (part.type === 'message/rfc822') {
		const inner = parsePart(part.body);
		fields.push('(NIL NIL NIL NIL NIL NIL NIL NIL NIL NIL)', bodyStructure(inner), lines);
	} else if (type === 'text') {
		fields.push(lines);
	}
	return `(${[...fields, 'NIL', disposition(part.headers), 'NIL', 'NIL'].join(' ')})`;
}

/**
 * The bytes of a section such as `''`, `HEADER`, `TEXT`, `1`, `2.1.MIME` (RFC 3501 §6.4.5).
 *
 * @returns undefined for a part that is not there
 */
export function section(message, name) {
	const words = name.toUpperCase().split('.').filter(Boolean);
	let part = message;
	let depth = 0;
	while (words.length > 0 && /^\d+$/.test(words[0])) {
		const index = Number(words.shift());
		depth += 1;
		// A message without parts has one, and that is its text.
		if (part.parts.length === 0 && index === 1) continue;
		part = part.parts[index - 1];
		if (!part) return undefined;
	}
	const what = words.join('.');
	if (what === '') return depth === 0 ? part.bytes : part.body;
	if (what === 'TEXT') return part.body;
	return what === 'HEADER' || what === 'MIME' ? part.head : undefined;
}
