/**
 * What a number is for identity. `fixedOrMobile`: the numbering plan does not tell (United States,
 * Canada …), so the column it stands in decides. `company`: 400, 800, 95xxx, toll-free, short codes.
 */
export type PhoneKind = 'mobile' | 'fixedOrMobile' | 'landline' | 'company' | 'other';

export type PhoneProblem =
	/** A spreadsheet turned it into `1.38E+10` and threw digits away. */
	| 'damagedByExcel'
	/** All digits the same. */
	| 'repeatedDigits'
	/** A local number whose area is unknown. */
	| 'noAreaCode'
	| 'notANumber';

export interface ParsedPhone {
	/** `+8613800138000`; null when invalid and for short codes such as 95588. */
	readonly e164: string | null;
	/** National significant number, digits only; for invalid ones the digits that were there. */
	readonly national: string;
	readonly kind: PhoneKind;
	readonly extension?: string;
	/** Words behind the number, such as `(王经理)`. */
	readonly remark?: string;
	/** ISO 3166-1 alpha-2. */
	readonly country?: string;
	readonly valid: boolean;
	readonly reason?: PhoneProblem;
	/** The piece of the cell that was read. */
	readonly raw: string;
}
