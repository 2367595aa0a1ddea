import type { PartOfScore } from '../../matching/score/explain';
import type { LeadFieldValues } from '../../model/lead';
import type { StoredKey } from '../../store/leads/identities';
import type { Resolution } from '../../store/leads/resolveIdentity';
import type { Sought } from '../../store/leads/similarLeads';
import type { CheckInput } from './contract';

/** A stored record that an input may be, before it is known who may see it. */
export interface Likely {
	entityType: 'lead' | 'contact';
	id: string;
	bits: number;
	parts: PartOfScore[];
	/** Kind of the key that they share. */
	by?: string;
	owner: { owner_id: string | null; team_id: string | null };
}

/** One input on its way to its result. */
export interface Inquiry {
	input: CheckInput;
	fields: LeadFieldValues;
	keys: StoredKey[];
	sought: Sought;
	resolution: Resolution;
}
