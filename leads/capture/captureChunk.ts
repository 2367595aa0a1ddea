import type { Decision, DecisionReason } from '../model/decision';
import type { LeadFieldValues, Touch } from '../model/lead';
import { nameEvidence } from '../model/personName';
import { resolveIdentity, type KeyHolder, type Resolution } from '../matching/resolveIdentity';
import type { Operation, StoreContext } from '../store/context';
import { LostRace } from '../store/engine/engine';
import {
	claimIdentities,
	findIdentities,
	identityText,
	markShared,
	moveIdentities,
	plainKind,
	type IdentityClaim,
	type StoredKey,
} from '../store/leads/identities';
import { blankLeadRow, fieldValue, withValues, type LeadRow } from '../store/leads/leadRow';
import { presentLeads } from '../store/leads/presentLeads';
import { insertLeads, lockLeads, updateLeads } from '../store/leads/writeLeads';
import { canSee, requireWriter } from '../store/permissions';
import type { Step } from '../store/step';
import type { CaptureOptions } from './options';
import type { PreparedCapture } from './prepare';
import { recordCaptures, type CaptureRecord } from './recordCaptures';
import { claimDeliveries, earlierResults } from './repeats';
import { reason, type CaptureOutcome, type CaptureResult } from './result';

/** A lead that this chunk makes or changes: as it was read (absent for a new one), as it will be written. */
interface WorkingLead {
	before?: LeadRow;
	after: LeadRow;
	touched: boolean;
}

/** The state of one chunk while its captures are decided one after another, as if each came alone. */
class Chunk {
	readonly holders = new Map<string, KeyHolder>();
	readonly leads = new Map<string, WorkingLead>();
	readonly claims: IdentityClaim[] = [];
	readonly moves: IdentityClaim[] = [];
	readonly shared = new Map<string, StoredKey>();
	readonly records: CaptureRecord[] = [];

	constructor(
		readonly context: StoreContext,
		readonly options: CaptureOptions,
	) {}

	holderOf = (key: StoredKey): KeyHolder | undefined => {
		const holder = this.holders.get(identityText(key));
		if (!holder || holder.nameEvidence !== '' || holder.entityType !== 'lead') return holder;
		// The key came without a name at first; the lead may have learnt one since.
		const name = this.leads.get(holder.entityId)?.after.name;
		return name ? { ...holder, nameEvidence: nameEvidence(name) } : holder;
	};

	claim(
		keys: readonly StoredKey[],
		entityType: IdentityClaim['entityType'],
		entityId: string,
		evidence: string,
	): void {
		for (const key of keys) {
			const claim: IdentityClaim = { ...key, entityType, entityId, nameEvidence: evidence };
			const taken = this.holders.has(identityText(key));
			(taken ? this.moves : this.claims).push(claim);
			this.holders.set(identityText(key), { ...claim, state: 'own' });
		}
	}

	share(key: StoredKey, holder: KeyHolder): void {
		this.shared.set(identityText(key), key);
		this.holders.set(identityText(key), { ...holder, state: 'shared' });
	}
}

/**
 * Captures a handful of leads in one transaction: repeated deliveries are recognised, persons found
 * by their exact keys, leads made or filled, and each capture leaves a source record and one event.
 * Two processes that capture the same person at once end with one lead: the keys' primary key
 * decides, and the loser starts over and finds the winner.
 */
export function captureChunk(
	prepared: readonly PreparedCapture[],
	options: CaptureOptions,
): Operation<CaptureResult[]> {
	return function* (context) {
		requireWriter(context.actor);
		const recordIds = prepared.map(() => context.newId());
		const deliveries = yield* claimDeliveries(context, prepared, recordIds);
		const fresh = prepared.flatMap((capture, index) =>
			deliveries[index].kind === 'fresh' ? [{ capture, index, recordId: recordIds[index] }] : [],
		);
		const chunk = new Chunk(context, options);
		yield* readState(
			chunk,
			fresh.map(({ capture }) => capture),
		);
		for (const { capture, recordId } of fresh) chunk.records.push(decide(chunk, capture, recordId));
		yield* writeState(chunk);
		yield* recordCaptures(context, chunk.records);

		const results = yield* present(chunk);
		const earlier = yield* earlierResults(context, deliveries, options.node);
		const byIndex = new Map(fresh.map(({ index }, position) => [index, results[position]]));
		return deliveries.map((delivery, index) => {
			const own = byIndex.get(index);
			if (own) return own;
			if (delivery.kind === 'sameChunk') {
				const first = byIndex.get(delivery.index) ?? earlier.get(delivery.index);
				if (first) return { ...first, repeated: true };
			}
			const before = earlier.get(index);
			if (!before) throw new LostRace('idempotency');
			return before;
		});
	};
}

