import { basename, dirname, join } from 'node:path';
import type { IExecuteFunctions } from 'n8n-workflow';
import { LeadflowError } from '../../../../leads/model/error';

/**
 * A path that a user typed, as the file system knows it, if n8n lets nodes use it
 * (`N8N_RESTRICT_FILE_ACCESS_TO`; by default the folder `.n8n-files` in the home folder).
 *
 * @param label of the parameter, for messages
 * @throws LeadflowError INVALID_INPUT, FORBIDDEN
 */
export async function allowedPath(
	node: IExecuteFunctions,
	typed: string,
	label: string,
): Promise<string> {
	const path = typed.trim();
	if (path === '') {
		throw new LeadflowError('INVALID_INPUT', `'${label}' is empty`, {
			hint: 'Enter the full path of a file.',
		});
	}
	const { resolvePath, isFilePathBlocked } = node.helpers;
	const folder = await resolvePath(dirname(path)).catch(() => undefined);
	if (folder === undefined) {
		throw new LeadflowError('INVALID_INPUT', `The folder of '${label}' does not exist: ${path}`, {
			hint: 'Create the folder first, or correct the path.',
		});
	}
	// The file itself too, where it is there: it may be a link that leads elsewhere.
	const file = await resolvePath(path).catch(() => undefined);
	if (isFilePathBlocked(folder) || (file !== undefined && isFilePathBlocked(file))) {
		throw new LeadflowError('FORBIDDEN', `n8n does not let nodes use this file: ${path}`, {
			hint: 'Choose a folder that N8N_RESTRICT_FILE_ACCESS_TO allows; by default that is .n8n-files in the home folder of n8n.',
		});
	}
	return file ?? join(folder, basename(path));
}
