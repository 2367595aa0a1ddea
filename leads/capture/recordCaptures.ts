import { recordAllConsents, type NewConsents } from '../store/consents';
import type { StoreContext } from '../store/context';
import { recordEvents, type NewEvent } from '../store/events';
import { completeInbox } from '../store/inbox';
import { openReviewPairs } from '../store/leads/reviewPairs';
import { quarantineLeads } from '../store/quarantine';
import { insertMany, type Step } from '../store/step';
import type { CaptureRecord } from './captureRecord';

/**
 * Writes the traces of a chunk of captures: a source record each (what came, what it set), one event
 * each, activities for enquiries of known persons, consents, review pairs, quarantined rows; and
 * completes their inbox rows.
 *
 * @param inboxIds deliveries that are dealt with, repeated ones included
 */
export function* recordCaptures(
	context: StoreContext,
	records: readonly CaptureRecord[],
	inboxIds: readonly string[],
): Step<void> {
	yield* writeQuarantine(context, records);
	yield* writeSourceRecords(context, records);
	yield* recordEvents(context, records.flatMap(eventOf));
	yield* writeEnquiries(context, records);
	yield* recordAllConsents(context, records.flatMap(consentsOf));
	yield* openReviewPairs(
		context,
		records.flatMap(({ reviews }) => reviews),
	);
	yield* completeInbox(context, inboxIds);
}

function* writeQuarantine(context: StoreContext, records: readonly CaptureRecord[]): Step<void> {
	const stopped = records.filter(({ outcome }) => outcome === 'quarantined');
	const ids = yield* quarantineLeads(
		context,
		stopped.map(({ capture, decision, owner }) => ({
			captured: capture.captured,
			reasons: decision.reasons,
			...owner,
		})),
	);
	stopped.forEach((record, index) => {
		record.quarantineId = ids[index];
	});
}

type Person = { entityType: 'lead' | 'contact'; entityId: string };

/** The person that a capture was added to. */
function personOf(record: CaptureRecord): Person | undefined {
	if (record.outcome === 'rejected') return undefined;
	if (record.contactId) return { entityType: 'contact', entityId: record.contactId };
	return record.leadId ? { entityType: 'lead', entityId: record.leadId } : undefined;
}

function entityOf(record: CaptureRecord): [type: string | null, id: string | null] {
	if (record.quarantineId) return ['quarantine', record.quarantineId];
	if (record.contactId) return ['contact', record.contactId];
	return record.leadId ? ['lead', record.leadId] : [null, null];
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
	const person = personOf(record);
	if (!person) return [];
	return [
		{
			...person,
			version: record.lead?.version ?? record.contact?.version ?? 1,
			type: `${person.entityType}.${record.outcome}`,
			decision: record.decision,
			sourceRecordId: record.recordId,
		},
	];
}

/** A person who was known already asked again: their timeline shows it. */
function* writeEnquiries(context: StoreContext, records: readonly CaptureRecord[]): Step<void> {
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
		rows: records.flatMap((record) => {
			const person = personOf(record);
			if (!person || record.outcome === 'created') return [];
			const { captured, fields } = record.capture;
			const holder = record.lead ?? record.contact;
			return [
				[
					context.workspaceId,
					context.newId(),
					1,
					person.entityType,
					person.entityId,
					'enquiry',
					`New enquiry by ${captured.channel}`,
					captured.receivedAt ?? context.now,
					holder?.owner_id,
					holder?.team_id,
					{
						channel: captured.channel,
						sourceRecordId: record.recordId,
						...(fields.message ? { message: fields.message } : {}),
					},
					context.now,
					context.now,
				],
			];
		}),
		onConflict: 'error',
	});
}

function consentsOf(record: CaptureRecord): NewConsents[] {
	const person = personOf(record);
	const { consents } = record.capture.captured;
	return person && consents?.length ? [{ entity: person, consents }] : [];
}
