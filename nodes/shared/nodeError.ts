import { NodeOperationError, type INode, type JsonObject } from 'n8n-workflow';
import { LeadflowError } from '../../leads/model/error';

/** The error as n8n shows it: what happened, to which item, and how to get unstuck. */
export function nodeError(node: INode, error: unknown, itemIndex?: number): NodeOperationError {
	if (error instanceof NodeOperationError) return error;
	if (error instanceof LeadflowError) {
		const where = itemIndex === undefined ? '' : ` [item ${itemIndex}]`;
		return new NodeOperationError(node, `${error.message}${where}`, {
			description: error.hint,
			itemIndex,
		});
	}
	const cause = error instanceof Error ? error : new Error(String(error));
	return new NodeOperationError(node, cause, {
		itemIndex,
		description:
			'This was not expected. Run the workflow again; if it stays, report it with the steps that lead here.',
	});
}

/** The error as the item of an error output or of `Continue` carries it. */
export function errorJson(error: NodeOperationError): JsonObject {
	return { error: error.message, ...(error.description ? { description: error.description } : {}) };
}
