import { nameEvidence } from '../model/personName';
import type { KeyHolder } from '../matching/resolveIdentity';
import type { StoreContext } from '../store/context';
import { LostRace } from '../store/engine/engine';
import {
	claimIdentities,
	findIdentities,
	identityText,
	markShared,
	moveIdentities,
	type IdentityClaim,
	type IdentityMove,
	type StoredKey,
} from '../store/leads/identities';
import type { LeadRow } from '../store/leads/leadRow';
import { insertLeads, lockLeads, readLeads, updateLeads } from '../store/leads/writeLeads';
import { q, type Step } from '../store/step';
import type { CaptureOptions } from './options';
import { isTurnedAway, type PreparedCapture } from './prepare';
import type { CaptureRecord, KnownContact } from './captureRecord';

/** A lead that this chunk makes or changes: as it was read (absent for a new one), as it will be written. */
export interface WorkingLead {
	before?: LeadRow;
	after: LeadRow;
	touched: boolean;
}

/** What a dry run has decided so far and nobody wrote down. */
export interface Rehearsal {
	/** By `identityText`. */
	holders: Map<string, KeyHolder>;
	/** By id. */
	leads: Map<string, LeadRow>;
}

/** The state of one chunk while its captures are decided one after another, as if each came alone. */
export class Chunk {
	readonly holders = new Map<string, KeyHolder>();
	readonly leads = new Map<string, WorkingLead>();
	readonly contacts = new Map<string, KnownContact>();
	/** Active members by id, with their teams. */
	readonly members = new Map<string, { teamId: string | null }>();
	readonly claims: IdentityClaim[] = [];
	readonly moves: IdentityMove[] = [];
	readonly shared = new Map<string, StoredKey>();
	readonly records: CaptureRecord[] = [];

	constructor(
		readonly context: StoreContext,
		readonly options: CaptureOptions,
	) {}

	/** Who holds a key; nobody where its holder lies in the bin. */
	holderOf = (key: StoredKey): KeyHolder | undefined => {
		const holder = this.holders.get(identityText(key));
		if (!holder || this.isGone(holder)) return undefined;
		if (holder.nameEvidence !== '' || holder.entityType !== 'lead') return holder;
		// The key came without a name at first; the lead may have learnt one since.
		const name = this.leads.get(holder.entityId)?.after.name;
		return name ? { ...holder, nameEvidence: nameEvidence(name) } : holder;
	};

	/** Whether the key was that of a record in the bin, whose place the next holder takes. */
	wasBinned(key: StoredKey): boolean {
		const holder = this.holders.get(identityText(key));
		return holder !== undefined && this.isGone(holder);
	}

	private isGone({ state, entityType, entityId }: KeyHolder): boolean {
		if (state === 'shared') return false;
		if (entityType === 'contact') return !this.contacts.has(entityId);
		if (entityType !== 'lead') return false;
		const lead = this.leads.get(entityId);
		return !lead || lead.after.deleted_at !== null;
	}

	/** Gives keys that `holderOf` knows no holder of to an entity. */
	claim(
		keys: readonly StoredKey[],
		entityType: IdentityClaim['entityType'],
		entityId: string,
		evidence: string,
	): void {
		for (const key of keys) {
			const claim: IdentityClaim = { ...key, entityType, entityId, nameEvidence: evidence };
			const from = this.holders.get(identityText(key))?.entityId;
			if (from === undefined) this.claims.push(claim);
			else this.moves.push({ claim, from });
			this.holders.set(identityText(key), { ...claim, state: 'own' });
		}
	}

	share(key: StoredKey, holder: KeyHolder): void {
		this.shared.set(identityText(key), key);
		this.holders.set(identityText(key), { ...holder, state: 'shared' });
	}
}

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
	yield* readNamedLeads(chunk, usable, rehearsal);
	yield* readContacts(chunk);
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
	const ids = [...idsOfHolders(chunk, 'lead'), ...captures.flatMap(({ leadId }) => leadId ?? [])];
	const rows = rehearsal
		? yield* readLeads(
				chunk.context,
				ids.filter((id) => !rehearsal.leads.has(id)),
			)
		: yield* lockLeads(chunk.context, ids);
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

/** Writes keys, then leads. A key that a rival took in the meantime makes the chunk start over. */
export function* writeChunk(chunk: Chunk): Step<void> {
	const { context } = chunk;
	const claimed = yield* claimIdentities(context, chunk.claims);
	if (claimed !== chunk.claims.length) throw new LostRace('identities');
	yield* moveIdentities(context, chunk.moves);
	yield* markShared(context, [...chunk.shared.values()]);
	const touched = [...chunk.leads.values()].filter((lead) => lead.touched);
	yield* insertLeads(
		context,
		touched.filter((lead) => !lead.before).map((lead) => lead.after),
	);
	const updates = touched.flatMap(({ before, after }) => (before ? [{ before, after }] : []));
	const written = yield* updateLeads(
		context,
		updates.sort((a, b) => (a.after.id < b.after.id ? -1 : 1)),
	);
	for (const row of written) chunk.leads.set(row.id, { before: row, after: row, touched: false });
	settleRecords(chunk);
}

/** Remembers for the rest of a dry run what `writeChunk` would have written. */
export function rehearseWrites(chunk: Chunk, rehearsal: Rehearsal): void {
	for (const [key, holder] of chunk.holders) rehearsal.holders.set(key, holder);
	for (const [id, { before, after, touched }] of chunk.leads) {
		const row =
			before && touched
				? { ...after, version: before.version + 1, updated_at: chunk.context.now }
				: after;
		rehearsal.leads.set(id, row);
		chunk.leads.set(id, { before: row, after: row, touched: false });
	}
	settleRecords(chunk);
}

/** Each record gets its lead as it stands at the end of the chunk. */
function settleRecords(chunk: Chunk): void {
	for (const record of chunk.records) {
		const lead = record.leadId ? chunk.leads.get(record.leadId) : undefined;
		if (lead) record.lead = lead.after;
	}
}
