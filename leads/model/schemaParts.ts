import { z } from 'zod/v4';

/** Pieces of the input schemas: what a user may write, checked where it enters. */

const MAX_LONG_TEXT = 32_000;

/** Text of at most `limit` characters (code points), as in the Zoho limits of the lead table. */
export function text(limit: number) {
	return z.string().refine((value) => value.length <= limit || [...value].length <= limit, {
		error: `must be at most ${limit} characters`,
	});
}

/** Text that must say something. */
export function requiredText(limit: number) {
	return text(limit).refine((value) => value.trim() !== '', { error: 'is required' });
}

export const longText = text(MAX_LONG_TEXT);

/** Ids are made by the store. */
export const id = z.uuid({ error: 'must be an id of this store' });

/** ISO 8601 with a zone: `2026-03-05T09:30:00Z`, `2026-03-05T17:30:00+08:00`. */
export const instant = z.iso.datetime({
	offset: true,
	error: 'must be a date and time with zone, such as 2026-03-05T09:30:00Z',
});

export const date = z.iso.date({ error: 'must be a date such as 2026-03-05' });

export const countryCode = z
	.string()
	.regex(/^[A-Z]{2}$/, { error: 'must be an ISO 3166-1 code of two letters' });

export const currencyCode = z
	.string()
	.regex(/^[A-Z]{3}$/, { error: 'must be an ISO 4217 code of three letters' });

/** IANA zone name known to this Node. */
export const timeZone = z.string().refine(isTimeZone, {
	error: 'must be a time zone such as Asia/Shanghai',
});

function isTimeZone(name: string): boolean {
	if (!/^[A-Za-z][A-Za-z0-9_+/-]{1,60}$/.test(name)) return false;
	try {
		new Intl.DateTimeFormat('en', { timeZone: name });
		return true;
	} catch {
		return false;
	}
}

export const tags = z.array(requiredText(60)).max(100);

/** The user's own fields: anything that JSON can hold. */
export const custom = z.record(text(100), z.json());

/**
 * An object that takes the named keys and no others. A misspelt key is an error that names it,
 * because a value silently dropped is a value lost.
 */
export function inputObject<Shape extends z.ZodRawShape>(entity: string, shape: Shape) {
	return z.strictObject(shape, {
		error: (issue) =>
			issue.code === 'unrecognized_keys'
				? `${entity} has no field named ${issue.keys.map((key) => `"${key}"`).join(', ')}`
				: undefined,
	});
}

/** What every stored record has beside its fields. Instants are ISO 8601 UTC text. */
export interface StoredRecord {
	id: string;
	/** Grows by one with each change. */
	version: number;
	createdAt: string;
	updatedAt: string;
	deletedAt?: string;
}
