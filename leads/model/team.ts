import { z } from 'zod/v4';
import type { PersonReference } from './personReference';
import {
	id,
	inputObject,
	longText,
	requiredText,
	type StoredRecord,
	timeZone,
} from './schemaParts';

/** What a user may write of a team (团队): members who share leads and a manager. */
export const teamInputSchema = inputObject('Team', {
	name: requiredText(120),
	parentTeamId: id.nullish(),
	managerId: id.nullish(),
	/** Regions that the team serves, as on members. */
	regions: z.array(requiredText(100)).max(200).optional(),
	timezone: timeZone.nullish(),
	active: z.boolean().optional(),
	description: longText.nullish(),
	custom: z.record(z.string(), z.json()).optional(),
});

export type TeamInput = z.infer<typeof teamInputSchema>;

/** A team as it is read. */
export interface Team
	extends Omit<TeamInput, 'managerId' | 'regions' | 'active' | 'custom'>,
		StoredRecord {
	manager?: PersonReference;
	regions: string[];
	active: boolean;
	memberCount?: number;
	custom: Record<string, unknown>;
}
