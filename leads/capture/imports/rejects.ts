import type { Operation, StoreContext } from '../../store/context';
import { getJob } from '../../store/jobs';
import { lowestIdAt } from '../../model/ids';
import { insertMany, q, write, type Step } from '../../store/step';
import type { CaptureProblem } from '../result';
import type { ImportRow } from './importRow';

/** A row that was turned away. */
export interface NewReject {
	/** Place in the import, from 1. */
	number: number;
	row: ImportRow;
	problems: readonly CaptureProblem[];
}

/** How long rejected rows are kept to be fetched, in milliseconds: they are data of people whom nothing else in the store names. */
const KEPT_MS = 30 * 24 * 60 * 60 * 1000;
const PRUNED_AT_ONCE = 500;

/** Keeps rejected rows, in the transaction that turned them away. */
export function* writeRejects(
	context: StoreContext,
	importId: string,
	rejects: readonly NewReject[],
): Step<void> {
	yield* insertMany({
		table: 'import_rejects',
		columns: ['workspace_id', 'import_id', 'number', 'row', 'problems'],
		rows: rejects.map(({ number, row, problems }) => [
			context.workspaceId,
			importId,
			number,
			row,
			problems,
		]),
		onConflict: 'error',
	});
}

/**
 * Rejected rows of an import, in the order of the file.
 *
 * @param after `number` of the last row of the page before; 0 for the first page
 * @throws LeadflowError NOT_FOUND where the import is not the actor's to see
 */
export function findRejects(
	importId: string,
	after: number,
	limit: number,
): Operation<NewReject[]> {
	return function* (context) {
		const { id } = yield* getJob(importId)(context);
		const rows = yield* q(
			context.db
				.selectFrom('import_rejects')
				.select(['number', 'row', 'problems'])
				.where('workspace_id', '=', context.workspaceId)
				.where('import_id', '=', id)
				.where('number', '>', after)
				.orderBy('number')
				.limit(limit),
		);
		return rows.map(({ number, row, problems }) => ({
			number,
			row: row as ImportRow,
			problems: problems as CaptureProblem[],
		}));
	};
}

/**
 * Removes rejected rows of imports that are older than 30 days.
 *
 * @returns how many were removed, at most 500: call again until there are none
 */
export function pruneRejects(): Operation<number> {
	return function* (context) {
		const old = yield* q(
			context.db
				.selectFrom('import_rejects')
				.select(['import_id', 'number'])
				.where('workspace_id', '=', context.workspaceId)
				.where('import_id', '<', lowestIdAt(context.now - KEPT_MS))
				.orderBy('import_id')
				.orderBy('number')
				.limit(PRUNED_AT_ONCE),
		);
		for (const importId of new Set(old.map(({ import_id }) => import_id))) {
			const numbers = old
				.filter(({ import_id }) => import_id === importId)
				.map((row) => row.number);
			yield* write(
				context.db
					.deleteFrom('import_rejects')
					.where('workspace_id', '=', context.workspaceId)
					.where('import_id', '=', importId)
					.where('number', '<=', numbers[numbers.length - 1]),
			);
		}
		return old.length;
	};
}