/** Reads who holds the keys of the chunk and the leads that they name. */
function* readState(chunk: Chunk, captures: readonly PreparedCapture[]): Step<void> {
	const usable = captures.filter((capture) => !isTurnedAway(capture, chunk.options));
	const keys = new Map(usable.flatMap(({ keys }) => keys).map((key) => [identityText(key), key]));
	for (const row of yield* findIdentities(chunk.context, [...keys.values()])) {
		chunk.holders.set(`${row.kind}:${row.key}`, {
			entityType: row.entity_type,
			entityId: row.entity_id,
			state: row.state,
			nameEvidence: row.name_evidence,
		});
	}
	const ids = [...chunk.holders.values()]
		.filter((holder) => holder.entityType === 'lead' && holder.state !== 'shared')
		.map((holder) => holder.entityId);
	for (const [id, row] of yield* lockLeads(chunk.context, ids)) {
		chunk.leads.set(id, { before: row, after: row, touched: false });
	}
}

function isTurnedAway(capture: PreparedCapture, options: CaptureOptions): boolean {
	return capture.problems.length > 0 || isSpam(capture, options);
}

function isSpam(capture: PreparedCapture, options: CaptureOptions): boolean {
	return (
		(options.onSpam === 'quarantine' || options.onSpam === 'reject') &&
		capture.spam.score >= options.spamThreshold
	);
}

function decisionOf(chunk: Chunk, outcome: CaptureOutcome, reasons: DecisionReason[]): Decision {
	return { node: chunk.options.node, outcome, reasons };
}

/** Decides one capture against the chunk's state and writes the decision into that state. */
function decide(chunk: Chunk, capture: PreparedCapture, recordId: string): CaptureRecord {
	const record = (outcome: CaptureOutcome, reasons: DecisionReason[]): CaptureRecord => ({
		recordId,
		capture,
		outcome,
		changes: {},
		reviews: [],
		decision: decisionOf(chunk, outcome, [...reasons, ...capture.notes]),
	});
	if (capture.problems.length > 0) {
		return record(
			'rejected',
			capture.problems.map((problem) => reason(problem.code, problem.message, problem.field)),
		);
	}
	if (isSpam(capture, chunk.options)) {
		return record(
			chunk.options.onSpam === 'reject' ? 'rejected' : 'quarantined',
			capture.spam.reasons,
		);
	}
	const resolution = resolveIdentity(capture.keys, capture.nameEvidence, chunk.holderOf);
	for (const { by, holder } of resolution.contradicted) chunk.share(by, holder);
	const { target } = resolution;
	if (!target) return create(chunk, capture, record, resolution, []);
	if (target.holder.entityType !== 'lead') {
		chunk.claim(resolution.free, 'contact', target.holder.entityId, capture.nameEvidence);
		return {
			...record('attached', [
				reason(
					'converted',
					`The ${plainKind(target.by.kind)} is that of a contact; the enquiry was added to it`,
				),
			]),
			contactId: target.holder.entityId,
		};
	}
	const lead = chunk.leads.get(target.holder.entityId);
	if (!lead) throw new LostRace('leads');
	if (lead.after.deleted_at !== null)
		return createFromBin(chunk, capture, record, resolution, lead.after);
	if (!canSee(chunk.context.actor, lead.after)) {
		lead.touched = true;
		lead.after = { ...lead.after, last_activity_at: chunk.context.now };
		return {
			...record('attached', [
				reason(
					'heldByAnother',
					'The person is known already; the enquiry was passed on to whoever looks after them',
				),
			]),
			leadId: lead.after.id,
			concealed: true,
		};
	}
	return meet(chunk, capture, record, resolution, lead);
}

