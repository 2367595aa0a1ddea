import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

/** Which node this node's items come from, and which nodes feed that one. */
function feedersOf(node: IExecuteFunctions): string[] {
	try {
		const { previousNode } = node.getInputSourceData();
		return node.getParentNodes(previousNode, { depth: 1 }).map(({ name }) => name);
	} catch {
		// The first node of an execution has no source.
		return [];
	}
}

/** The item of a node that an item of this node was made from; undefined where n8n cannot tell. */
function originIn(
	node: IExecuteFunctions,
	name: string,
	itemIndex: number,
): INodeExecutionData | undefined {
	try {
		return node.getWorkflowDataProxy(itemIndex).$(name).item;
	} catch {
		return undefined;
	}
}

/**
 * What an item of an error output tells a reader. n8n (2.41) leaves of it the message of the error: the
 * error itself, which holds the other side's answer, stands beside the JSON, and what the failed node was
 * given is found through the pairing of items.
 *
 * @param itemIndex of the item among this node's input
 */
export function withItsError(
	node: IExecuteFunctions,
	{ json, error }: INodeExecutionData,
	itemIndex: number,
): unknown {
	if (error === undefined) return json;
	const origins = feedersOf(node).map((name) => originIn(node, name, itemIndex)?.json);
	return { ...origins.find((origin) => origin !== undefined), ...json, error };
}
