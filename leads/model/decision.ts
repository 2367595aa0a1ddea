/**
 * Why the software did what it did to a lead. Travels on the item as `decision` and is written to
 * the event log in the same transaction as the change it explains.
 */
export interface Decision {
	/** The node or page that decided, such as `Lead Capture`. */
	node: string;
	/** What was decided, such as `created` or `attached`. */
	outcome: string;
	reasons: DecisionReason[];
	/** What else could have been done, and why it was not. */
	alternatives?: DecisionReason[];
}

export interface DecisionReason {
	/** A stable word for code and translations, such as `sameMobile`. */
	code: string;
	/** One English sentence without personal data. */
	text: string;
	field?: string;
}