type NewRecord = (outcome: CaptureOutcome, reasons: DecisionReason[]) => CaptureRecord;

function keyReason(key: StoredKey): DecisionReason {
	const kind = plainKind(key.kind);
	return reason(`same.${kind}`, `A lead with the same ${kind} is in the store`, kind);
}

/** A person met again. */
function meet(
	chunk: Chunk,
	capture: PreparedCapture,
	record: NewRecord,
	resolution: Resolution,
	lead: WorkingLead,
): CaptureRecord {
	const by = keyReason(resolution.target!.by);
	const { onDuplicate } = chunk.options;
	if (onDuplicate === 'reject') {
		return {
			...record('rejected', [by, reason('duplicate', "'If Lead Exists' is set to reject")]),
			leadId: lead.after.id,
		};
	}
	if (onDuplicate === 'createAnyway') {
		const made = create(chunk, capture, record, resolution, [
			by,
			reason(
				'createAnyway',
				"'If Lead Exists' is set to create another lead; the key stays with the first",
			),
		]);
		made.reviews.push({
			kind: 'duplicate',
			leftId: lead.after.id,
			rightId: made.leadId!,
			reasons: [by],
		});
		return made;
	}
	const { row, changes } = withValues(lead.after, {
		...valuesFor(lead.after, capture, onDuplicate),
		lastTouch: touchOf(capture, chunk.context.now),
	});
	lead.after = { ...row, last_activity_at: chunk.context.now };
	lead.touched = true;
	chunk.claim(resolution.free, 'lead', row.id, capture.nameEvidence);
	const outcome = Object.keys(changes).length > 0 ? 'updated' : 'attached';
	const met: CaptureRecord = { ...record(outcome, [by]), leadId: row.id, changes };
	for (const rival of resolution.rivals) {
		met.decision.reasons.push(
			reason(
				'conflictingKeys',
				`The ${plainKind(rival.by.kind)} names another record; a review pair was opened`,
				plainKind(rival.by.kind),
			),
		);
		met.reviews.push({
			kind: 'conflictingKeys',
			leftId: row.id,
			rightId: rival.holder.entityId,
			reasons: [keyReason(rival.by)],
		});
	}
	reportContradictions(met, resolution);
	return met;
}

/** What a repeated capture may write into the lead that is there. */
function valuesFor(
	row: LeadRow,
	capture: PreparedCapture,
	onDuplicate: CaptureOptions['onDuplicate'],
): {
	fields?: LeadFieldValues;
	custom?: Record<string, unknown>;
	tags?: readonly string[];
	regionCode?: string;
	regionSource?: PreparedCapture['region']['regionSource'];
} {
	if (onDuplicate === 'attachActivity') return {};
	const overwrite = onDuplicate === 'overwrite';
	const known = row.custom as Record<string, unknown>;
	const fields: Record<string, unknown> = {};
	for (const [name, value] of Object.entries(capture.fields)) {
		// Where a lead came from first and how far it has got is not for a later capture to rewrite.
		if (name === 'source' || (name === 'status' && !overwrite)) continue;
		if (overwrite || fieldValue(row, name as keyof LeadFieldValues) === undefined)
			fields[name] = value;
	}
	const custom = Object.fromEntries(
		Object.entries(capture.custom).filter(([name]) => overwrite || known[name] === undefined),
	);
	const region = overwrite || row.region_code === null ? capture.region : {};
	return { fields, custom, tags: capture.captured.tags, ...region };
}

function touchOf(capture: PreparedCapture, now: number): Touch {
	const { fields, captured } = capture;
	return {
		at: new Date(captured.receivedAt ?? now).toISOString(),
		source: fields.source ?? captured.channel,
		...((fields.campaign ?? fields.utmCampaign)
			? { campaign: (fields.campaign ?? fields.utmCampaign)! }
			: {}),
		...(fields.landingUrl ? { landingUrl: fields.landingUrl } : {}),
		...(fields.clickId ? { clickId: fields.clickId } : {}),
	};
}

