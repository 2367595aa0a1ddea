import type { IDataObject, INode } from 'n8n-workflow';
import { runNode, type NodeResult } from './runWorkflow';

type More = Parameters<typeof runNode>[3];

/** Runs one operation of Lead Store on these items. */
export async function onLeadStore(
	operation: `${string}.${string}`,
	parameters: INode['parameters'] = {},
	input: readonly IDataObject[] = [{}],
	more: More = {},
): Promise<NodeResult> {
	const [resource, name] = operation.split('.');
	return await runNode('leadStore', { resource, operation: name, ...parameters }, input, more);
}

/** As `onLeadStore`, for an operation that has to succeed: the JSON of what it gave out. */
export async function resultOf(...call: Parameters<typeof onLeadStore>): Promise<IDataObject[]> {
	const { outputs, error } = await onLeadStore(...call);
	if (error) throw new Error(`${call[0]} failed: ${error.message} (${String(error.description)})`);
	return outputs[0];
}

/** Chosen by its ID, as a resource locator holds it. */
export function byId(id: unknown): INode['parameters'] {
	return { __rl: true, mode: 'id', value: String(id) };
}
