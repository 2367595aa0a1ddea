import type { LeadFieldValues } from './lead';
import type { LeadFieldName } from './leadFields';

/** What was noticed about a field while it was normalised. Never holds the value. */
export type NormalizationCode =
	| 'invalidEmail'
	| 'invalidPhone'
	| 'damagedByExcel'
	| 'invalidUrl'
	| 'invalidCreditCode'
	| 'invalidChannelId'
	| 'unknownCountry'
	| 'unknownStatus'
	| 'notANumber'
	| 'notABoolean'
	| 'notAnInstant'
	| 'notText'
	/** The text named a range; its lower bound was taken. */
	| 'rangeTaken'
	/** A landline stood in `mobile` and went to `phone`. */
	| 'movedToPhone'
	/** `mobile` or `secondaryEmail` was filled from a neighbouring cell. */
	| 'filledFromCell'
	/** The cell said more than the field can hold; its original is in `unread`. */
	| 'partlyRead';

export interface NormalizationNote {
	field: LeadFieldName;
	code: NormalizationCode;
}

/** A lead's raw values by field: text as a rule, but also what JSON, spreadsheets and forms hold. */
export type RawLeadFields = { readonly [Name in LeadFieldName]?: unknown };

export interface NormalizedLead {
	/** Values that fit their field. Text that could not be read (an e-mail without @) stays as it was. */
	fields: LeadFieldValues;
	/** Originals that have no place in `fields`: unread numbers and dates, cells that said more. */
	unread: Record<string, unknown>;
	notes: NormalizationNote[];
	/** GB/T 2260 code of the most precise region that could be told, and where it was learnt. */
	regionCode?: string;
	regionSource?: 'form' | 'address' | 'creditCode' | 'phone';
}
