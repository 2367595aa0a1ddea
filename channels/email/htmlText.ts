import { Parser } from 'htmlparser2';
import { LONGEST_BODY, LONGEST_LINE, MOST_LINES } from './mail';

/** What HTML says to a reader. */
export interface HtmlText {
	/** Lines as a reader sees them; what is quoted begins with `> `. */
	text: string;
	/** Labels and values of tables with two columns, and of definition lists, outside quotations. */
	pairs: Array<[label: string, value: string]>;
}

/** Elements whose text nobody sees. */
const UNSEEN = new Set('head style script template title noscript select svg'.split(' '));
/** Elements that stand on lines of their own. */
const BLOCKS = new Set(
	`address article aside blockquote body center dd div dl dt fieldset figure footer form h1 h2 h3 h4 h5 h6 header hr li main nav
	ol p pre section table tbody tfoot thead tr ul`.split(/\s+/),
);
/** Further blocks with an empty line before and behind. */
const PARAGRAPHS = new Set('p h1 h2 h3 h4 h5 h6 table ul ol dl blockquote'.split(' '));
/** `<div style="display:none">` is how preview texts of newsletters are hidden. */
const HIDDEN = /display\s{0,5}:\s{0,5}none/i;

const MOST_PAIRS = 100;
const LONGEST_LABEL = 80;
const DEEPEST_QUOTE = 5;
const MOST_CELLS = 3;
const LONGEST_CELL = 20_000;
/** Open elements from which on the rest is left alone. */
const DEEPEST = 1_000;
const CHUNK = 8_192;

interface Row {
	cells: string[];
	/** Whether a table within a cell makes it layout, not data. */
	nested: boolean;
}

/** Collects lines and pairs while the parser walks through. */
class Reader {
	readonly lines: string[] = [];
	readonly pairs: HtmlText['pairs'] = [];
	#line = '';
	#isAtTab = false;
	#unseen = 0;
	#quotes = 0;
	#length = 0;
	#preformatted = 0;
	readonly #hidden: string[] = [];
	readonly #rows: Row[] = [];
	/** Where the text of the open cells goes beside the lines. */
	readonly #cells: string[] = [];
	#term = '';

	open(name: string, attributes: Readonly<Record<string, string>>): void {
		if (this.#hidden.length > 0 || HIDDEN.test((attributes.style ?? '').slice(0, 300))) {
			// Elements that are never closed would hide all that follows.
			if (!['br', 'img', 'hr', 'input', 'meta', 'link'].includes(name)) this.#hidden.push(name);
			return;
		}
		if (UNSEEN.has(name)) this.#unseen += 1;
		else if (name === 'br') this.#break();
		else if (BLOCKS.has(name)) this.#block(name);
		if (name === 'blockquote') this.#quotes += 1;
		if (name === 'pre') this.#preformatted += 1;
		if (name === 'li') this.#line += '- ';
		this.#openCell(name);
	}

