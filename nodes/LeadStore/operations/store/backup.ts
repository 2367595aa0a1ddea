import { createReadStream } from 'node:fs';
import type { NodeOperation, OperationContext, OutputItem } from '../../../shared/operation';
import { eachItem } from '../../../shared/eachItem';
import { outputItems } from '../../../shared/outputItems';
import { allowedPath } from './allowedPath';
import { withTemporaryFile } from './temporaryFile';

async function backupToField(context: OperationContext, index: number): Promise<OutputItem[]> {
	const { backupStore } = await import('../../engine');
	const { node, parameters, store } = context;
	const time = new Date(store.now()).toISOString().slice(0, 19).replace(/:/g, '-');
	const fileName = `leadflow-${time}.db`;
	const signal = node.getExecutionCancelSignal();
	const property = parameters.at<string>('binaryPropertyName', index, 'data').trim() || 'data';
	return await withTemporaryFile(fileName, async (file) => {
		const { sizeBytes, leads } = await backupStore(store, file, { signal });
		const data = await node.helpers.prepareBinaryData(
			createReadStream(file),
			fileName,
			'application/vnd.sqlite3',
		);
		return [{ json: { fileName, sizeBytes, leads }, binary: { [property]: data } }];
	});
}

async function backupToFile(context: OperationContext, index: number): Promise<OutputItem[]> {
	const { backupStore } = await import('../../engine');
	const { node, parameters, store } = context;
	const file = await allowedPath(node, parameters.at('file', index, ''), 'File');
	return outputItems(await backupStore(store, file, { signal: node.getExecutionCancelSignal() }));
}

export const backup: NodeOperation = {
	value: 'backup',
	name: 'Backup',
	action: 'Back up store',
	description: 'Write everything in this workspace to one SQLite file, while the store is in use',
	fields: [
		{
			displayName: 'Backup To',
			name: 'backupTo',
			type: 'options',
			options: [
				{
					name: 'Binary Field',
					value: 'binary',
					description: 'To hand on to another node, such as an upload',
				},
				{ name: 'File', value: 'file', description: 'On the disk of n8n' },
			],
			default: 'binary',
		},
		{
			displayName: 'File',
			name: 'file',
			type: 'string',
			displayOptions: { show: { backupTo: ['file'] } },
			default: '',
			placeholder: 'e.g. /home/node/.n8n-files/leads-2026-03-01.db',
			description:
				'Full path of a file that does not exist yet. It holds personal data: keep it safe.',
		},
		{
			displayName: 'Put Output File in Field',
			name: 'binaryPropertyName',
			type: 'string',
			displayOptions: { show: { backupTo: ['binary'] } },
			default: 'data',
			hint: 'The name of the output binary field to put the file in',
		},
	],
	run: async (context) =>
		await eachItem(context, async (index) =>
			context.parameters.at<'binary' | 'file'>('backupTo', index, 'binary') === 'file'
				? await backupToFile(context, index)
				: await backupToField(context, index),
		),
};
