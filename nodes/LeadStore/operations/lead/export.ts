import { allLeadColumns } from '../../../../channels/files/leadColumns';
import { leadFileMimeTypes, type LeadFileFormat } from '../../../../channels/files/leadFile';
import { LeadflowError } from '../../../../leads/model/error';
import type { Lead } from '../../../../leads/model/lead';
import type { LeadQuery } from '../../../../leads/store/leads/leadQuery';
import type { NodeOperation, OperationContext, OutputItem } from '../../../shared/operation';
import { eachItem } from '../../../shared/eachItem';
import { leadQueryOf } from '../../../shared/leadFilter';
import { exportFields, exportShape, type ColumnChoice } from './exportFields';

const PAGE = 500;

/** Counts what it hands on, oldest lead first, one page in memory at a time. */
async function* pagesOf(
	context: OperationContext,
	query: LeadQuery,
	count: { rows: number },
): AsyncGenerator<Lead[]> {
	const { findLeads } = await import('../../engine');
	let after: string | undefined;
	do {
		if (context.node.getExecutionCancelSignal()?.aborted) {
			throw new LeadflowError('INVALID_INPUT', 'The export was cancelled');
		}
		const page = await context.store.read(
			findLeads({
				...query,
				sort: { by: 'createdAt', direction: 'ascending' },
				limit: PAGE,
				after,
			}),
		);
		count.rows += page.leads.length;
		yield page.leads;
		after = page.nextCursor;
	} while (after !== undefined);
}

/** The names of the columns; for all of them the leads are gone through once for the custom fields they have. */
async function columnNames(
	context: OperationContext,
	query: LeadQuery,
	columns: ColumnChoice,
): Promise<readonly string[]> {
	if (columns.kind === 'listed') return columns.names;
	const custom = new Set<string>();
	for await (const leads of pagesOf(context, query, { rows: 0 })) {
		for (const lead of leads) for (const name of Object.keys(lead.custom)) custom.add(name);
	}
	return [...allLeadColumns, ...[...custom].sort().map((name) => `custom.${name}`)];
}

async function exportLeads(context: OperationContext, index: number): Promise<OutputItem[]> {
	const [{ leadFile }, { logExport }] = await Promise.all([
		import('../../../../channels/files/leadFile'),
		import('../../engine'),
	]);
	const { node, parameters, store } = context;
	const query = leadQueryOf(parameters, index);
	const { language, columns: choice } = exportShape(parameters, index);
	const columns = await columnNames(context, query, choice);
	if (columns.length === 0)
		throw new LeadflowError('INVALID_INPUT', "'Columns to Export' is empty", {
			field: 'selectedColumns',
		});
	const format = parameters.at<LeadFileFormat>('format', index, 'xlsx');
	const options = parameters.at<{ fileName?: string; binaryPropertyName?: string }>(
		'options',
		index,
		{},
	);
	const day = new Date(store.now()).toISOString().slice(0, 10);
	const fileName = options.fileName?.trim() || `leads-${day}.${format}`;
	const count = { rows: 0 };
	const file = await leadFile(pagesOf(context, query, count), {
		format,
		columns,
		language,
		zone: node.getTimezone(),
	});
	const data = await node.helpers.prepareBinaryData(file, fileName, leadFileMimeTypes[format]);
	await store.run(logExport({ format, rows: count.rows, columns }));
	return [
		{
			json: { fileName, format, rows: count.rows, columns: [...columns] },
			binary: { [options.binaryPropertyName?.trim() || 'data']: data },
		},
	];
}

export const exportOperation: NodeOperation = {
	value: 'export',
	name: 'Export',
	action: 'Export leads',
	description: 'Write leads to an Excel or CSV file; the export is noted in the event log',
	fields: exportFields,
	run: async (context) =>
		await eachItem(context, async (index) => await exportLeads(context, index)),
};
