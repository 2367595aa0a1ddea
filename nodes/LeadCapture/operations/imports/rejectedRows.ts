import type { IBinaryData, IDataObject } from 'n8n-workflow';
import type { Cell, Table } from '../../../../channels/files/table';
import type { Columns } from '../../../../leads/capture/imports/columns';
import type { ImportLayout, ImportRow } from '../../../../leads/capture/imports/importRow';
import type { CaptureProblem } from '../../../../leads/capture/result';
import type { OperationContext, OutputItem } from '../../../shared/operation';
import { REJECTED } from '../outputs';

/** Rejected rows that come out as items; the file holds them all. */
export const MOST_ITEMS = 1000;
const PAGE = 500;

const mimeTypes = {
	csv: 'text/csv',
	xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const;

export interface RejectedRow {
	row: ImportRow;
	problems: readonly CaptureProblem[];
}

/** A rejected row as an item: where it stands, which column, why. Its values stay in the file. */
export function rejectedItem(
	{ row, problems }: RejectedRow,
	columns: Columns,
	importId?: string,
): OutputItem {
	const [first] = problems;
	const field = first?.field;
	const column = field === undefined ? undefined : (columns.columnOf(field) ?? field);
	const json: IDataObject = {
		...(importId ? { importId } : {}),
		row: row.number,
		...(row.sheet === undefined ? {} : { sheet: row.sheet }),
		...(field === undefined ? {} : { field }),
		...(column === undefined ? {} : { column }),
		reason: reasonsOf(problems),
		problems: problems.map((problem) => ({ ...problem })),
	};
	return { json, output: REJECTED };
}

function reasonsOf(problems: readonly CaptureProblem[]): string {
	return problems.map(({ message }) => message).join(' ');
}

/** All rejected rows of an import, in the order of the file, a page in memory at a time. */
async function* rejectedRows(
	{ store }: Pick<OperationContext, 'store'>,
	importId: string,
): AsyncGenerator<RejectedRow[]> {
	const { findRejects } = await import('../../importEngine');
	let after = 0;
	for (;;) {
		const page = await store.read(findRejects(importId, after, PAGE));
		if (page.length === 0) return;
		yield page;
		after = page[page.length - 1].number;
	}
}

/** The first rejected rows of an import as items. */
export async function rejectedItems(
	context: Pick<OperationContext, 'store'>,
	importId: string,
	columns: Columns,
): Promise<OutputItem[]> {
	const items: OutputItem[] = [];
	for await (const page of rejectedRows(context, importId)) {
		items.push(...page.map((row) => rejectedItem(row, columns, importId)));
		if (items.length >= MOST_ITEMS) break;
	}
	return items.slice(0, MOST_ITEMS);
}

/**
 * The rejected rows as a file like the one they came from: the same columns, and two that say where
 * each row stood and what is wrong. Mended, it can be imported as it is.
 */
export async function rejectedFile(
	context: OperationContext,
	importId: string,
	layout: ImportLayout,
	fileName: string | undefined,
): Promise<IBinaryData> {
	const { csvFile, REJECT_COLUMNS, xlsxFile } = await import('../../importEngine');
	const { node } = context;
	const { headers } = layout;
	const titles = [...headers, REJECT_COLUMNS.row, REJECT_COLUMNS.reason];
	const table: Table = {
		columns: titles.map((title) => ({ title, kind: 'text', width: 18 })),
		rows: (async function* () {
			for await (const page of rejectedRows(context, importId)) {
				for (const { row, problems } of page) {
					const cells = headers.map((header) => cellOf(row, header));
					const place = row.sheet === undefined ? row.number : `${row.sheet}!${row.number}`;
					yield [...cells, place, reasonsOf(problems)];
				}
			}
		})(),
	};
	const format = layout.format === 'xlsx' || layout.format === 'xls' ? 'xlsx' : 'csv';
	const zone = node.getTimezone();
	const file =
		format === 'csv'
			? csvFile(table, zone)
			: await xlsxFile(table, { sheetName: 'Rejected', zone });
	const base = (fileName ?? 'import').replace(/\.[^.]{1,5}$/, '');
	return await node.helpers.prepareBinaryData(
		file,
		`${base}-rejected.${format}`,
		mimeTypes[format],
	);
}

function cellOf({ cells }: ImportRow, header: string): Cell {
	return Object.hasOwn(cells, header) ? (cells[header] ?? undefined) : undefined;
}
