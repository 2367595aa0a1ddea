import { defaultCaptureOptions } from '../../leads/capture/options';
import { prepareCapture, type PreparedCapture } from '../../leads/capture/prepare';
import { soughtOf } from '../../leads/capture/similar';
import { possibleBits } from '../../leads/matching/presets/preset';
import type { LeadMatch } from '../../leads/matching/matchLead';
import type { CapturedLead } from '../../leads/model/lead';
import type { Operation, StoreContext } from '../../leads/store/context';
import {
	claimIdentities,
	findIdentities,
	identityText,
	type IdentityClaim,
} from '../../leads/store/leads/identities';
import { blankLeadRow, withValues, type LeadRow } from '../../leads/store/leads/leadRow';
import { lockStrongKeys } from '../../leads/store/leads/matchLocks';
import { PendingLeads } from '../../leads/store/leads/pendingLeads';
import { SimilarLeads } from '../../leads/store/leads/similarLeads';
import { insertLeads } from '../../leads/store/leads/writeLeads';
import { together } from '../../leads/store/step';

/** Leads that each is compared with, as in a capture. */
const MOST_COMPARED = 40;

/** A lead as it is captured, without what a capture leaves besides it. */
export function prepared(captured: CapturedLead): PreparedCapture {
	return prepareCapture(captured, { ...defaultCaptureOptions, validation: 'off', onSpam: 'off' });
}

function rowOf(context: StoreContext, { fields, custom, region }: PreparedCapture): LeadRow {
	const blank = blankLeadRow(context.workspaceId, context.newId(), context.now);
	return withValues(blank, { fields, custom, ...region }).row;
}

/**
 * Inserts leads with everything that they are found by. Somebody whose mobile number or mailbox is
 * known already is not stored twice.
 *
 * @returns the id of the lead that stands for each
 */
export function insertNewcomers(people: readonly PreparedCapture[]): Operation<string[]> {
	return function* (context) {
		const holders = new Map<string, string>();
		const keys = people.flatMap((person) => person.keys);
		for (const row of yield* findIdentities(context, keys)) {
			holders.set(identityText(row), row.entity_id);
		}
		const rows: LeadRow[] = [];
		const claims: IdentityClaim[] = [];
		const ids = people.map((person) => {
			const known = person.keys.find((key) => holders.has(identityText(key)));
			if (known) return holders.get(identityText(known)) ?? '';
			const row = rowOf(context, person);
			rows.push(row);
			for (const key of person.keys) {
				holders.set(identityText(key), row.id);
				claims.push({
					...key,
					entityType: 'lead',
					entityId: row.id,
					nameEvidence: person.nameEvidence,
				});
			}
			return row.id;
		});
		yield* claimIdentities(context, claims);
		yield* insertLeads(context, rows);
		return ids;
	};
}

export interface Matched {
	/** The new lead. */
	id: string;
	/** Whom it may be, best first. */
	matches: ReadonlyArray<LeadMatch<string>>;
}

/**
 * What a capture does about likeness, and nothing else: looks for those whom the people may be, and
 * inserts them as leads with what the search and the next look for similar leads find them by. Exact keys
 * are not claimed: half of them belong to the leads that are looked for.
 */
export function matchAndInsert(people: readonly PreparedCapture[]): Operation<Matched[]> {
	return function* (context) {
		const sought = people.map(soughtOf);
		const pending = new PendingLeads();
		const [, similar] = yield* together(
			lockStrongKeys(context, sought),
			SimilarLeads.read(context, sought, { pending, most: MOST_COMPARED, least: possibleBits }),
		);
		const rows: LeadRow[] = [];
		const found = people.map((person, index): Matched => {
			const { matches } = similar.find(sought[index]);
			const row = rowOf(context, person);
			pending.add(row);
			rows.push(row);
			return { id: row.id, matches };
		});
		yield* insertLeads(context, rows);
		return found;
	};
}
