/** What happens to a captured person who is in the store already. */
export type OnDuplicate = 'attachActivity' | 'fillBlanks' | 'overwrite' | 'createAnyway' | 'reject';

/**
 * What happens to a captured person whom no key names and who resembles a stored lead: `review` makes
 * the lead and puts the two up for review; `attach` takes them for one where the engine is certain,
 * as a key would; `ignore` does not look.
 */
export type OnSimilar = 'review' | 'attach' | 'ignore';

export interface CaptureOptions {
	onDuplicate: OnDuplicate;
	similar: OnSimilar;
	/** `strict` rejects any invalid field, `lenient` only what makes a lead useless, `off` nothing. */
	validation: 'strict' | 'lenient' | 'off';
	/** Longest values: Zoho CRM's standard field limits, or none. */
	limits: 'zoho' | 'none';
	/** Fields without which a lead is rejected. */
	required: readonly string[];
	/** Country of phone numbers without a country code, ISO 3166 alpha-2. */
	defaultCountry: string;
	/** What happens from the spam threshold on. */
	onSpam: 'quarantine' | 'reject' | 'flag' | 'off';
	/** 0 to 100. */
	spamThreshold: number;
	/** Whose picklist the status texts come from. */
	statusPreset: 'default' | 'zoho' | 'salesforce' | 'wecomScrm';
	/** Source of leads that bring none of their own. */
	source?: string;
	/** Says what would happen and writes nothing. */
	dryRun: boolean;
	/** Name of the node or page, for the decision. */
	node: string;
	/** The import that the captures are part of. */
	importId?: string;
}

export const defaultCaptureOptions: CaptureOptions = {
	onDuplicate: 'fillBlanks',
	similar: 'review',
	validation: 'lenient',
	limits: 'zoho',
	required: [],
	defaultCountry: 'CN',
	onSpam: 'quarantine',
	spamThreshold: 60,
	statusPreset: 'default',
	dryRun: false,
	node: 'Lead Capture',
};
