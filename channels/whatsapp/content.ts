import type { CustomValues, LeadFieldValues } from '../../leads/model/lead';

/** What a message says, apart from who wrote it and when. */
export interface MessageContent {
	/** One word for the subject, such as `Image`. */
	kind: string;
	/** The person's own words. */
	text?: string;
	/** What the timeline shows where it is not just the words. */
	body?: string;
	/** Lead fields that the person filled in. */
	fields?: LeadFieldValues;
	custom?: CustomValues;
	/** What else is worth keeping with the activity. */
	details?: Record<string, unknown>;
}
