import { z } from 'zod/v4';
import { activityTypes } from './activityTypes';
import type { PersonReference } from './personReference';
import { id, inputObject, instant, longText, type StoredRecord, text } from './schemaParts';

/** Results of a call as they are met in Chinese and Western call lists. */
export const callOutcomes = [
	'connected',
	'noAnswer',
	'busy',
	'rejected',
	'leftMessage',
	'unreachable',
	'wrongNumber',
] as const;

/** What an activity, a task or a consent belongs to. */
export const relatedShape = {
	leadId: id.nullish(),
	contactId: id.nullish(),
	accountId: id.nullish(),
	dealId: id.nullish(),
};

function isRelated(value: { [Name in keyof typeof relatedShape]?: string | null }): boolean {
	return Boolean(value.leadId ?? value.contactId ?? value.accountId ?? value.dealId);
}

/** What a user may write of an activity (跟进记录): something that happened with a person. */
export const activityInputSchema = inputObject('Activity', {
	...relatedShape,
	type: z.enum(activityTypes),
	direction: z.enum(['inbound', 'outbound']).nullish(),
	subject: text(250).nullish(),
	body: longText.nullish(),
	outcome: z.enum(callOutcomes).nullish(),
	/** When it happened; default now. */
	at: instant.optional(),
	durationSeconds: z.int().nonnegative().nullish(),
	/** The member who did it; default the acting one. */
	memberId: id.nullish(),
	/** Id of the message or call in its channel; the same one is kept once. */
	externalId: text(250).nullish(),
	custom: z.record(z.string(), z.json()).optional(),
}).refine(isRelated, { error: 'An activity needs a lead, contact, account or deal' });

export type ActivityInput = z.infer<typeof activityInputSchema>;

/** An activity as it is read. */
export interface Activity
	extends Omit<ActivityInput, 'at' | 'memberId' | 'custom'>,
		Omit<StoredRecord, 'deletedAt'> {
	at: string;
	by?: PersonReference;
	custom: Record<string, unknown>;
}
