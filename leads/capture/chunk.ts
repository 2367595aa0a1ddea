import { nameEvidence } from '../model/personName';
import type { KeyHolder } from '../store/leads/resolveIdentity';
import type { StoreContext } from '../store/context';
import { LostRace } from '../store/engine/engine';
import {
	claimIdentities,
	identityText,
	markShared,
	moveIdentities,
	type IdentityClaim,
	type IdentityMove,
	type StoredKey,
} from '../store/leads/identities';
import type { LeadRow } from '../store/leads/leadRow';
import { PendingLeads } from '../store/leads/pendingLeads';
import type { SimilarLeads, Sought } from '../store/leads/similarLeads';
import { writeLeads } from '../store/leads/writeLeads';
import type { Step } from '../store/step';
import type { CaptureOptions } from './options';
import type { PreparedCapture } from './prepare';
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
	/** The same leads, by what similar ones are found by. */
	pending: PendingLeads;
}

/** The state of one chunk while its captures are decided one after another, as if each came alone. */
export class Chunk {
	readonly holders = new Map<string, KeyHolder>();
	readonly leads = new Map<string, WorkingLead>();
	readonly contacts = new Map<string, KnownContact>();
	/** Ids by which captures name leads → the leads that live on for them. */
	readonly livingIds = new Map<string, string>();
	/** Active members by id, with their teams. */
	readonly members = new Map<string, { teamId: string | null }>();
	readonly claims: IdentityClaim[] = [];
	readonly moves: IdentityMove[] = [];
	readonly shared = new Map<string, StoredKey>();
	readonly records: CaptureRecord[] = [];
	/** The captures that no key tells the person of, as people to look for. */
	readonly sought = new Map<PreparedCapture, Sought>();
	/** Whom those resemble. */
	similar?: SimilarLeads;
	/** What the captures of the chunk, and in a dry run those before them, made and changed. */
	readonly pending: PendingLeads;

	/** @param rehearsed leads that a dry run decided on before */
	constructor(
		readonly context: StoreContext,
		readonly options: CaptureOptions,
		private readonly rehearsed?: PendingLeads,
	) {
		this.pending = rehearsed ?? new PendingLeads();
	}

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

	/** Lets those who follow in the chunk find what a capture made or changed. */
	note(record: CaptureRecord): void {
		const lead = record.leadId ? this.leads.get(record.leadId) : undefined;
		const isOfUse = this.sought.size > 0 || this.rehearsed !== undefined;
		if (lead?.touched && isOfUse && this.options.similar !== 'ignore') this.pending.add(lead.after);
	}

	share(key: StoredKey, holder: KeyHolder): void {
		this.shared.set(identityText(key), key);
		this.holders.set(identityText(key), { ...holder, state: 'shared' });
	}
}

/**
 * Writes keys and leads, and beside them what the caller writes of the records, whose leads are then
 * as they will be written. A key that a rival took in the meantime makes the chunk start over.
 */
export function* writeChunk(chunk: Chunk, ofRecords: () => Step<void>): Step<void> {
	const touched = [...chunk.leads.values()].filter((lead) => lead.touched);
	const inserts = touched.flatMap(({ before, after }) => (before ? [] : [after]));
	const updates = touched
		.flatMap(({ before, after }) => (before ? [{ before, after }] : []))
		.sort((a, b) => (a.after.id < b.after.id ? -1 : 1));
	yield* writeLeads(chunk.context, { inserts, updates }, (inserted, updated) => {
		for (const row of inserted) chunk.leads.set(row.id, { after: row, touched: false });
		for (const row of updated) {
			chunk.leads.set(row.id, { before: row, after: row, touched: false });
		}
		settleRecords(chunk);
		return [writeKeys(chunk), ofRecords()];
	});
}

/** Claims first: of what a chunk writes, rivals wait for these. */
function* writeKeys({ context, claims, moves, shared }: Chunk): Step<void> {
	const claimed = yield* claimIdentities(context, claims);
	if (claimed !== claims.length) throw new LostRace('identities');
	yield* moveIdentities(context, moves);
	yield* markShared(context, [...shared.values()]);
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