function create(
	chunk: Chunk,
	capture: PreparedCapture,
	record: NewRecord,
	resolution: Resolution,
	reasons: DecisionReason[],
): CaptureRecord {
	const { context } = chunk;
	const id = context.newId();
	const touch = touchOf(capture, context.now);
	const blank = blankLeadRow(context.workspaceId, id, context.now);
	const owner =
		capture.captured.ownerId ??
		(context.actor.scope.kind === 'all' ? null : context.actor.memberId);
	const { row } = withValues(
		{
			...blank,
			is_test: capture.captured.test ? 1 : 0,
			owner_id: owner,
			last_activity_at: context.now,
		},
		{
			fields: capture.fields,
			custom: capture.custom,
			tags: capture.captured.tags,
			...capture.region,
			firstTouch: touch,
			lastTouch: touch,
		},
	);
	chunk.leads.set(id, { after: row, touched: true });
	chunk.claim(resolution.free, 'lead', id, capture.nameEvidence);
	const explained =
		reasons.length > 0 ? reasons : [reason('newPerson', newPersonText(capture, resolution))];
	const made: CaptureRecord = { ...record('created', explained), leadId: id };
	reportContradictions(made, resolution);
	return made;
}

function newPersonText(capture: PreparedCapture, resolution: Resolution): string {
	if (capture.keys.length === 0)
		return 'No key of a person (mobile, personal e-mail, channel ID) was given, so nobody could be recognised';
	return resolution.contradicted.length > 0
		? 'The keys belong to somebody of another family name'
		: 'Nobody in the store has these keys';
}

/** A key met with two family names proves nothing any more: what it joined is proposed for a second look. */
function reportContradictions(record: CaptureRecord, resolution: Resolution): void {
	for (const { by, holder } of resolution.contradicted) {
		const why = reason(
			'sharedKey',
			`The ${plainKind(by.kind)} is used by people of different family names and stops being identity`,
			plainKind(by.kind),
		);
		record.decision.reasons.push(why);
		if (record.leadId && holder.entityType === 'lead' && holder.entityId !== record.leadId) {
			record.reviews.push({
				kind: 'sharedKey',
				leftId: holder.entityId,
				rightId: record.leadId,
				reasons: [why],
			});
		}
	}
}

/** The person's lead lies in the bin: the new lead takes the keys; restoring the old one would be a merge. */
function createFromBin(
	chunk: Chunk,
	capture: PreparedCapture,
	record: NewRecord,
	resolution: Resolution,
	binned: LeadRow,
): CaptureRecord {
	const taken = capture.keys.filter(
		(key) => chunk.holderOf(key)?.entityId === binned.id && chunk.holderOf(key)?.state === 'own',
	);
	const made = create(
		chunk,
		capture,
		record,
		{ ...resolution, free: [...resolution.free, ...taken] },
		[reason('binned', 'The person was in the bin; this is a new lead that took over their keys')],
	);
	made.reviews.push({
		kind: 'binned',
		leftId: binned.id,
		rightId: made.leadId!,
		reasons: [keyReason(resolution.target!.by)],
	});
	return made;
}

/** Writes keys, then leads. A key that a rival took in the meantime makes the chunk start over. */
function* writeState(chunk: Chunk): Step<void> {
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
	for (const record of chunk.records) {
		const lead = record.leadId ? chunk.leads.get(record.leadId) : undefined;
		if (lead) record.lead = lead.after;
	}
}

/** The results in the order of the chunk's records, each with the lead as the actor may see it. */
function* present(chunk: Chunk): Step<CaptureResult[]> {
	const shown = chunk.records.filter(
		(record) => record.lead && !record.concealed && record.outcome !== 'rejected',
	);
	const leads = yield* presentLeads(
		chunk.context,
		shown.map((record) => record.lead!),
	);
	const leadOf = new Map(shown.map((record, index) => [record, leads[index]]));
	return chunk.records.map((record) => {
		const lead = leadOf.get(record);
		return {
			outcome: record.outcome,
			repeated: false,
			...(lead ? { lead: { ...lead, decision: record.decision } } : {}),
			...(record.quarantineId ? { quarantineId: record.quarantineId } : {}),
			problems:
				record.outcome === 'rejected' && record.capture.problems.length === 0
					? record.decision.reasons.map(({ code, text, field }) => ({
							code,
							message: text,
							...(field ? { field } : {}),
						}))
					: record.capture.problems,
			decision: record.decision,
		};
	});
}
