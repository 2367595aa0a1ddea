import type { IDataObject, INode } from 'n8n-workflow';
import { runNode, type NodeResult } from './runWorkflow';

type More = Parameters<typeof runNode>[3];

/** Runs one operation of Lead Dedupe, such as `lead.check`, on these items. */
export async function onLeadDedupe(
	operation: `${string}.${string}`,
	parameters: INode['parameters'] = {},
	input: readonly IDataObject[] = [{}],
	more: More = {},
): Promise<NodeResult> {
	const [resource, name] = operation.split('.');
	return await runNode('leadDedupe', { resource, operation: name, ...parameters }, input, more);
}

/** As `onLeadDedupe`, for an operation that has to succeed: the JSON of its first output. */
export async function dedupeResult(
	...call: Parameters<typeof onLeadDedupe>
): Promise<IDataObject[]> {
	const { outputs, error } = await onLeadDedupe(...call);
	if (error) throw new Error(`${call[0]} failed: ${error.message} (${String(error.description)})`);
	return outputs[0];
}
