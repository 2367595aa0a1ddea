import type { IDataObject } from 'n8n-workflow';
import { eachItem } from '../../../shared/eachItem';
import type { NodeOperation, OperationContext, OutputItem } from '../../../shared/operation';
import { CAPTURED } from '../outputs';
import { describedFile } from './describedFile';
import { previewFields } from './importFields';
import { importSettings, type ImportSettings } from './importSettings';
import { withFile } from './openFile';

/** Rows that a preview shows. */
const ROWS = 20;

async function preview(
	context: OperationContext,
	index: number,
	{ reading, request }: ImportSettings,
): Promise<OutputItem[]> {
	const { importsOfFile, readColumns, rehearseImport } = await import('../../importEngine');
	const { node, store } = context;
	return await withFile(context, index, reading, async (file) => {
		const columns = readColumns(file.source.layout.headers, request.mapping);
		const shown: IDataObject[] = [];
		const { counts } = await rehearseImport(store, file.source, request, {
			rows: ROWS,
			signal: node.getExecutionCancelSignal(),
			onRow: ({ row, result: { outcome, lead, problems, decision } }) => {
				shown.push({
					row: row.number,
					...(row.sheet === undefined ? {} : { sheet: row.sheet }),
					outcome,
					...(lead ? { lead: { ...lead, decision: undefined } } : {}),
					...(problems.length > 0 ? { problems: problems.map((one) => ({ ...one })) } : {}),
					reasons: decision.reasons.map((reason) => ({ ...reason })),
				});
			},
		});
		const [before] = await store.read(importsOfFile(file.hash));
		const json = {
			...describedFile(file, columns),
			...(before ? { importedBefore: before.startedAt } : {}),
			rowsShown: shown.length,
			...counts,
			rows: shown,
		};
		return [{ json, output: CAPTURED }];
	});
}

export const previewImport: NodeOperation = {
	value: 'previewImport',
	name: 'Preview Import',
	action: 'Preview the import of a file',
	description: 'Show how a file is read and what its first rows would become; nothing is written',
	fields: previewFields,
	async run(context) {
		const settings = await importSettings(context);
		return await eachItem(context, async (index) => await preview(context, index, settings));
	},
};
