import { LineCutter, Unfolder } from './cardLines';
import { readProperty, type CardProperty } from './cardProperty';

/** One vCard. */
export interface Card {
	properties: CardProperty[];
	/** False for a card that ended without `END:VCARD`. */
	isComplete: boolean;
}

/** Binary or of no use for a lead, and often most of the file. */
const SKIPPED = new Set(['PHOTO', 'LOGO', 'SOUND', 'KEY', 'VERSION', 'PRODID', 'REV', 'X-PHOTO']);

/** A card with more properties is no person's. */
const MOST_PROPERTIES = 500;

/**
 * Reads vCards 2.1, 3.0 and 4.0 out of text that comes in pieces: a file of any size takes no more
 * memory than its largest card. Whatever is no property is passed over; nothing throws.
 *
 * Specification: RFC 6350 (4.0), RFC 2426 (3.0), versit vCard 2.1.
 */
export class CardReader {
	private readonly cutter = new LineCutter();
	private readonly unfolder = new Unfolder();
	private card: Card | undefined;
	/** How many cards of agents (vCard 2.1 `AGENT:` and a card) the current line is in. */
	private depth = 0;
	private agentAhead = false;

	/** The cards that end within this piece; at the end of the text, call once without one. */
	read(piece?: string): Card[] {
		const cards: Card[] = [];
		for (const line of this.cutter.lines(piece)) this.take(this.unfolder.add(line), cards);
		if (piece !== undefined) return cards;
		this.take(this.unfolder.end(), cards);
		if (this.card) cards.push(this.card);
		this.card = undefined;
		return cards;
	}

	private take(line: string | undefined, cards: Card[]): void {
		if (line === undefined) return;
		const property = readProperty(line);
		if (!property) return;
		const isEdge = /^\s*VCARD\s*$/i.test(property.value);
		if (property.name === 'BEGIN' && isEdge) this.begin(cards);
		else if (property.name === 'END' && isEdge) this.end(cards);
		else if (this.depth === 0) this.keep(property);
		this.agentAhead = property.name === 'AGENT' && property.value.trim() === '';
	}

	private begin(cards: Card[]): void {
		if (this.card && this.agentAhead) {
			this.depth += 1;
			return;
		}
		// The card before was cut off; this one must not be lost with it.
		if (this.card) cards.push(this.card);
		this.depth = 0;
		this.card = { properties: [], isComplete: false };
	}

	private end(cards: Card[]): void {
		if (this.depth > 0) {
			this.depth -= 1;
			return;
		}
		if (this.card) cards.push({ ...this.card, isComplete: true });
		this.card = undefined;
	}

	private keep(property: CardProperty): void {
		if (!this.card || SKIPPED.has(property.name) || property.value.trim() === '') return;
		if (property.parameters.get('ENCODING')?.toLowerCase().startsWith('b')) return;
		if (this.card.properties.length < MOST_PROPERTIES) this.card.properties.push(property);
	}
}

/** All cards of a text. */
export function readCards(text: string): Card[] {
	const reader = new CardReader();
	return [...reader.read(text), ...reader.read()];
}
