import type { FileInput, RowSource } from '../shared/fileRows';
import { rowFormatOf } from '../shared/rowFormat';

/**
 * Opens a CSV, XLSX or XLS file for reading row by row, in bounded memory. VCF files are read by
 * `openCardRows` of channels/cards; `rowFormatOf` tells which it is.
 *
 * @throws LeadflowError INVALID_INPUT for a file that is not there, too large, damaged, encrypted,
 *   or no table
 */
export async function openRows(input: FileInput): Promise<RowSource> {
	const format = await rowFormatOf(input);
	if (format === 'csv') {
		const { openCsvRows } = await import('./csvRows');
		return await openCsvRows(input);
	}
	const { openWorkbookRows } = await import('./workbook/workbookRows');
	return await openWorkbookRows(input);
}
