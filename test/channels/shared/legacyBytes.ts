/*
 * Text in the encodings that Node can only read. The tables are the decoders', turned around.
 */

type Legacy = 'gb18030' | 'big5';

const tables = new Map<Legacy, Map<string, Buffer>>();

function tableOf(encoding: Legacy): Map<string, Buffer> {
	const known = tables.get(encoding);
	if (known) return known;
	const decoder = new TextDecoder(encoding);
	const table = new Map<string, Buffer>();
	for (let first = 0x81; first <= 0xfe; first += 1) {
		for (let second = 0x40; second <= 0xfe; second += 1) {
			const bytes = Buffer.from([first, second]);
			const text = decoder.decode(bytes);
			if ([...text].length === 1 && text !== '\ufffd' && !table.has(text)) table.set(text, bytes);
		}
	}
	tables.set(encoding, table);
	return table;
}

/** The bytes of a text of ASCII and two-byte characters. */
export function encoded(text: string, encoding: Legacy): Buffer {
	const table = tableOf(encoding);
	return Buffer.concat(
		[...text].map((character) => {
			const bytes = character < '\u0080' ? Buffer.from(character) : table.get(character);
			if (!bytes) throw new Error(`${encoding} has no ${character} in two bytes`);
			return bytes;
		}),
	);
}
