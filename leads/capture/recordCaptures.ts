import { recordAllConsents, type NewConsents } from '../store/consents';
import type { StoreContext } from '../store/context';
import { recordEvents, type NewEvent } from '../store/events';
import { keepFirstTouch, type Happening } from '../store/leads/firstTouch';
import { openReviewPairs } from '../store/leads/reviewPairs';
import { quarantineLeads } from '../store/quarantine';
import { resubscribe, suppress } from '../store/suppressions';
import { insertMany, together, type Step } from '../store/step';
import type { CaptureRecord } from './captureRecord';

/** Longest subject of an activity. */
const LONGEST_SUBJECT = 250;

/**
 * Writes the traces of a chunk of captures: a source record each (what came, what it set), one event
 * each, activities and quarantined rows. It looks at no lead.
 *
 * @param importId the import that they are part of
 */
export function* recordCaptures(
	context: StoreContext,
	records: readonly CaptureRecord[],
	importId?: string,
): Step<void> {
	yield* writeQuarantine(context, records);
	yield* together<unknown[]>(
		writeSourceRecords(context, records, importId),
		recordEvents(context, records.flatMap(eventOf)),
		writeActivities(context, records),
	);
}

/**
 * Does what follows from a chunk of captures, once its leads are written: first touches, consents,
 * suppressions, review pairs.
 */
export function* followCaptures(
	context: StoreContext,
	records: readonly CaptureRecord[],
): Step<void> {
	yield* keepFirstTouch(context, records.flatMap(messagesSentTo));
	yield* recordAllConsents(context, records.flatMap(consentsOf));
	yield* suppress(records.filter(isTrusted).flatMap(suppressionsOf))(context);
	yield* resubscribe(records.filter(isTrusted).flatMap(resubscriptionsOf))(context);
	yield* openReviewPairs(
		context,
		records.flatMap(({ reviews }) => reviews),
	);
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

function* writeSourceRecords(
	context: StoreContext,
	records: readonly CaptureRecord[],
	importId: string | undefined,
): Step<void> {
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
			'import_id',
			'payload',
			'changes',
			'captured_at',
			'beside',
		],
		rows: records.map((record) => [
			context.workspaceId,
			record.recordId,
			...entityOf(record),
			record.capture.captured.channel,
			record.outcome,
			record.capture.captured.inboxId,
			importId,
			record.capture.captured.payload,
			record.changes,
			context.now,
			record.traces,
		]),
		onConflict: 'error',
	});
}

function eventOf(record: CaptureRecord): NewEvent[] {
	const person = personOf(record);
	if (!person) return [];
	// Who waits for people asking again does not wait for delivery statuses.
	const what = record.capture.captured.report ? 'reported' : record.outcome;
	return [
		{
			...person,
			version: record.lead?.version ?? record.contact?.version ?? 1,
			type: `${person.entityType}.${what}`,
			decision: record.decision,
			sourceRecordId: record.recordId,
		},
	];
}

/**
 * What happened, for the timeline: what the channel says of it; else, for a person who was known
 * already, that they asked again.
 */
function* writeActivities(context: StoreContext, records: readonly CaptureRecord[]): Step<void> {
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
			const shown = person && activityOf(record);
			if (!shown) return [];
			const holder = record.lead ?? record.contact;
			return [
				[
					context.workspaceId,
					context.newId(),
					1,
					person.entityType,
					person.entityId,
					shown.type,
					shown.subject,
					shown.at ?? record.capture.captured.receivedAt ?? context.now,
					holder?.owner_id,
					holder?.team_id,
					{
						channel: record.capture.captured.channel,
						sourceRecordId: record.recordId,
						...shown.data,
					},
					context.now,
					context.now,
				],
			];
		}),
		onConflict: 'error',
	});
}

/** A colleague wrote to the lead from their phone: that is a first touch, too. */
function messagesSentTo(record: CaptureRecord): Happening[] {
	const { activity } = record.capture.captured;
	const person = personOf(record);
	if (activity?.direction !== 'outbound' || person?.entityType !== 'lead') return [];
	const { type, direction } = activity;
	return [{ leadId: person.entityId, type, direction, memberId: null }];
}

interface ShownActivity {
	type: string;
	subject: string;
	at?: number;
	data: Record<string, unknown>;
}

function activityOf({ capture, outcome }: CaptureRecord): ShownActivity | undefined {
	const { captured, fields } = capture;
	if (captured.activity) {
		const { type, subject, at, ...data } = captured.activity;
		return { type, subject: subject.slice(0, LONGEST_SUBJECT), at, data };
	}
	if (outcome === 'created') return undefined;
	return {
		type: 'enquiry',
		subject: `New enquiry by ${captured.channel}`,
		data: fields.message ? { message: fields.message } : {},
	};
}

/** What was turned away because it is no lead still says whom not to write to; what may be forged does not. */
function isTrusted({ capture, outcome }: CaptureRecord): boolean {
	if (outcome === 'quarantined') return false;
	return outcome !== 'rejected' || capture.captured.report === true;
}

const suppressionsOf = ({ capture }: CaptureRecord) => capture.captured.suppressions ?? [];
const resubscriptionsOf = ({ capture }: CaptureRecord) => capture.captured.resubscriptions ?? [];

function consentsOf(record: CaptureRecord): NewConsents[] {
	const person = personOf(record);
	const { consents } = record.capture.captured;
	return person && consents?.length ? [{ entity: person, consents }] : [];
}
