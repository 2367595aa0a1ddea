import { z } from 'zod/v4';
import {
	id,
	inputObject,
	instant,
	requiredText,
	type StoredRecord,
	text,
	timeZone,
} from './schemaParts';

export const memberRoles = ['admin', 'manager', 'member', 'viewer'] as const;

const timeOfDay = z
	.string()
	.regex(/^(?:[01]\d|2[0-3]):[0-5]\d$|^24:00$/, { error: 'must be a time such as 09:00' });

/** Weekly hours: on these days from – to, in the member's zone. A night shift ends before it begins. */
const shift = z.strictObject({
	/** ISO weekdays: 1 Monday … 7 Sunday. */
	days: z.array(z.int().min(1).max(7)).min(1).max(7),
	from: timeOfDay,
	to: timeOfDay,
});

const leave = z
	.strictObject({ from: instant, to: instant, reason: text(200).optional() })
	.refine((period) => Date.parse(period.from) < Date.parse(period.to), {
		error: 'A leave must end after it begins',
	});

/** How many leads a member takes. Absent: no limit. */
const capacity = z.strictObject({
	/** Open leads held at a time (持有上限). */
	maxOpen: z.int().nonnegative().optional(),
	maxPerHour: z.int().nonnegative().optional(),
	maxPerDay: z.int().nonnegative().optional(),
	maxPerWeek: z.int().nonnegative().optional(),
	/** Leads claimed from the pool in a day (领取上限). */
	maxClaimsPerDay: z.int().nonnegative().optional(),
});

const words = z.array(requiredText(100)).max(200);

/** What a user may write of a member (销售人员): somebody who works on leads. */
export const memberInputSchema = inputObject('Member', {
	name: requiredText(120),
	email: text(254).nullish(),
	mobile: text(30).nullish(),
	wecomUserId: text(64).nullish(),
	/** Number in the company, if it has one. */
	employeeNumber: text(60).nullish(),
	role: z.enum(memberRoles).optional(),
	teamIds: z.array(id).max(100).optional(),
	/** Off: keeps what is held, gets nothing new. */
	active: z.boolean().optional(),
	/** GB/T 2260 codes, country codes or names of sales regions that the member serves. */
	regions: words.optional(),
	skills: words.optional(),
	products: words.optional(),
	/** BCP 47, such as `zh`, `en`. */
	languages: words.optional(),
	/** Share of leads against others; default 1, 0 for none. */
	weight: z.number().min(0).max(1000).optional(),
	capacity: capacity.optional(),
	shifts: z.array(shift).max(50).optional(),
	timezone: timeZone.nullish(),
	leaves: z.array(leave).max(200).optional(),
	/** By hand: false takes somebody out for now, true has them in outside their shifts, too; absent means by shifts. */
	available: z.boolean().nullish(),
	custom: z.record(z.string(), z.json()).optional(),
});

export type MemberInput = z.infer<typeof memberInputSchema>;
export type Shift = z.infer<typeof shift>;
export type Leave = z.infer<typeof leave>;
export type Capacity = z.infer<typeof capacity>;

type ListField = 'teamIds' | 'regions' | 'skills' | 'products' | 'languages';

/** A member as it is read. */
export interface Member
	extends Omit<
			MemberInput,
			ListField | 'role' | 'active' | 'weight' | 'capacity' | 'shifts' | 'leaves' | 'custom'
		>,
		StoredRecord {
	role: (typeof memberRoles)[number];
	active: boolean;
	teamIds: string[];
	regions: string[];
	skills: string[];
	products: string[];
	languages: string[];
	weight: number;
	capacity: Capacity;
	shifts: Shift[];
	leaves: Leave[];
	custom: Record<string, unknown>;
}
