import type { Readable } from 'node:stream';
import type { Language } from '../../leads/model/form';
import type { Lead } from '../../leads/model/lead';
import { csvFile } from './csvFile';
import { leadColumns } from './leadColumns';
import type { Cell, Table } from './table';
import { xlsxFile } from './xlsxFile';

export const leadFileFormats = ['csv', 'xlsx'] as const;

export type LeadFileFormat = (typeof leadFileFormats)[number];

export const leadFileMimeTypes: Readonly<Record<LeadFileFormat, string>> = {
	csv: 'text/csv',
	xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

export interface LeadFileOptions {
	format: LeadFileFormat;
	/** Names of columns, in order. */
	columns: readonly string[];
	/** Language of the titles. */
	language: Language;
	/** IANA zone in which instants are written. */
	zone: string;
}

const sheetNames: Record<Language, string> = { en: 'Leads', zh: '线索' };

/**
 * Leads as a file to be looked at in a spreadsheet program. The file is written while the leads are
 * read, a page at a time, so that a million of them fits into memory.
 *
 * @param pages leads in the order of the file
 */
export async function leadFile(
	pages: AsyncIterable<readonly Lead[]>,
	options: LeadFileOptions,
): Promise<Readable> {
	const columns = leadColumns(options.columns, options.language);
	const table: Table = {
		columns,
		rows: (async function* (): AsyncGenerator<Cell[]> {
			for await (const leads of pages) {
				for (const lead of leads) yield columns.map(({ valueOf }) => valueOf(lead));
			}
		})(),
	};
	if (options.format === 'csv') return csvFile(table, options.zone);
	return await xlsxFile(table, { sheetName: sheetNames[options.language], zone: options.zone });
}
