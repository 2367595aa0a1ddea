import { sql } from 'kysely';
import type { DecisionReason } from '../model/decision';
import { LeadflowError } from '../model/error';
import { fieldDefinition } from '../model/leadFields';
import { canTransition, isLeadStatus } from '../model/status';
import type { Operation, StoreContext } from './context';
import { recordEvents, type NewEvent } from './events';
import { forUpdate } from './fragments';
import { startJob, type Job } from './jobs';
import type { JobProgress } from './jobWork';
import { binLeads } from './leads/deleteLeads';
import { countLeads } from './leads/findLeads';
import { lacksReason } from './leads/givingBack';
import { leadCondition, type LeadQuery } from './leads/leadQuery';
import type { LeadRow } from './leads/leadRow';
import { changedRow, type LeadChanges } from './leads/updateLead';
import { updateLeads, type LeadUpdate } from './leads/writeLeads';
import { fieldAccess } from './permissions';
import { requireMember, requireTeam } from './references';
import type { JobHandler } from './runJob';
import { first, q, type Step } from './step';

/*
 * Changes of all leads that a filter finds. The leads are those that were there when the job was
 * started: it walks them by id up to the highest id of that moment, so that a lead which arrives
 * meanwhile, or which the change itself brings into the filter, is not touched.
 */

/** Leads per transaction: on SQLite it blocks the event loop, and 100 updates take over 50 ms. */
const CHUNK = 50;
const LOWEST_ID = '00000000-0000-0000-0000-000000000000';

interface BulkIntent {
	query: LeadQuery;
	/** Name of the node or page that asks, for the decisions. */
	node: string;
}

interface BulkUpdateIntent extends BulkIntent {
	changes: LeadChanges;
}

interface Cursor {
	/** Id of the last lead done. */
	after: string;
	/** Highest id at the start. */
	upTo: string;
}

/** What a bulk job did. `failed` of the job counts the refused. */
export interface BulkResult {
	changed: number;
	/** Had the values already. */
	unchanged: number;
	/** May not be changed so, such as the status of a converted lead. */
	refused: number;
}

/**
 * Sets fields, tags, status or owner of all leads that a filter finds. For a dry run, `countLeads`
 * with the same query says how many there are.
 *
 * @returns the job, to be carried out by `runJob` with `bulkLeadHandlers`
 * @throws LeadflowError INVALID_INPUT, FORBIDDEN for a field the actor may not write
 */
export function startBulkUpdate(intent: BulkUpdateIntent): Operation<Job> {
	return function* (context) {
		yield* requireCommonChanges(context, intent.changes);
		return yield* startBulk(context, 'leads.update', intent);
	};
}

/** Gives all leads that a filter finds to another member, or to a team. Null takes them from whom they have. */
export function startBulkTransfer(
	intent: BulkIntent & { ownerId?: string | null; teamId?: string | null },
): Operation<Job> {
	return function* (context) {
		const { ownerId, teamId, ...rest } = intent;
		if (ownerId === undefined && teamId === undefined) {
			throw new LeadflowError('INVALID_INPUT', 'A transfer needs a new owner or a new team', {
				field: 'ownerId',
			});
		}
		yield* requireCommonChanges(context, { ownerId, teamId });
		return yield* startBulk(context, 'leads.transfer', { ...rest, changes: { ownerId, teamId } });
	};
}

/** Puts all leads that a filter finds into the bin. */
export function startBulkDelete(intent: BulkIntent): Operation<Job> {
	return (context) => startBulk(context, 'leads.delete', intent);
}

function* startBulk(
	context: StoreContext,
	kind: string,
	intent: BulkIntent | BulkUpdateIntent,
): Step<Job> {
	if (intent.query.view === 'bin') {
		throw new LeadflowError('INVALID_INPUT', 'Leads in the bin cannot be changed', {
			field: 'view',
			hint: 'Restore them first.',
		});
	}
	const total = yield* countLeads(intent.query)(context);
	const last = yield* first(
		sql<{ id: string }>`SELECT leads.id FROM leads WHERE ${leadCondition(context, intent.query)}
			ORDER BY leads.id DESC LIMIT 1`.compile(context.db),
	);
	const cursor: Cursor = { after: LOWEST_ID, upTo: last?.id ?? LOWEST_ID };
	return yield* startJob({ kind, intent, total, cursor })(context);
}

