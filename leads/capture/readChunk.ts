import { LostRace } from '../store/engine/engine';
import { findIdentities, identityText } from '../store/leads/identities';
import { lockStrongKeys } from '../store/leads/matchLocks';
import { survivorsOf } from '../store/leads/mergedIds';
import { lockLeads, readLeads } from '../store/leads/lockLeads';
import { q, together, type Step } from '../store/step';
import type { Chunk, Rehearsal } from './chunk';
import { isTurnedAway, type PreparedCapture } from './prepare';
import { readSimilar, seemsNew, soughtOf } from './similar';

/**
 * Reads who holds the keys of the chunk, and the records and members that it names.
 *
 * @param rehearsal what a dry run knows already; without it the leads are held against rivals
 */
export function* readChunk(
	chunk: Chunk,
	captures: readonly PreparedCapture[],
	rehearsal?: Rehearsal,
): Step<void> {
	const usable = captures.filter((capture) => !isTurnedAway(capture, chunk.options));
	yield* readHolders(chunk, usable, rehearsal);
	if (!rehearsal) yield* waitForRivals(chunk, usable);
	yield* readNamedLeads(chunk, usable, rehearsal);
	yield* readContacts(chunk);
	yield* readSimilar(chunk, usable, rehearsal);
	yield* readMembers(chunk, captures);
}

function* readHolders(
	chunk: Chunk,
	captures: readonly PreparedCapture[],
	rehearsal?: Rehearsal,
): Step<void> {
	const keys = new Map(
		captures
			.flatMap(({ keys: own, newIdentity }) => [...own, ...(newIdentity?.keys ?? [])])
			.map((key) => [identityText(key), key]),
	);
	for (const row of yield* findIdentities(chunk.context, [...keys.values()])) {
		chunk.holders.set(identityText(row), {
			entityType: row.entity_type,
			entityId: row.entity_id,
			state: row.state,
			nameEvidence: row.name_evidence,
		});
	}
	for (const key of keys.keys()) {
		const holder = rehearsal?.holders.get(key);
		if (holder) chunk.holders.set(key, holder);
	}
}

/**
 * Waits for those who capture people under the same strong keys, in whatever spelling. What they
 * wrote meanwhile is read afterwards. The first locks of the transaction that rivals wait for; the
 * leads come next.
 */
function* waitForRivals(chunk: Chunk, captures: readonly PreparedCapture[]): Step<void> {
	if (chunk.options.similar === 'ignore' || chunk.context.dialect === 'sqlite') return;
	const strangers = captures.filter((capture) => seemsNew(chunk, capture));
	if (strangers.length === 0) return;
	// The lock goes first, and what the rivals wrote is read behind it.
	yield* together(
		lockStrongKeys(chunk.context, strangers.map(soughtOf)),
		readHolders(chunk, captures),
	);
}

function idsOfHolders(chunk: Chunk, entityType: string): string[] {
	return [...chunk.holders.values()]
		.filter((holder) => holder.entityType === entityType && holder.state !== 'shared')
		.map((holder) => holder.entityId);
}

/** Reads the leads that hold keys of the chunk, and those that its captures name by id. */
function* readNamedLeads(
	chunk: Chunk,
	captures: readonly PreparedCapture[],
	rehearsal?: Rehearsal,
): Step<void> {
	const named = yield* survivorsOf(
		chunk.context,
		captures.flatMap(({ leadId }) => leadId ?? []),
	);
	for (const [id, livingId] of named) chunk.livingIds.set(id, livingId);
	const ids = [...idsOfHolders(chunk, 'lead'), ...named.values()];
	const rows = rehearsal
		? yield* readLeads(
				chunk.context,
				ids.filter((id) => !rehearsal.leads.has(id)),
			)
		: yield* lockLeads(chunk.context, ids);
	// Its keys went with it while it was waited for: on the next try they name the lead that lives on.
	if (!rehearsal && rows.some(({ merged_into }) => merged_into !== null))
		throw new LostRace('leads');
	const rehearsed = ids.flatMap((id) => rehearsal?.leads.get(id) ?? []);
	for (const row of [...rows, ...rehearsed]) {
		chunk.leads.set(row.id, { before: row, after: row, touched: false });
	}
}

function* readContacts(chunk: Chunk): Step<void> {
	const ids = idsOfHolders(chunk, 'contact');
	if (ids.length === 0) return;
	const rows = yield* q(
		chunk.context.db
			.selectFrom('contacts')
			.select(['id', 'version', 'owner_id', 'team_id'])
			.where('workspace_id', '=', chunk.context.workspaceId)
			.where('id', 'in', ids)
			.where('deleted_at', 'is', null),
	);
	for (const row of rows) chunk.contacts.set(row.id, row);
}

function* readMembers(chunk: Chunk, captures: readonly PreparedCapture[]): Step<void> {
	const { actor, db, workspaceId } = chunk.context;
	const ids = new Set(captures.flatMap(({ ownerId }) => ownerId ?? []));
	if (actor.scope.kind !== 'all') ids.add(actor.scope.memberId);
	if (ids.size === 0) return;
	const rows = yield* q(
		db
			.selectFrom('members')
			.select(['id', 'team_id'])
			.where('workspace_id', '=', workspaceId)
			.where('id', 'in', [...ids])
			.where('active', '=', 1)
			.where('deleted_at', 'is', null),
	);
	for (const row of rows) chunk.members.set(row.id, { teamId: row.team_id });
}
