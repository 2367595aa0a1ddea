/*
 * The XML that WeCom sends: elements in elements, text and CDATA; no attributes, no entities but the
 * five of XML itself. An own reader, because what it does not know it cannot be tricked with: no
 * document types, no entity expansion, no numbers made of ids, one pass over the text.
 */

/** An element's content: its text, or its children by name; of several with one name a list. */
export type XmlValue = string | XmlValue[] | { [name: string]: XmlValue };

/** WeCom nests three levels. */
const DEEPEST = 10;
const NAME = /[A-Za-z_][\w.-]{0,99}/y;
const SPACE = /[\s\ufeff]*/y;

const entities: Readonly<Record<string, string>> = {
	amp: '&',
	lt: '<',
	gt: '>',
	quot: '"',
	apos: "'",
};

function decoded(text: string): string {
	if (!text.includes('&')) return text;
	return text.replace(
		/&(amp|lt|gt|quot|apos|#\d{1,7}|#x[0-9a-fA-F]{1,6});/g,
		(all, name: string) =>
			name.startsWith('#') ? (character(name.slice(1)) ?? all) : entities[name],
	);
}

function character(digits: string): string | undefined {
	const code = digits.startsWith('x') ? Number.parseInt(digits.slice(1), 16) : Number(digits);
	return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : undefined;
}

class XmlReader {
	private at = 0;

	constructor(private readonly text: string) {}

	/** The content of the one element of a document. */
	document(): XmlValue | undefined {
		this.skipProlog();
		const root = this.element(DEEPEST);
		this.skip(SPACE);
		return root && this.at === this.text.length ? root.value : undefined;
	}

	private skip(pattern: RegExp): string {
		pattern.lastIndex = this.at;
		const found = pattern.exec(this.text)?.[0] ?? '';
		this.at += found.length;
		return found;
	}

	private take(token: string): boolean {
		if (!this.text.startsWith(token, this.at)) return false;
		this.at += token.length;
		return true;
	}

	/** The text up to a token, which is passed; undefined where it does not come. */
	private until(token: string): string | undefined {
		const end = this.text.indexOf(token, this.at);
		if (end < 0) return undefined;
		const text = this.text.slice(this.at, end);
		this.at = end + token.length;
		return text;
	}

	private skipProlog(): void {
		this.skip(SPACE);
		if (this.take('<?')) this.until('?>');
		this.skip(SPACE);
	}

	private element(depth: number): { name: string; value: XmlValue } | undefined {
		if (depth === 0 || !this.take('<')) return undefined;
		const name = this.skip(NAME);
		if (name === '') return undefined;
		this.skip(SPACE);
		if (this.take('/>')) return { name, value: '' };
		if (!this.take('>')) return undefined;
		const value = this.content(depth);
		if (value === undefined || !this.take(`</${name}`)) return undefined;
		this.skip(SPACE);
		return this.take('>') ? { name, value } : undefined;
	}

	/** Everything up to the end tag of the element. */
	private content(depth: number): XmlValue | undefined {
		const texts: string[] = [];
		const children = new Map<string, XmlValue[]>();
		while (!this.text.startsWith('</', this.at)) {
			if (this.take('<![CDATA[')) {
				const text = this.until(']]>');
				if (text === undefined) return undefined;
				texts.push(text);
			} else if (this.text.startsWith('<', this.at)) {
				const child = this.element(depth - 1);
				if (!child) return undefined;
				const known = children.get(child.name);
				if (known) known.push(child.value);
				else children.set(child.name, [child.value]);
			} else {
				const end = this.text.indexOf('<', this.at);
				if (end < 0) return undefined;
				texts.push(decoded(this.text.slice(this.at, end)));
				this.at = end;
			}
		}
		if (children.size === 0) return texts.join('');
		// fromEntries, because an element called `__proto__` is just a name.
		return Object.fromEntries(
			[...children].map(([name, values]) => [name, values.length === 1 ? values[0] : values]),
		);
	}
}

/** The content of an XML document's root element; undefined for whatever WeCom would not send. */
export function readXml(text: string): XmlValue | undefined {
	return new XmlReader(text).document();
}
