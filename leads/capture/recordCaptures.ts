import type { Decision, DecisionReason } from '../model/decision';
import type { StoreContext } from '../store/context';
import { recordEvents, type NewEvent } from '../store/events';
import type { FieldChanges, LeadRow } from '../store/leads/leadRow';
import { insertMany, write, type Step } from '../store/step';
import type { PreparedCapture } from './prepare';
import type { CaptureOutcome } from './result';

/** What one capture came to, before it is written down. */
export interface CaptureRecord {
	/** Id of its source record. */
	recordId: string;
	capture: PreparedCapture;
	outcome: CaptureOutcome;
	decision: Decision;
	changes: FieldChanges;
	/** Pairs of leads that a person should look at. */
	reviews: Array<{ kind: string; leftId: string; rightId: string; reasons: DecisionReason[] }>;
	leadId?: string;
	/** The contact of a converted lead that the enquiry was added to. */
	contactId?: string;
	quarantineId?: string;
	/** The lead as written. */
	lead?: LeadRow;
	/** True when the lead belongs to somebody the actor may not see. */
	concealed?: boolean;
}

/**
 * Writes the traces of a chunk of captures: a source record each (what came, what it set), one event
 * each, activities for enquiries of known persons, consents, review pairs, quarantined rows; and
 * completes their inbox rows.
 */
export function* recordCaptures(
	context: StoreContext,
	records: readonly CaptureRecord[],
): Step<void> {
	for (const record of records) {
		if (record.outcome === 'quarantined') record.quarantineId = context.newId();
	}
	yield* writeSourceRecords(context, records);
	yield* recordEvents(context, records.flatMap(eventOf));
	yield* writeEnquiries(context, records);
	yield* writeConsents(context, records);
	yield* writeReviewPairs(context, records);
	yield* writeQuarantine(context, records);
	yield* completeInboxRows(context, records);
}

function entityOf(record: CaptureRecord): [type: string | null, id: string | null] {
	if (record.quarantineId) return ['quarantine', record.quarantineId];
	if (record.contactId) return ['contact', record.contactId];
	if (record.leadId) return ['lead', record.leadId];
	return [null, null];
}

function* writeSourceRecords(context: StoreContext, records: readonly CaptureRecord[]): Step<void> {
	yield* insertMany({
		table: 'source_records',
		columns: [
			'workspace_id',
			'id',
			'entity_type',
			'entity_id',
			'channel',
			'outcome',
			'inbox_id',
			'payload',
			'changes',
			'captured_at',
		],
		rows: records.map((record) => [
			context.workspaceId,
			record.recordId,
			...entityOf(record),
			record.capture.captured.channel,
			record.outcome,
			record.capture.captured.inboxId,
			record.capture.captured.payload,
			record.changes,
			context.now,
		]),
		onConflict: 'error',
	});
}

function eventOf(record: CaptureRecord): NewEvent[] {
	const [entityType, entityId] = entityOf(record);
	if (entityType === null || entityId === null || record.outcome === 'rejected') return [];
	return [
		{
			entityType,
			entityId,
			version: record.lead?.version ?? 1,
			type: `${entityType}.${record.outcome}`,
			decision: record.decision,
			sourceRecordId: record.recordId,
		},
	];
}

/** A person who was known already asked again: their timeline shows it. */
function* writeEnquiries(context: StoreContext, records: readonly CaptureRecord[]): Step<void> {
	const again = records.filter(({ outcome }) => outcome === 'updated' || outcome === 'attached');
	yield* insertMany({
		table: 'activities',
		columns: [
			'workspace_id',
			'id',
			'version',
			'entity_type',
			'entity_id',
			'type',
			'subject',
			'at',
			'owner_id',
			'team_id',
			'data',
			'created_at',
			'updated_at',
		],
		rows: again.map((record) => {
			const { captured, fields } = record.capture;
			const [entityType, entityId] = entityOf(record);
			return [
				context.workspaceId,
				context.newId(),
				1,
				entityType,
				entityId,
				'enquiry',
				`New enquiry by ${captured.channel}`,
				captured.receivedAt ?? context.now,
				record.lead?.owner_id,
				record.lead?.team_id,
				{
					channel: captured.channel,
					sourceRecordId: record.recordId,
					...(fields.message ? { description: fields.message } : {}),
				},
				context.now,
				context.now,
			];
		}),
		onConflict: 'error',
	});
}

function* writeConsents(context: StoreContext, records: readonly CaptureRecord[]): Step<void> {
	yield* insertMany({
		table: 'consents',
		columns: [
			'workspace_id',
			'id',
			'entity_type',
			'entity_id',
			'purpose',
			'channel',
			'granted',
			'at',
			'proof',
		],
		rows: records.flatMap((record) => {
			const [entityType, entityId] = entityOf(record);
			if (entityType === null || record.outcome === 'rejected') return [];
			return (record.capture.captured.consents ?? []).map((consent) => [
				context.workspaceId,
				context.newId(),
				entityType,
				entityId,
				consent.purpose,
				consent.channel,
				consent.granted,
				consent.at ? Date.parse(consent.at) : context.now,
				{
					textVersion: consent.textVersion,
					text: consent.text,
					evidence: consent.evidence,
					sourceRecordId: record.recordId,
				},
			]);
		}),
		onConflict: 'error',
	});
}

function* writeReviewPairs(context: StoreContext, records: readonly CaptureRecord[]): Step<void> {
	yield* insertMany({
		table: 'review_pairs',
		columns: [
			'workspace_id',
			'id',
			'kind',
			'left_id',
			'right_id',
			'state',
			'reasons',
			'created_at',
		],
		rows: records
			.flatMap(({ reviews }) => reviews)
			.map((review) => {
				// One order for a pair, so that both ways of finding it are one row.
				const [left, right] = [review.leftId, review.rightId].sort();
				return [
					context.workspaceId,
					context.newId(),
					review.kind,
					left,
					right,
					'open',
					review.reasons,
					context.now,
				];
			}),
		onConflict: 'ignore',
	});
}

function* writeQuarantine(context: StoreContext, records: readonly CaptureRecord[]): Step<void> {
	yield* insertMany({
		table: 'quarantine',
		columns: [
			'workspace_id',
			'id',
			'state',
			'channel',
			'captured',
			'reasons',
			'received_at',
			'owner_id',
		],
		rows: records.flatMap((record) =>
			record.quarantineId
				? [
						[
							context.workspaceId,
							record.quarantineId,
							'open',
							record.capture.captured.channel,
							record.capture.captured,
							record.decision.reasons,
							record.capture.captured.receivedAt ?? context.now,
							record.capture.captured.ownerId,
						],
					]
				: [],
		),
		onConflict: 'error',
	});
}

/** The inbox row has done its duty: the source record holds what it held. */
function* completeInboxRows(context: StoreContext, records: readonly CaptureRecord[]): Step<void> {
	const ids = records.flatMap(({ capture }) => capture.captured.inboxId ?? []);
	if (ids.length === 0) return;
	yield* write(
		context.db
			.updateTable('inbox')
			.set({ state: 'done', completed_at: context.now, payload: null, leased_until: null })
			.where('workspace_id', '=', context.workspaceId)
			.where('id', 'in', ids)
			.where('state', '<>', 'done'),
	);
}
