import { stat } from 'node:fs/promises';
import { LeadflowError } from '../../../../leads/model/error';
import type { LeadStore } from '../../../../leads/store/store';
import type { NodeOperation, OperationContext } from '../../../shared/operation';
import { eachItem } from '../../../shared/eachItem';
import { confirmAsToolField, requireConfirmedTool } from '../../../shared/confirm';
import { outputItems } from '../../../shared/outputItems';
import { allowedPath } from './allowedPath';

/** The embedded store that is copied: a file that was named, or that of nodes without a credential. */
async function openSource(
	{ node, parameters }: OperationContext,
	index: number,
): Promise<LeadStore> {
	const { openStore, defaultStoreFile, requireCredentialUnlessSystem } = await import(
		'../../engine'
	);
	const typed = parameters.at<string>('file', index, '').trim();
	const file =
		typed === '' ? defaultStoreFile(process.env) : await allowedPath(node, typed, 'From File');
	const found = await stat(file).then(
		(entry) => entry.isFile(),
		() => false,
	);
	if (!found) {
		throw new LeadflowError('NOT_FOUND', `There is no embedded store at ${file}`, {
			field: 'file',
			hint: "Correct 'From File', or leave it empty for the store that nodes without a credential use.",
		});
	}
	const workspaceId = parameters.at<string>('fromWorkspace', index, 'default').trim() || 'default';
	const source = await openStore({ engine: 'sqlite', file, workspaceId });
	// A store that demands a credential must not be read out by whoever has one for another store.
	await source.read(requireCredentialUnlessSystem());
	return source;
}

export const copyToPostgres: NodeOperation = {
	value: 'copyToPostgres',
	name: 'Copy to PostgreSQL',
	action: 'Copy store to postgre SQL',
	description:
		'Copy the embedded store into the PostgreSQL store of the credential that this node uses',
	fields: [
		{
			displayName:
				'The embedded store is copied into the store of the credential chosen above, which has to be PostgreSQL. Deactivate the workflows that write leads first; afterwards choose the credential in every node.',
			name: 'copyNotice',
			type: 'notice',
			default: '',
		},
		{
			displayName: 'From File',
			name: 'file',
			type: 'string',
			default: '',
			placeholder: 'e.g. /home/node/.n8n-files/leads.db',
			description: 'Leave empty for the embedded store that nodes without a credential use',
		},
		{
			displayName: 'From Workspace',
			name: 'fromWorkspace',
			type: 'string',
			default: 'default',
			description: "Workspace of the embedded store; it becomes the credential's workspace",
		},
		{
			displayName: 'Replace What Is There',
			name: 'replace',
			type: 'boolean',
			default: false,
			description:
				'Whether to delete what the PostgreSQL store holds in this workspace first. Without it that store has to be empty.',
		},
		confirmAsToolField,
	],
	async run(context) {
		const { copyStore } = await import('../../engine');
		const { node, parameters, store } = context;
		return await eachItem(context, async (index) => {
			requireConfirmedTool(context, index);
			if (store.engine.dialect !== 'postgres') {
				throw new LeadflowError('CONFIGURATION', 'The store of this node is not PostgreSQL', {
					hint: "Choose a 'Leadflow Store API' credential with PostgreSQL in this node: that is where the copy goes.",
				});
			}
			const source = await openSource(context, index);
			const replace = parameters.at<boolean>('replace', index, false);
			const rows = await copyStore(source, store, {
				replace,
				signal: node.getExecutionCancelSignal(),
			});
			return outputItems({
				copied: true,
				from: source.engine.location,
				to: store.engine.location,
				rows,
			});
		});
	},
};
