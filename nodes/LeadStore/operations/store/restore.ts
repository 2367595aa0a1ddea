import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { LeadflowError } from '../../../../leads/model/error';
import type { CopyReport } from '../../../../leads/store/copyStore';
import type { NodeOperation, OperationContext } from '../../../shared/operation';
import { eachItem } from '../../../shared/eachItem';
import { confirmField, isConfirmed } from '../../../shared/confirm';
import { outputItems } from '../../../shared/outputItems';
import { allowedPath } from './allowedPath';
import { withTemporaryFile } from './temporaryFile';

async function restoreFromField(context: OperationContext, index: number): Promise<CopyReport> {
	const { restoreStore } = await import('../../engine');
	const { node, parameters, store } = context;
	const property = parameters.at<string>('binaryPropertyName', index, 'data').trim() || 'data';
	const { id } = node.helpers.assertBinaryData(index, property);
	return await withTemporaryFile('backup.db', async (file) => {
		const source = id
			? await node.helpers.getBinaryStream(id)
			: [await node.helpers.getBinaryDataBuffer(index, property)];
		await pipeline(source, createWriteStream(file, { mode: 0o600 }));
		return await restoreStore(store, file, { signal: node.getExecutionCancelSignal() });
	});
}

async function restoreFromFile(context: OperationContext, index: number): Promise<CopyReport> {
	const { restoreStore } = await import('../../engine');
	const { node, parameters, store } = context;
	const file = await allowedPath(node, parameters.at('file', index, ''), 'File');
	return await restoreStore(store, file, { signal: node.getExecutionCancelSignal() });
}

export const restore: NodeOperation = {
	value: 'restore',
	name: 'Restore',
	action: 'Restore store',
	description: 'Replace everything in this workspace by what a backup holds',
	fields: [
		{
			displayName: 'Restore From',
			name: 'restoreFrom',
			type: 'options',
			options: [
				{ name: 'Binary Field', value: 'binary' },
				{ name: 'File', value: 'file', description: 'On the disk of n8n' },
			],
			default: 'binary',
		},
		{
			displayName: 'File',
			name: 'file',
			type: 'string',
			displayOptions: { show: { restoreFrom: ['file'] } },
			default: '',
			placeholder: 'e.g. /home/node/.n8n-files/leads-2026-03-01.db',
		},
		{
			displayName: 'Input Data Field Name',
			name: 'binaryPropertyName',
			type: 'string',
			displayOptions: { show: { restoreFrom: ['binary'] } },
			default: 'data',
			hint: 'The name of the input binary field that holds the backup',
		},
		confirmField(
			'Whether everything in the store is really to be replaced. Deactivate the workflows that write to it first.',
		),
	],
	run: async (context) =>
		await eachItem(context, async (index) => {
			if (!isConfirmed(context, index)) {
				throw new LeadflowError('INVALID_INPUT', "'Confirm' is not set; nothing was restored", {
					field: 'confirm',
					hint: "Everything in the store would be replaced. Make a backup first, then set 'Confirm'.",
				});
			}
			const fromFile =
				context.parameters.at<'binary' | 'file'>('restoreFrom', index, 'binary') === 'file';
			const rows = await (fromFile
				? restoreFromFile(context, index)
				: restoreFromField(context, index));
			return outputItems({ restored: true, rows });
		}),
};
