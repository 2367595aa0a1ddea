import { LeadflowError } from '../../model/error';
import type { Lead } from '../../model/lead';
import type { Operation } from '../../store/context';
import { findJobs, getJob, type JobState } from '../../store/jobs';
import { presentLeads } from '../../store/leads/presentLeads';
import { readLeads } from '../../store/leads/lockLeads';
import type { Page } from '../../store/paging';
import { canSee } from '../../store/permissions';
import { IMPORT, importIntentOf, importSummary, type ImportSummary } from './importJob';
import { importedRecords } from './undo/history';
import { touchedEntities } from './undo/touchedEntities';

/** Imports, newest first: all for those who see all leads, their own for everybody else. */
export function listImports(
	request: { states?: readonly JobState[]; limit?: number; after?: string } = {},
): Operation<Page<ImportSummary>> {
	return function* (context) {
		const { entries, nextCursor } = yield* findJobs({ ...request, kind: IMPORT })(context);
		return { entries: entries.map(importSummary), ...(nextCursor ? { nextCursor } : {}) };
	};
}

/**
 * One import.
 *
 * @throws LeadflowError NOT_FOUND
 */
export function getImport(importId: string): Operation<ImportSummary> {
	return function* (context) {
		const job = yield* getJob(importId)(context);
		if (job.kind === IMPORT) return importSummary(job);
		throw new LeadflowError('NOT_FOUND', 'The job with this ID is no import', {
			field: 'importId',
		});
	};
}

/** Imports that are looked through for an earlier one of the same file. */
const LOOKED_AT = 200;

/** Imports of the same file among the latest 200, newest first. */
export function importsOfFile(
	fileHash: string,
): Operation<Array<ImportSummary & { origin?: string }>> {
	return function* (context) {
		const { entries } = yield* findJobs({ kind: IMPORT, limit: LOOKED_AT })(context);
		return entries
			.filter((job) => importIntentOf(job).fileHash === fileHash)
			.map((job) => ({ ...importSummary(job), origin: importIntentOf(job).origin }));
	};
}

/** A lead that an import made or met. */
export interface ImportedLead {
	id: string;
	outcome: string;
	/** Absent where the actor may not see it any more. */
	lead?: Lead;
}

/**
 * Leads that an import made or met, each once, in the order in which they were made.
 *
 * @param page.after the last id of the page before
 */
export function findImportedLeads(
	importId: string,
	page: { after: string; limit: number },
): Operation<Page<ImportedLead>> {
	return function* (context) {
		const ids = yield* touchedEntities(context, importId, page);
		const outcomes = new Map<string, string>();
		for (const { entityType, entityId, outcome } of yield* importedRecords(
			context,
			importId,
			ids,
		)) {
			if (entityType === 'lead' && !outcomes.has(entityId)) outcomes.set(entityId, outcome);
		}
		const rows = (yield* readLeads(context, [...outcomes.keys()])).filter(
			(row) => row.deleted_at === null && canSee(context.actor, row),
		);
		const leads = new Map(
			(yield* presentLeads(context, rows)).map((lead) => [lead.id, lead] as const),
		);
		const entries = [...outcomes].map(([id, outcome]): ImportedLead => {
			const lead = leads.get(id);
			return { id, outcome, ...(lead ? { lead } : {}) };
		});
		const last = ids.at(-1);
		return { entries, ...(ids.length === page.limit && last ? { nextCursor: last } : {}) };
	};
}
