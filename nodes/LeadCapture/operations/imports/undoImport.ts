import type { IDataObject, INodeProperties } from 'n8n-workflow';
import type { LeftReason } from '../../../../leads/capture/imports/undo/undoPlan';
import type { UndoResult } from '../../../../leads/capture/imports/undo/undoHandler';
import { LeadflowError } from '../../../../leads/model/error';
import { confirmAsToolField, requireConfirmedTool } from '../../../shared/confirm';
import { eachItem } from '../../../shared/eachItem';
import { located, locator } from '../../../shared/locator';
import type { NodeOperation, OperationContext, OutputItem } from '../../../shared/operation';
import { CAPTURED, REJECTED } from '../outputs';
import { progressLog } from './progressLog';

const NODE = 'Lead Capture';

const reasons: Readonly<Record<LeftReason, string>> = {
	changedSince: 'The lead was worked on after the import and stays as it is.',
	partlyChanged: 'These fields were changed after the import and stay; the others went back.',
	inBin: 'The lead lies in the bin already.',
	merged: 'The lead was merged into another one.',
	converted: 'The lead was converted.',
	notYours: 'The record belongs to somebody whose leads this credential may not see.',
	approved: 'The quarantined capture was approved and became a lead.',
};

const fields: INodeProperties[] = [
	locator(
		{
			displayName: 'Import',
			name: 'import',
			description: 'Leave empty to use the input item, by its importId',
		},
		'searchImports',
	),
	{
		displayName: 'Dry Run',
		name: 'dryRun',
		type: 'boolean',
		default: false,
		description: 'Whether to say what would be undone and change nothing',
	},
	confirmAsToolField,
];

function importIdOf({ parameters, items }: OperationContext, index: number): string {
	const id =
		located(parameters.at<unknown>('import', index, '')) || located(items[index].json.importId);
	if (id) return id;
	throw new LeadflowError('INVALID_INPUT', "'Import' is empty and the item has no 'importId'", {
		field: 'import',
		hint: "Choose an import, or feed in items of 'Import File' or 'List Imports'.",
	});
}

function toItems(json: IDataObject, { leftAlone, ...counts }: UndoResult): OutputItem[] {
	const left = leftAlone.map(({ leadId, reason, fields: names }): OutputItem => {
		const told = names ? { fields: names } : {};
		return {
			json: {
				importId: json.importId,
				leadId: leadId ?? null,
				code: reason,
				...told,
				reason: reasons[reason],
			},
			output: REJECTED,
		};
	});
	return [{ json: { ...json, ...counts }, output: CAPTURED }, ...left];
}

async function undoOne(context: OperationContext, index: number): Promise<OutputItem[]> {
	const { rehearseUndo, runImport, startUndo } = await import('../../importEngine');
	const { node, parameters, store } = context;
	const importId = importIdOf(context, index);
	const signal = node.getExecutionCancelSignal();
	if (parameters.at<boolean>('dryRun', index, false)) {
		return toItems({ importId, dryRun: true }, await rehearseUndo(store, importId, signal));
	}
	requireConfirmedTool(context, index);
	const { job, undoneBefore } = await store.run(startUndo(importId, NODE));
	const log = progressLog(node, 'Undo Import: done');
	const ended = await runImport(store, job.id, {
		signal,
		onProgress: ({ done, failed }) => log(done + failed),
	});
	if (ended.state === 'failed') {
		throw new LeadflowError(
			'CONFLICT',
			`Undoing ended before its end: ${ended.error ?? 'unknown'}`,
			{
				hint: 'Run it again; it goes on where it stopped.',
			},
		);
	}
	const result: UndoResult = {
		binned: 0,
		restored: 0,
		dropped: 0,
		left: 0,
		leftAlone: [],
		...(ended.result as UndoResult | undefined),
	};
	const json = { importId, jobId: ended.id, state: ended.state, undoneBefore };
	if (undoneBefore) {
		node.addExecutionHints({
			message: 'This import was undone before; nothing was changed this time.',
			type: 'info',
		});
	}
	return toItems(json, result);
}

export const undoImport: NodeOperation = {
	value: 'undoImport',
	name: 'Undo Import',
	action: 'Undo an import',
	description:
		'Put the leads that an import made into the bin and give those it changed back as they were; what was changed since stays',
	fields,
	run: async (context) => await eachItem(context, async (index) => await undoOne(context, index)),
};
