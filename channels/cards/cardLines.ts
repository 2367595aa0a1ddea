/*
 * The lines of vCards (RFC 6350 §3.2, RFC 2426, vCard 2.1 of the Versit Consortium): from pieces of
 * text to whole properties, whatever a phone broke them into.
 */

/** Characters of a property that are kept: pictures and sounds are longer, and are not read. */
const MOST_CHARACTERS = 64 * 1024;

/** Cuts pieces of text into lines; CR LF, LF and CR all end one. */
export class LineCutter {
	private rest = '';

	/** The lines that are complete with this piece; at the end, call once without one. */
	*lines(piece?: string): Generator<string> {
		const text = this.rest + (piece ?? '');
		let start = 0;
		const ends = /\r\n|\n|\r/g;
		for (let end = ends.exec(text); end; end = ends.exec(text)) {
			// The LF of this CR may be in the next piece.
			if (end[0] === '\r' && ends.lastIndex === text.length && piece !== undefined) break;
			yield text.slice(start, end.index);
			start = ends.lastIndex;
		}
		this.rest = text.slice(start);
		// A line without end would be copied again for each piece of the file.
		if (this.rest.length > MOST_CHARACTERS) this.rest = this.rest.slice(0, MOST_CHARACTERS);
		if (piece !== undefined || this.rest === '') return;
		yield this.rest;
		this.rest = '';
	}
}

const QUOTED_PRINTABLE = /[;=]QUOTED-PRINTABLE(?:[;:,]|$)/i;
const CARD_START = /^\s*BEGIN\s*:\s*VCARD\s*$/i;
const CARD_EDGE = /^\s*(?:BEGIN|END)\s*:\s*VCARD\s*$/i;

/** Joins folded lines into properties, one each; empty lines go. */
export class Unfolder {
	private property = '';
	private isQuotedPrintable = false;
	/** White space before a card that is indented as a whole. */
	private indent = '';

	/** The property that is complete because this line begins another; undefined while it goes on. */
	add(indented: string): string | undefined {
		if (CARD_START.test(indented)) this.indent = /^\s*/.exec(indented)?.[0] ?? '';
		const line = indented.startsWith(this.indent) ? indented.slice(this.indent.length) : indented;
		if (this.goesOn(line)) return undefined;
		return this.begin(line);
	}

	/** The last property. */
	end(): string | undefined {
		return this.begin('');
	}

	private begin(line: string): string | undefined {
		const complete = this.property;
		this.property = line.length > MOST_CHARACTERS ? line.slice(0, MOST_CHARACTERS) : line;
		const nameEnd = line.indexOf(':');
		this.isQuotedPrintable = nameEnd > 0 && QUOTED_PRINTABLE.test(line.slice(0, nameEnd));
		return complete === '' ? undefined : complete;
	}

	private goesOn(line: string): boolean {
		if (this.property === '') return false;
		if (this.isQuotedPrintable && this.property.endsWith('=')) {
			// A damaged card must not swallow the ones behind it.
			if (CARD_EDGE.test(line)) return false;
			this.append(this.property.slice(0, -1), line);
			return true;
		}
		const first = line.charCodeAt(0);
		if ((first !== 0x20 && first !== 0x09) || CARD_EDGE.test(line)) return false;
		this.append(this.property, line.slice(1));
		return true;
	}

	private append(before: string, line: string): void {
		if (before.length >= MOST_CHARACTERS) return;
		this.property = before + line.slice(0, MOST_CHARACTERS - before.length);
	}
}
