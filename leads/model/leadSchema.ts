import { z } from 'zod/v4';
import { leadFieldNames, leadFields, type FieldDefinition, type LeadFieldName } from './leadFields';
import { id, tags, text } from './schemaParts';

const instant = z.iso.datetime();

/** A value of one standard field in its stored form, within the `zoho` limit of the field. */
function fieldSchema({ kind, limit }: FieldDefinition) {
	if (kind === 'integer') return z.int();
	if (kind === 'number') return z.number();
	if (kind === 'boolean') return z.boolean();
	if (kind === 'instant') return instant;
	return limit === undefined ? z.string() : text(limit);
}

const fieldSchemas = Object.fromEntries(
	leadFieldNames.map((name: LeadFieldName) => [name, fieldSchema(leadFields[name]).optional()]),
);

const person = z.object({ id, name: z.string().nullable() });

const touch = z.object({
	at: instant,
	source: z.string(),
	campaign: z.string().optional(),
	landingUrl: z.string().optional(),
	clickId: z.string().optional(),
});

const reason = z.object({ code: z.string(), text: z.string(), field: z.string().optional() });

/** Why something was done to a lead. */
export const decisionSchema = z.object({
	node: z.string(),
	outcome: z.string(),
	reasons: z.array(reason),
	alternatives: z.array(reason).optional(),
});

/**
 * A lead as every node gives it out: Zoho CRM's standard fields within their limits, campaign and
 * click ids, channel ids, the user's own fields, and what the store knows.
 */
export const leadSchema = z.object({
	...fieldSchemas,
	id,
	version: z.int().positive(),
	status: z.string(),
	regionCode: z.string().optional(),
	regionSource: z.enum(['form', 'address', 'creditCode', 'phone']).optional(),
	tags,
	owner: person.optional(),
	team: person.optional(),
	pool: person.optional(),
	ownedSince: instant.optional(),
	protectedUntil: instant.optional(),
	previousOwner: person.optional(),
	returnedCount: z.int().positive().optional(),
	accountId: id.optional(),
	contactId: id.optional(),
	score: z.number().optional(),
	grade: z.string().optional(),
	firstTouch: touch.optional(),
	lastTouch: touch.optional(),
	custom: z.record(z.string(), z.unknown()),
	test: z.boolean(),
	readAt: instant.optional(),
	lastActivityAt: instant.optional(),
	convertedAt: instant.optional(),
	createdAt: instant,
	updatedAt: instant,
	deletedAt: instant.optional(),
	mergedInto: id.optional(),
	decision: decisionSchema.optional(),
});
