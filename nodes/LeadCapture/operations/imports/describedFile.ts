import type { IDataObject } from 'n8n-workflow';
import type { Columns } from '../../../../leads/capture/imports/columns';
import type { OpenedFile } from './openFile';

/** What was found out about a file: how it is read, and which column goes where. */
export function describedFile({ name, source }: OpenedFile, columns: Columns): IDataObject {
	const { format, encoding, delimiter, sheets, headerRow } = source.layout;
	return {
		...(name ? { fileName: name } : {}),
		format,
		...(encoding ? { encoding } : {}),
		...(delimiter ? { delimiter } : {}),
		...(sheets ? { sheets } : {}),
		...(headerRow ? { headerRow } : {}),
		mapping: columns.found.map(({ column, target }) => ({ column, target })),
		unmappedColumns: columns.found
			.filter(({ target }) => target === null || target.startsWith('custom.'))
			.map(({ column }) => column),
		...(columns.missing.length > 0 ? { missingColumns: columns.missing } : {}),
	};
}
