import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { LeadflowError } from '../../leads/model/error';
import type { OperationContext } from './operation';

const CONFIRM = 'confirm';

/** A tick without which the operation refuses. */
export function confirmField(description: string): INodeProperties {
	return { displayName: 'Confirm', name: CONFIRM, type: 'boolean', default: false, description };
}

/** The tick where only an AI agent has to be asked for it: people have clicked the operation themselves. */
export const confirmAsToolField: INodeProperties = {
	...confirmField('Whether this is really to be done. Nothing is done without it.'),
	displayOptions: { show: { '@tool': [true] } },
};

/** Agents run a tool through its own context or, in newer n8n, as a node of the type `…Tool`. */
export function isCalledAsTool(node: IExecuteFunctions): boolean {
	return node.isToolExecution() || node.getNode().type.endsWith('Tool');
}

/** Whether the tick is set for an item. */
export function isConfirmed(
	{ parameters }: Pick<OperationContext, 'parameters'>,
	index: number,
): boolean {
	return parameters.at<boolean>(CONFIRM, index, false);
}

/**
 * Refuses a destructive operation that an AI agent calls without saying so explicitly.
 *
 * @throws LeadflowError INVALID_INPUT
 */
export function requireConfirmedTool(
	context: Pick<OperationContext, 'node' | 'parameters'>,
	index: number,
): void {
	if (!isCalledAsTool(context.node) || isConfirmed(context, index)) return;
	throw new LeadflowError(
		'INVALID_INPUT',
		"An AI agent called this without 'Confirm'; nothing was done",
		{
			field: CONFIRM,
			hint: "Let the agent ask the person first and call again with 'Confirm' set to true.",
		},
	);
}
