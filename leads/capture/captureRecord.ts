import type { Decision } from '../model/decision';
import type { Touch } from '../model/lead';
import type { StoredKey } from '../store/leads/identities';
import type { FieldChanges, LeadRow } from '../store/leads/leadRow';
import type { ReviewPair } from '../store/leads/reviewPairs';
import type { RowOf } from '../store/schema/tables';
import type { PreparedCapture } from './prepare';
import type { CaptureOutcome } from './result';

/** A contact that holds a key of the chunk. */
export type KnownContact = Pick<RowOf<'contacts'>, 'id' | 'version' | 'owner_id' | 'team_id'>;

/** What a capture did beside setting fields, kept so that it can be undone. */
export interface CaptureTraces {
	/** The latest meeting with a person who was known, as it stood before. */
	lastTouch?: Touch | null;
	/** Epoch milliseconds, as it stood before. */
	lastActivityAt?: number | null;
	/** Keys that a person who was known got. */
	claimed?: readonly StoredKey[];
	/** Keys that stopped being identity. */
	shared?: readonly StoredKey[];
}

/** What one capture came to, before it is written down. */
export interface CaptureRecord {
	/** Id of its source record. */
	recordId: string;
	capture: PreparedCapture;
	outcome: CaptureOutcome;
	decision: Decision;
	/** What it set: before and after of each field. */
	changes: FieldChanges;
	traces?: CaptureTraces;
	/** Pairs of leads that a person should look at. */
	reviews: ReviewPair[];
	leadId?: string;
	/** The contact of a converted lead that the enquiry was added to. */
	contactId?: string;
	contact?: KnownContact;
	quarantineId?: string;
	/** Who is to look after a quarantined capture. */
	owner?: { ownerId: string | null; teamId: string | null };
	/** The lead as written. */
	lead?: LeadRow;
	/** True when the lead belongs to somebody the actor may not see. */
	concealed?: boolean;
}
