import { z } from 'zod/v4';
import type { PersonReference } from './personReference';
import {
	currencyCode,
	custom,
	date,
	id,
	inputObject,
	longText,
	requiredText,
	type StoredRecord,
	tags,
	text,
} from './schemaParts';

/** What a user may write of a deal (商机). Stages are the user's own words within a pipeline. */
export const dealInputSchema = inputObject('Deal', {
	name: requiredText(200),
	amount: z.number().nonnegative().nullish(),
	currency: currencyCode.nullish(),
	pipeline: text(100).nullish(),
	stage: text(100).nullish(),
	/** Percent. */
	probability: z.number().min(0).max(100).nullish(),
	closeDate: date.nullish(),
	accountId: id.nullish(),
	contactId: id.nullish(),
	leadId: id.nullish(),
	type: text(100).nullish(),
	source: text(100).nullish(),
	campaign: text(200).nullish(),
	product: text(200).nullish(),
	nextStep: text(250).nullish(),
	lostReason: text(250).nullish(),
	ownerId: id.nullish(),
	description: longText.nullish(),
	tags: tags.optional(),
	custom: custom.optional(),
});

export type DealInput = z.infer<typeof dealInputSchema>;

/** A deal as it is read. */
export interface Deal extends Omit<DealInput, 'ownerId' | 'tags' | 'custom'>, StoredRecord {
	owner?: PersonReference;
	tags: string[];
	custom: Record<string, unknown>;
	/** Open while absent. */
	outcome?: 'won' | 'lost';
	closedAt?: string;
}