	#openCell(name: string): void {
		if (name === 'table') for (const row of this.#rows) row.nested = true;
		if (name === 'tr') this.#rows.push({ cells: [], nested: false });
		if (name === 'td' || name === 'th' || name === 'dt' || name === 'dd') this.#cells.push('');
		if (this.#rows.length > 50) this.#rows.shift();
		if (this.#cells.length > 50) this.#cells.shift();
	}

	close(name: string): void {
		if (this.#hidden.length > 0) {
			const index = this.#hidden.lastIndexOf(name);
			if (index !== -1) this.#hidden.length = index;
			return;
		}
		if (UNSEEN.has(name)) this.#unseen = Math.max(0, this.#unseen - 1);
		else if (BLOCKS.has(name)) this.#block(name);
		if (name === 'blockquote') this.#quotes = Math.max(0, this.#quotes - 1);
		if (name === 'pre') this.#preformatted = Math.max(0, this.#preformatted - 1);
		this.#closeCell(name);
	}

	#closeCell(name: string): void {
		if (name === 'td' || name === 'th') {
			const row = this.#rows.at(-1);
			const cell = (this.#cells.pop() ?? '').trim();
			if (row && row.cells.length < MOST_CELLS) row.cells.push(cell);
			if (this.#line !== '' && !this.#isAtTab) this.#line += '\t';
			this.#isAtTab = true;
		} else if (name === 'tr') {
			const row = this.#rows.pop();
			if (row?.cells.length === 2 && !row.nested) this.#pair(row.cells[0], row.cells[1]);
		} else if (name === 'dt') {
			this.#term = (this.#cells.pop() ?? '').trim();
		} else if (name === 'dd') {
			this.#pair(this.#term, (this.#cells.pop() ?? '').trim());
			this.#term = '';
		}
	}

	#pair(label: string, value: string): void {
		const title = label.replace(/\s+/g, ' ').replace(/[\s:：]+$/, '');
		if (title === '' || value === '' || title.length > LONGEST_LABEL) return;
		if (this.#quotes === 0 && this.pairs.length < MOST_PAIRS) this.pairs.push([title, value]);
	}

	text(data: string): void {
		if (this.#unseen > 0 || this.#hidden.length > 0 || this.#length > LONGEST_BODY) return;
		this.#length += data.length;
		if (this.#preformatted > 0 && data.includes('\n')) {
			const [first, ...rest] = data.split('\n');
			this.#write(first);
			for (const line of rest) {
				this.#break();
				this.#write(line);
			}
			return;
		}
		this.#write(data.replace(/[ \t\r\n\f]+/g, ' '));
	}

	#write(text: string): void {
		// The end is remembered, for looking at it would copy the whole line each time.
		const joined = this.#line === '' || this.#isAtTab ? text.trimStart() : text;
		if (joined !== '') this.#isAtTab = false;
		if (this.#line.length < LONGEST_LINE) this.#line += joined;
		this.#addToCell(text);
	}

	#addToCell(text: string): void {
		const last = this.#cells.length - 1;
		if (last >= 0 && this.#cells[last].length < LONGEST_CELL) this.#cells[last] += text;
	}

	#break(): void {
		if (this.lines.length >= MOST_LINES) return;
		const text = this.#line.replace(/\u00a0/g, ' ').trimEnd();
		this.lines.push('> '.repeat(Math.min(this.#quotes, DEEPEST_QUOTE)) + text);
		this.#line = '';
		this.#isAtTab = false;
		this.#addToCell('\n');
	}

	/** Ends the line, if there is one; a paragraph leaves an empty line behind it. */
	#block(name: string): void {
		if (this.#line.trim() !== '') this.#break();
		else this.#line = '';
		if (PARAGRAPHS.has(name) && (this.lines.at(-1) ?? '') !== '') this.lines.push('');
	}

	end(): HtmlText {
		if (this.#line.trim() !== '') this.#break();
		const text = this.lines
			.join('\n')
			.replace(/\n{3,}/g, '\n\n')
			.trim();
		return { text, pairs: this.pairs };
	}
}

/**
 * The text of HTML and the labelled values in it. Broken HTML is read as far as it goes, and HTML
 * that is nested deeper than any mail up to there.
 */
export function htmlText(html: string): HtmlText {
	const reader = new Reader();
	let depth = 0;
	const parser = new Parser({
		onopentag: (name, attributes) => {
			depth += 1;
			reader.open(name, attributes);
		},
		onclosetag: (name) => {
			depth -= 1;
			reader.close(name);
		},
		ontext: (text) => reader.text(text),
	});
	const bounded = html.slice(0, LONGEST_BODY);
	// The parser's time grows with the square of the depth, so it is stopped in time.
	for (let at = 0; at < bounded.length && depth < DEEPEST; at += CHUNK) {
		parser.write(bounded.slice(at, at + CHUNK));
	}
	parser.end();
	return reader.end();
}
