import { prepareCapture, type PreparedCapture } from '../prepare';
import { reason } from '../result';
import { readColumns, type Columns } from './columns';
import type { ImportRequest } from './importJob';
import { captureProblem, rejectsRow, type ImportLayout, type ImportRow } from './importRow';

/** Reads the rows of one import. */
export interface RowPreparation {
	columns: Columns;
	/**
	 * @param place of the row in the import, from 1
	 */
	prepare(row: ImportRow, place: number): PreparedCapture;
}

/**
 * Turns rows into captures that are ready for the store.
 *
 * @param importId makes each row a delivery of its own: the same row of the same import is captured
 *   once, the same row of another import is another one
 */
export function rowPreparation(
	importId: string,
	layout: ImportLayout,
	{ mapping, tags, capture }: ImportRequest,
): RowPreparation {
	const columns = readColumns(layout.headers, mapping);
	const options = { ...capture, importId };
	return {
		columns,
		prepare(row, place) {
			const { tags: ofRow, ...values } = columns.read(row.cells);
			const { number, sheet, cells, problem } = row;
			const prepared = prepareCapture(
				{
					...values,
					tags: [...tags, ...ofRow],
					channel: 'import',
					externalId: `${importId}:${place}`,
					payload: { row: number, ...(sheet === undefined ? {} : { sheet }), cells },
				},
				options,
			);
			if (!problem) return prepared;
			const target = problem.field === undefined ? undefined : columns.fieldOf(problem.field);
			const found = captureProblem(problem, target);
			return rejectsRow(problem, target, capture.validation)
				? { ...prepared, problems: [found, ...prepared.problems] }
				: {
						...prepared,
						notes: [...prepared.notes, reason(found.code, found.message, found.field)],
					};
		},
	};
}
