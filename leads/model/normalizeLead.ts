import { readBooleanText } from './booleanText';
import { isChannelIdField, normalizeChannelId } from './channelIds';
import { readCountry } from './country';
import { checkCreditCode } from './creditCode';
import { normalizeEmail } from './email';
import { readInstant } from './instantText';
import type { LeadFieldValues } from './lead';
import { type LeadFieldName, leadFields } from './leadFields';
import { memoize } from './memo';
import type {
	NormalizationCode,
	NormalizationNote,
	NormalizedLead,
	RawLeadFields,
} from './normalization';
import { readNumberText } from './numberText';
import { composeName, splitName } from './personName';
import { settlePhones } from './phoneColumns';
import { parseStatus } from './status';
import { tidyLongText, tidyText } from './text';
import { normalizeWebAddress } from './webAddress';

export type { NormalizationCode, NormalizationNote, NormalizedLead, RawLeadFields };

export interface NormalizeOptions {
	/** ISO 3166-1 alpha-2: the home of phone numbers when the lead names no country. */
	defaultCountry: string;
	/** IANA zone of dates without one; by default China's for CN, else UTC. */
	timeZone?: string;
}
