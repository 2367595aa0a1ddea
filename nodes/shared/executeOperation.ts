import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { errorJson, nodeError } from './nodeError';
import { openNodeStore } from './nodeStore';
import type { ItemResult, NodeOperation } from './operation';
import { ParameterReader } from './parameters';

/**
 * Runs one operation over all input items: opens the store, pairs each result with its item, and
 * treats errors as the node's 'On Error' setting says.
 *
 * @param outputs how many outputs the node has
 */
export async function executeOperation(
	node: IExecuteFunctions,
	operation: NodeOperation,
	outputs = 1,
): Promise<INodeExecutionData[][]> {
	const items = node.getInputData();
	const failAll = (error: unknown) => items.map(() => ({ error }));
	const results = await openNodeStore(node)
		.then(async (store) => {
			if (store.warning) node.addExecutionHints({ message: store.warning, type: 'warning' });
			return await operation.run({ node, store, items, parameters: new ParameterReader(node) });
		})
		.catch(failAll);
	return outputsOf(node, results, outputs);
}

/**
 * The node's outputs: each result paired with its item, errors as the node's 'On Error' setting says.
 *
 * @throws NodeOperationError for the first item that could not be done, where the node stops on errors
 */
export function outputsOf(
	node: IExecuteFunctions,
	results: readonly ItemResult[],
	outputs = 1,
): INodeExecutionData[][] {
	const branches: INodeExecutionData[][] = Array.from({ length: outputs }, () => []);
	results.forEach((result, item) => {
		if ('error' in result) {
			const error = nodeError(node.getNode(), result.error, item);
			if (!node.continueOnFail()) throw error;
			branches[0].push({ json: errorJson(error), error, pairedItem: { item } });
			return;
		}
		for (const { json, binary, output = 0 } of result) {
			branches[output].push({ json, ...(binary ? { binary } : {}), pairedItem: { item } });
		}
	});
	return branches;
}
