import { z } from 'zod/v4';
import { addressShape } from './addressShape';
import type { PersonReference } from './personReference';
import {
	custom,
	id,
	inputObject,
	longText,
	requiredText,
	type StoredRecord,
	tags,
	text,
} from './schemaParts';

export const accountTypes = [
	'prospect',
	'customer',
	'partner',
	'supplier',
	'competitor',
	'other',
] as const;

/** What a user may write of an account (客户): a company. */
export const accountInputSchema = inputObject('Account', {
	name: requiredText(200),
	/** Unified social credit code: identifies the account. */
	creditCode: text(18).nullish(),
	type: z.enum(accountTypes).nullish(),
	website: text(250).nullish(),
	/** Registrable mail or web domain, such as `example.com`. */
	domain: text(253).nullish(),
	phone: text(30).nullish(),
	fax: text(30).nullish(),
	industry: text(100).nullish(),
	employees: z.int().nonnegative().nullish(),
	annualRevenue: z.number().nullish(),
	...addressShape,
	source: text(100).nullish(),
	parentAccountId: id.nullish(),
	ownerId: id.nullish(),
	description: longText.nullish(),
	tags: tags.optional(),
	custom: custom.optional(),
});

export type AccountInput = z.infer<typeof accountInputSchema>;

/** An account as it is read. */
export interface Account extends Omit<AccountInput, 'ownerId' | 'tags' | 'custom'>, StoredRecord {
	/** GB/T 2260 code or ISO 3166-2 code, and where it was learnt. */
	regionCode?: string;
	regionSource?: 'form' | 'address' | 'creditCode' | 'phone';
	owner?: PersonReference;
	tags: string[];
	custom: Record<string, unknown>;
	/** The lead that became this account, if one did. */
	convertedFromLeadId?: string;
}
