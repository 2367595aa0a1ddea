import type { LeadFieldValues } from '../../model/lead';
import { leadCellsOf } from '../leads/leadCells';
import { countLeads, type Frequencies } from '../leads/frequencies';
import { readProfile } from '../leads/profile';
import { matchLead } from '../matchLead';
import { runAtOnce } from '../runInSlices';
import type { Weights } from '../score/weights';
import { identityJudge, identityMeetingKeys } from './identityOnly';
import {
	certainBits,
	type DedupePreset,
	type PairJudge,
	possibleBits,
	type RulePreset,
} from './preset';
import { rememberedBy } from './remembered';
import { salesforceJudge, salesforceMeetingKeys } from './salesforce';
import { zohoJudge, zohoMeetingKeys } from './zoho';

/** What the engine's own preset weighs by; rules need none of it. */
export interface JudgeContext {
	/** Counts of the store or the batch. Default: as if nothing else were there. */
	frequencies?: Frequencies;
	weights?: Weights;
	/** Bits. Defaults `certainBits` and `possibleBits`. */
	certainAt?: number;
	reviewAt?: number;
}

const NOBODY = runAtOnce(countLeads([]));

function leadflowJudge({
	frequencies = NOBODY,
	weights,
	certainAt = certainBits,
	reviewAt = possibleBits,
}: JudgeContext): PairJudge {
	const profileOf = rememberedBy((fields) => readProfile(leadCellsOf(fields)));
	return (left, right) => {
		const candidate = { id: 0, profile: profileOf(right) };
		const [{ bits, parts }] = matchLead(profileOf(left), [candidate], frequencies, weights);
		if (bits >= certainAt) return { outcome: 'duplicate', bits, parts };
		return { outcome: bits >= reviewAt ? 'review' : 'different', bits, parts };
	};
}

/** The judge of a preset. Pure: the same two leads always get the same answer. */
export function judgeByPreset(preset: DedupePreset, context: JudgeContext = {}): PairJudge {
	switch (preset) {
		case 'leadflow':
			return leadflowJudge(context);
		case 'identityOnly':
			return identityJudge();
		case 'salesforce':
			return salesforceJudge();
		case 'zoho':
			return zohoJudge();
	}
}

const MEETING_KEYS: Readonly<Record<RulePreset, (fields: LeadFieldValues) => string[]>> = {
	identityOnly: identityMeetingKeys,
	salesforce: salesforceMeetingKeys,
	zoho: zohoMeetingKeys,
};

/** Keys under which leads meet that a preset of rules may take for one; of a lead without any: none. */
export function meetingKeysOf(preset: RulePreset, fields: LeadFieldValues): string[] {
	return MEETING_KEYS[preset](fields);
}
