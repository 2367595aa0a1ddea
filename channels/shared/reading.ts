import type { CapturedLead } from '../../leads/model/lead';

/** What a channel read out of one delivery or item. */
export interface Reading {
	/** Leads and reports about people, in the order of the delivery; see `CapturedLead.report`. */
	captured: CapturedLead[];
	/** Why there is nothing to capture, where `captured` is empty: a stable word and one English sentence without personal data. */
	ignored?: { code: string; message: string };
}

/** What a reader needs to know beside the delivery itself. */
export interface ReadingContext {
	/** Epoch milliseconds: when it was received, where it does not say so itself. */
	now: number;
	/** ISO 3166 alpha-2 country of phone numbers that name none. */
	defaultCountry: string;
	/** E-mail addresses of the user's own, whole domains as `@example.com`: they never become leads. */
	ownAddresses?: readonly string[];
	/** The files that came with the item, where the caller has them. */
	files?: readonly ItemFile[];
}

/** A file beside an item, read when a reader asks for it. */
export interface ItemFile {
	/** Media type, such as `message/delivery-status`. */
	mimeType: string;
	read(): Promise<Uint8Array>;
}

/**
 * Reads one item in a channel's own shape. Pure, and never throws, whatever it is given: what it does
 * not understand is `ignored`.
 */
export type ReadItem = (item: unknown, context: ReadingContext) => Reading | Promise<Reading>;

/** Nothing to capture, and why. */
export function ignored(code: string, message: string): Reading {
	return { captured: [], ignored: { code, message } };
}