/** Refuses before the start what would be wrong for every single lead. */
function* requireCommonChanges(context: StoreContext, changes: LeadChanges): Step<void> {
	for (const field of Object.keys(changes.fields ?? {})) {
		const kind = fieldDefinition(field)?.kind;
		if (kind === 'email' || kind === 'phone' || kind === 'channelId') {
			throw new LeadflowError(
				'INVALID_INPUT',
				`'${field}' belongs to one person and cannot be set for many leads`,
				{
					field,
					hint: "Use 'Lead: Update' with one item for each lead.",
				},
			);
		}
		const access = fieldAccess(context.actor, field);
		if (access !== undefined) {
			throw new LeadflowError('FORBIDDEN', `'${field}' may not be written with this credential`, {
				field,
			});
		}
	}
	if (changes.ownerId) yield* requireMember(context, changes.ownerId, 'ownerId');
	if (changes.teamId) yield* requireTeam(context, changes.teamId, 'teamId');
}

/** The next leads of a job, held against rivals. */
function nextLeads(
	context: StoreContext,
	query: LeadQuery,
	{ after, upTo }: Cursor,
): Step<LeadRow[]> {
	return q(
		sql<LeadRow>`SELECT leads.* FROM leads WHERE ${leadCondition(context, query)}
			AND leads.id > ${after} AND leads.id <= ${upTo}
			ORDER BY leads.id LIMIT ${sql.lit(CHUNK)}${forUpdate(context.dialect)}`.compile(context.db),
	);
}

function progressOf(job: Job, rows: readonly LeadRow[], did: BulkResult): JobProgress {
	const cursor = job.cursor as Cursor;
	const before = (job.result ?? { changed: 0, unchanged: 0, refused: 0 }) as BulkResult;
	return {
		cursor: { ...cursor, after: rows.at(-1)?.id ?? cursor.after },
		done: did.changed + did.unchanged,
		failed: did.refused,
		finished: rows.length < CHUNK,
		result: {
			changed: before.changed + did.changed,
			unchanged: before.unchanged + did.unchanged,
			refused: before.refused + did.refused,
		},
	};
}

function mayBecome(before: LeadRow, after: LeadRow): boolean {
	if (!isLeadStatus(before.status) || !isLeadStatus(after.status)) return true;
	return canTransition(before.status, after.status);
}

function changeHandler(
	kind: string,
	describe: (changed: Record<string, unknown>) => {
		type: string;
		outcome: string;
		reason: DecisionReason;
	},
): JobHandler {
	return {
		kind,
		*chunk(context, job) {
			const { query, changes, node } = job.intent as BulkUpdateIntent;
			const rows = yield* nextLeads(context, query, job.cursor as Cursor);
			const updates: LeadUpdate[] = [];
			const events: NewEvent[] = [];
			let refused = 0;
			for (const before of rows) {
				const { row: after, changed } = yield* changedRow(context, before, changes, {});
				if (Object.keys(changed).length === 0) continue;
				if (!mayBecome(before, after) || (yield* lacksReason(context, before, after))) {
					refused += 1;
					continue;
				}
				const { type, outcome, reason } = describe(changed);
				updates.push({ before, after });
				events.push({
					entityType: 'lead',
					entityId: before.id,
					version: before.version + 1,
					type,
					decision: { node, outcome, reasons: [reason] },
					payload: { changes: changed },
				});
			}
			yield* updateLeads(context, updates);
			yield* recordEvents(context, events);
			const changed = updates.length;
			return progressOf(job, rows, {
				changed,
				refused,
				unchanged: rows.length - changed - refused,
			});
		},
	};
}

/** How jobs that change many leads are carried out, for `runJob`. */
export const bulkLeadHandlers: readonly JobHandler[] = [
	changeHandler('leads.update', (changed) => ({
		type: 'lead.updated',
		outcome: 'updated',
		reason: {
			code: 'changed',
			text: `Changed for many leads at once: ${Object.keys(changed).join(', ')}`,
		},
	})),
	changeHandler('leads.transfer', () => ({
		type: 'lead.transferred',
		outcome: 'transferred',
		reason: { code: 'transferred', text: 'Transferred together with other leads' },
	})),
	{
		kind: 'leads.delete',
		*chunk(context, job) {
			const { query, node } = job.intent as BulkIntent;
			const rows = yield* nextLeads(context, query, job.cursor as Cursor);
			yield* binLeads(context, rows, node);
			return progressOf(job, rows, { changed: rows.length, unchanged: 0, refused: 0 });
		},
	},
];
