import { LoadOptionsContext } from 'n8n-core';
import { Workflow, type INode, type INodeListSearchResult } from 'n8n-workflow';
import { fullTypeName, hostServices, SourceNodeTypes } from './host';

/** Looks a list of a node up as the editor does, on the embedded store. */
export async function searchList(
	node: string,
	method: string,
	filter?: string,
): Promise<INodeListSearchResult> {
	const type = fullTypeName(node);
	const nodeTypes = await SourceNodeTypes.load([type], {});
	const search = nodeTypes.getByNameAndVersion(type, 1).methods?.listSearch?.[method];
	if (!search) throw new Error(`${node} has no list '${method}'`);
	const definition: INode = {
		id: 'node',
		name: node,
		type,
		typeVersion: 1,
		position: [0, 0],
		parameters: {},
	};
	const stored = {
		id: 'w',
		name: 'W',
		active: false,
		nodes: [definition],
		connections: {},
		settings: {},
		isArchived: false,
		createdAt: new Date(0),
		updatedAt: new Date(0),
		activeVersionId: null,
	};
	const workflow = new Workflow({ ...stored, nodeTypes });
	const services = hostServices(stored, 'internal', {}, '1');
	return await search.call(new LoadOptionsContext(workflow, definition, services, ''), filter);
}
