import {
	readLimits,
	type FileInput,
	type FileRow,
	type RowFormat,
	type RowSource,
} from '../../shared/fileRows';
import { rowFormatOf } from '../../shared/rowFormat';
import { rowSource } from '../../shared/rowSource';
import { rowsOf } from '../namedRows';
import { SheetTable } from '../sheetTable';
import type { OpenedSheet } from './messages';
import { WorkbookThread } from './workbookThread';

function tablesOf(sheets: readonly OpenedSheet[], input: FileInput, columns: number): SheetTable[] {
	const tables: SheetTable[] = [];
	for (const { name, head, merges } of sheets) {
		const { headerRow } = input.options;
		tables.push(
			SheetTable.of(head, { columns, headerRow, merges, sheet: name, before: tables[0] }),
		);
	}
	return tables;
}

async function* batches(
	thread: WorkbookThread,
	tables: readonly SheetTable[],
	sheets: readonly OpenedSheet[],
): AsyncGenerator<FileRow[]> {
	let begun = 0;
	/** The heads of all sheets up to this one, which came before the rows. */
	const headsUpTo = function* (last: number): Generator<FileRow[]> {
		for (; begun <= last; begun += 1) yield* rowsOf(tables[begun], sheets[begun].head);
	};
	for (;;) {
		const message = await thread.next();
		if (message.kind === 'end') break;
		if (message.kind !== 'rows') continue;
		yield* headsUpTo(message.sheet);
		yield* rowsOf(tables[message.sheet], message.rows);
	}
	yield* headsUpTo(tables.length - 1);
}

async function opened(thread: WorkbookThread, input: FileInput, format: RowFormat) {
	const limits = { ...readLimits, ...input.options.limits };
	const message = await thread.next();
	const { names, sheets } = message.kind === 'opened' ? message : { names: [], sheets: [] };
	const tables = tablesOf(sheets, input, limits.columns);
	const headerRow = tables.at(0)?.headerRow;
	return rowSource(
		{
			format,
			sheets: names,
			headers: [...new Set(tables.flatMap((table) => table.headers))],
			...(headerRow === undefined ? {} : { headerRow }),
			sheetLayouts: tables.map((table, index) => ({
				name: sheets[index].name,
				headers: table.headers,
				...(table.headerRow === undefined ? {} : { headerRow: table.headerRow }),
			})),
		},
		batches(thread, tables, sheets),
		limits.rows,
		async () => await thread.close(),
	);
}

/**
 * Opens a workbook: XLSX of any size, XLS, XLSB, ODS, the XML of Excel 2003 and tables of web pages
 * that are called `.xls`. It is parsed on a thread of its own.
 *
 * @throws LeadflowError INVALID_INPUT for a file that is not there, too large, encrypted or damaged, or
 *   has no such sheet or header row
 */
export async function openWorkbookRows(input: FileInput): Promise<RowSource> {
	const { file, options } = input;
	const format = await rowFormatOf(input);
	const thread = new WorkbookThread({
		// A copy of its own, which the thread can take over whole.
		file: typeof file === 'string' ? file : new Uint8Array(file),
		options,
		limits: { ...readLimits, ...options.limits },
	});
	return await opened(thread, input, format).catch(async (error: unknown) => {
		await thread.close();
		return await Promise.reject(error);
	});
}
