import type { IDataObject } from 'n8n-workflow';
import type { ImportSummary } from '../../../../leads/capture/imports/importJob';
import { LeadflowError } from '../../../../leads/model/error';
import type { Job } from '../../../../leads/store/jobs';
import { eachItem } from '../../../shared/eachItem';
import type { NodeOperation, OperationContext, OutputItem } from '../../../shared/operation';
import { sweepStore } from '../../../shared/storeSweep';
import { CAPTURED } from '../outputs';
import { describedFile } from './describedFile';
import { importFields } from './importFields';
import { importSettings, type ImportOutput, type ImportSettings } from './importSettings';
import { withFile, type OpenedFile } from './openFile';
import { progressLog } from './progressLog';
import {
	MOST_ITEMS,
	rejectedFile,
	rejectedItem,
	rejectedItems,
	type RejectedRow,
} from './rejectedRows';

const PAGE = 500;

/** Decides every row and writes nothing. */
async function rehearse(
	{ node, store }: OperationContext,
	file: OpenedFile,
	{ request }: ImportSettings,
): Promise<OutputItem[]> {
	const { readColumns, rehearseImport } = await import('../../importEngine');
	const columns = readColumns(file.source.layout.headers, request.mapping);
	const rejected: RejectedRow[] = [];
	const { counts, rows } = await rehearseImport(store, file.source, request, {
		signal: node.getExecutionCancelSignal(),
		onProgress: progressLog(node, 'Dry run'),
		onRow: ({ row, result: { outcome, problems } }) => {
			if (outcome === 'rejected' && rejected.length < MOST_ITEMS) rejected.push({ row, problems });
		},
	});
	const json = { dryRun: true, ...describedFile(file, columns), rows, ...counts };
	return [{ json, output: CAPTURED }, ...rejected.map((row) => rejectedItem(row, columns))];
}

/** The job of this import: one that was begun for the same item before, or a new one. */
async function startOrFind(
	{ node, store }: OperationContext,
	index: number,
	file: OpenedFile,
	{ request }: ImportSettings,
): Promise<{ job: Job; repeated: boolean }> {
	const { getJob, importsOfFile, stageImport } = await import('../../importEngine');
	const origin = `${node.getExecutionId()}:${node.getNode().id}:${index}`;
	const earlier = await store.read(importsOfFile(file.hash));
	const same = earlier.find((one) => one.origin === origin && one.state !== 'failed');
	if (same) return { job: await store.read(getJob(same.importId)), repeated: true };
	const [latest] = earlier.filter(({ created, updated, undo }) => created + updated > 0 && !undo);
	if (latest) {
		node.addExecutionHints({
			message: `The same file was imported before (${latest.startedAt.slice(0, 16).replace('T', ' ')} UTC). People without a mobile, e-mail or channel ID are made again.`,
			type: 'warning',
		});
	}
	const job = await stageImport(
		store,
		file.source,
		{ ...request, fileHash: file.hash, origin, ...(file.name ? { fileName: file.name } : {}) },
		{ signal: node.getExecutionCancelSignal(), onProgress: progressLog(node, 'Import: read') },
	);
	return { job, repeated: false };
}

async function importOne(
	context: OperationContext,
	index: number,
	settings: ImportSettings,
): Promise<OutputItem[]> {
	return await withFile(context, index, settings.reading, async (file) => {
		if (settings.dryRun) return await rehearse(context, file, settings);
		return await importRows(context, index, file, settings);
	});
}

async function importRows(
	context: OperationContext,
	index: number,
	file: OpenedFile,
	settings: ImportSettings,
): Promise<OutputItem[]> {
	const { importSummary, readColumns, runImport, saveMapping } = await import('../../importEngine');
	const { node, store } = context;
	const started = performance.now();
	const { layout } = file.source;
	const columns = readColumns(layout.headers, settings.request.mapping);
	if (settings.saveMappingAs)
		await store.run(saveMapping(settings.saveMappingAs, settings.request.mapping));
	const { job, repeated } = await startOrFind(context, index, file, settings);
	const log = progressLog(node, 'Import: captured');
	const running = runImport(store, job.id, {
		...(settings.waits ? { signal: node.getExecutionCancelSignal() } : {}),
		onProgress: ({ done, failed }) => log(done + failed),
	});
	if (!settings.waits) {
		running.catch((error: unknown) =>
			node.logger.warn('The import was put down; a sweep takes it up again', { error }),
		);
		const json = { ...importSummary(job), ...describedFile(file, columns), repeated };
		return [{ json, output: CAPTURED }];
	}
	const summary = importSummary(await running);
	requireNotFailed(summary);
	const seconds = Math.round((performance.now() - started) / 100) / 10;
	const json: IDataObject = { ...summary, ...describedFile(file, columns), seconds, repeated };
	const leads = summary.state === 'done' ? await leadItems(context, job.id, settings.output) : [];
	if (summary.rejected === 0) return [{ json, output: CAPTURED }, ...leads];
	const binary = { rejected: await rejectedFile(context, job.id, layout, file.name) };
	const rejected = await rejectedItems(context, job.id, columns);
	return [
		{ json, binary, output: CAPTURED },
		...rejected.map((item, place) => (place === 0 ? { ...item, binary } : item)),
		...leads,
	];
}

function requireNotFailed({ state, error, importId, done, rows }: ImportSummary): void {
	if (state !== 'failed') return;
	throw new LeadflowError('CONFLICT', `The import ended before its end: ${error ?? 'unknown'}`, {
		hint: `${done} of ${rows} rows were done. 'Undo Import' takes the import ${importId} back.`,
	});
}

async function leadItems(
	{ store }: OperationContext,
	importId: string,
	output: ImportOutput,
): Promise<OutputItem[]> {
	if (output === 'summary') return [];
	const { findImportedLeads, FIRST_ID } = await import('../../importEngine');
	const items: OutputItem[] = [];
	let after: string | undefined = FIRST_ID;
	while (after !== undefined) {
		const page: Awaited<ReturnType<typeof readPage>> = await readPage(after);
		for (const { id, outcome, lead } of page.entries) {
			const json: IDataObject =
				output === 'ids' ? { id, outcome, importId } : { ...(lead ?? { id }), outcome, importId };
			items.push({ json, output: CAPTURED });
		}
		after = page.nextCursor;
	}
	return items;

	async function readPage(from: string) {
		return await store.read(findImportedLeads(importId, { after: from, limit: PAGE }));
	}
}

export const importFile: NodeOperation = {
	value: 'importFile',
	name: 'Import File',
	action: 'Import a file of leads',
	description: 'Save every row of an Excel, CSV or vCard file as a lead; it can be undone',
	fields: importFields,
	async run(context) {
		const settings = await importSettings(context);
		const results = await eachItem(
			context,
			async (index) => await importOne(context, index, settings),
		);
		// Imports that another process left behind; not waited for.
		void sweepStore(context.store, context.node.logger);
		return results;
	},
};
